"""Write the site's front pages, one per language: every report and every figure to embed that lies in the site.

Knows manifests and the front page. It reads what is published and runs nothing.
"""

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from credatlas.evidence import Dataset, in_reading_order
from credatlas.figures.drawing import LIGHT
from credatlas.figures.language import translator
from credatlas.files import KITS, MANIFEST, index_name, read_manifest, write_text
from credatlas.reports.render import TEMPLATE, fill_template, read_coloured
from credatlas.settings import LANGUAGES

WORDS = json.loads((TEMPLATE / "site-words.json").read_text(encoding="utf-8"))  # what the pages say, in English


def read_manifests(out: Path) -> list[dict]:
    """Return the manifests of the published reports, ordered by study, name and date; `folder` says where each lies.

    A report whose manifest is damaged is left out, as one that is not there: it is made anew, and `verify` names it.
    """
    found = []
    for path in sorted(out.glob(f"*/*/{MANIFEST}")):
        manifest = read_manifest(path.parent)
        if manifest and "study" in manifest and not path.parent.name.endswith((".failed", ".old")):
            found.append({**manifest, "folder": path.parent.relative_to(out).as_posix()})
    return found


def site_words(lang: str) -> dict:
    """Return what the pages of the site say, in a language."""
    return translator(lang).each(WORDS)


def write_index(out: Path, dataset: Dataset) -> list[Path]:
    """Write a front page for English and for each other language that something is in; return their paths.

    Each takes the place of the one that stands in one step.
    """
    manifests, kits = read_manifests(out), _read_kits(out)
    spoken = {_language(manifest) for manifest in manifests} | {kit["lang"] for kit in kits}
    langs = [lang for lang in LANGUAGES if lang == "en" or lang in spoken]
    pages = {
        out / index_name(lang): site_page(
            "site.html.j2",
            lang=lang,
            words=site_words(lang),
            studies=_by_study(
                [m for m in manifests if _language(m) == lang], out, in_reading_order(dataset, dataset, lang)
            ),
            kits=[kit for kit in kits if kit["lang"] == lang],
            others=[(other, LANGUAGES[other], index_name(other)) for other in langs if other != lang],
            version=dataset.version,
            title=dataset.descriptor["title"],
        )
        for lang in langs
    }  # all made before one is written
    for path, page in pages.items():
        write_text(path, page)
    return list(pages)


def site_page(template: str, **values: Any) -> str:
    """Return a page of the site, in the style of the reports."""
    return fill_template(template, style=Markup(read_coloured("style.css")), paper=LIGHT["paper"], **values)


def _language(manifest: dict) -> str:
    return manifest.get("parameters", {}).get("lang", "en")


def _read_kits(out: Path) -> list[dict]:
    kits = []
    for path in sorted(out.glob(f"{KITS}/*/latest/{MANIFEST}")):
        manifest, folder = read_manifest(path.parent), path.parent.relative_to(out).as_posix()
        if manifest is None or "thumbnail" not in manifest:
            continue
        thumbnail = f"{folder}/{manifest['thumbnail']}" if manifest["thumbnail"] else None
        place = f"figure-{manifest.get('figure', '')}"  # where the reports link to it
        kits.append({**manifest, "html": f"{folder}/index.html", "thumbnail": thumbnail, "place": place})
    return sorted(kits, key=lambda kit: not kit["thumbnail"])  # those that are a page and no picture come last


def _by_study(manifests: list[dict], out: Path, places: list[str]) -> dict[str, list[dict]]:
    """Return what a page shows of each report, by study; reports on one jurisdiction in the order of `places`."""
    studies: dict[str, list[dict]] = {}
    order = list(WORDS["studies"])  # from what is known to what changed; a reader's own come after

    def rank(manifest: dict) -> tuple[int, int]:
        study, place = manifest["study"], manifest.get("parameters", {}).get("jurisdiction")
        return (
            order.index(study) if study in order else len(order),
            places.index(place) if place in places else len(places),
        )

    for manifest in sorted(manifests, key=rank):
        files = {artefact["path"] for artefact in manifest["artefacts"]}
        changes = f"{Path(manifest['folder']).parent.as_posix()}/changes.html"
        card = {
            "title": manifest["title"],
            "day": translator(_language(manifest)).date(manifest["day"]),
            "html": f"{manifest['folder']}/report.html" if "report.html" in files else None,
            "pdf": f"{manifest['folder']}/report.pdf" if "report.pdf" in files else None,
            "changes": changes if (out / changes).exists() else None,
            "thumbnail": f"{manifest['folder']}/figures/{manifest['figures'][0]}.svg" if manifest["figures"] else None,
        }
        studies.setdefault(manifest["study"], []).append(card)
    return studies
