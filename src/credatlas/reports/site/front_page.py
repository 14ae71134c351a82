"""Write the site's front pages, one per language: the answer, a map to the profiles, all reports, figures and data.

Knows manifests and the front page. It reads what is published and runs nothing.
"""

from pathlib import Path
from typing import Any

from markupsafe import Markup

from credatlas.evidence import Dataset
from credatlas.figures import data_title, say_coding
from credatlas.figures.language import Language
from credatlas.files import DESCRIPTOR, DOWNLOADS, KITS, MANIFEST, index_name, read_downloads, read_manifest, write_text
from credatlas.reports.render import fill_template, read_coloured, read_script, read_words
from credatlas.reports.site.front_parts import (
    HERO,
    MAP,
    describe_dataset,
    find_drawing,
    lead_with,
    list_feeds,
    list_reports,
    list_tables,
    order_kits,
    place_tiles,
)
from credatlas.settings import LANGUAGES

REFERENCE = "reference/index.html"  # of the library, where `make docs` wrote it


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


def write_index(out: Path, dataset: Dataset, base: str = "") -> list[Path]:
    """Write a front page for English and for each other language that something is in; return their paths.

    base: the web address of the site, where it is known. Each page takes the place of the one that stands in one step.
    """
    manifests, kits = read_manifests(out), _read_kits(out)
    spoken = {_language(manifest) for manifest in manifests} | {kit["lang"] for kit in kits}
    langs = [lang for lang in LANGUAGES if lang == "en" or lang in spoken]
    pages = {}
    for lang in langs:
        own = [manifest for manifest in manifests if _language(manifest) == lang]
        others = [(other, LANGUAGES[other], index_name(other)) for other in langs if other != lang]
        shown = _collect(own, [kit for kit in kits if kit["lang"] == lang], out, dataset, lang, base)
        pages[out / index_name(lang)] = site_page(
            "site.html.j2", "marks.css", "front.css", lang=lang, others=others, **shown
        )
    for path, page in pages.items():  # all made before one is written
        write_text(path, page)
    return list(pages)


def _collect(manifests: list[dict], kits: list[dict], out: Path, dataset: Dataset, lang: str, base: str) -> dict:
    """Return what a front page shows, by the names that its template has for it."""
    t, words, base = Language(dataset, lang), read_words("site-words.json", lang), base.rstrip("/")
    title, about = (t.told(dataset.descriptor.get(name, "")) for name in ("title", "description"))
    reports = list_reports(manifests, dataset, t, words, out)
    answer, findings = lead_with(reports)
    kits, absent = order_kits(kits)
    answering = [manifest for manifest in manifests if answer and manifest["folder"] in answer["folders"]]
    chart = (
        find_drawing(HERO, kits, manifests, out)
        or find_drawing("", [], answering, out)
        or find_drawing("", kits, [], out)
    )
    tiles = find_drawing(MAP, kits, manifests, out)
    profiles = [report for report in reports if report["study"] == "profile"]
    tables, workbook = list_tables(read_downloads(out), t)
    address = f"{base}/{index_name(lang).removesuffix('index.html')}" if base else ""
    own = {"title": dataset.descriptor["title"], "about": dataset.descriptor.get("description", "")}
    return {
        "words": words, "title": title or own["title"], "about": about or own["about"],
        "title_lang": lang if title else "en", "about_lang": lang if about else "en",
        "version": dataset.version, "licence": dataset.descriptor["licenses"][0], "address": address,
        "coding": say_coding(t, dataset), "canada": t.tells_canada_apart, "own": data_title(dataset),
        "created": dataset.descriptor["created"], "day": t.date(dataset.descriptor["created"][:10]),
        "answer": answer, "findings": findings, "chart": chart, "map": tiles and place_tiles(tiles, profiles),
        "script": Markup(read_script("chart.js")) if chart and chart["told"] else "",
        "profiles": profiles, "explore": [kit for kit in kits if not kit["thumbnail"]], "kits": kits,
        "reports": [report for report in reports if report["study"] not in ("profile", "method", "glossary")],
        "guides": [(name, next((r for r in reports if r["study"] == name), None)) for name in ("method", "glossary")],
        "absent_kits": absent, "tables": tables, "workbook": workbook, "described": f"{DOWNLOADS}/{DESCRIPTOR}",
        "reference": REFERENCE if (out / REFERENCE).exists() else "",
        "feeds": list_feeds(reports, out), "linked": describe_dataset(dataset, tables + workbook, base),
    }  # fmt: skip


def site_page(template: str, *styles: str, **values: Any) -> str:
    """Return a page of the site, in the style of the reports and these style sheets of its own."""
    return fill_template(template, style=Markup("".join(map(read_coloured, ("style.css", *styles)))), **values)


def _language(manifest: dict) -> str:
    return manifest.get("parameters", {}).get("lang", "en")


def _read_kits(out: Path) -> list[dict]:
    kits = []
    for path in sorted(out.glob(f"{KITS}/*/latest/{MANIFEST}")):
        manifest, folder = read_manifest(path.parent), path.parent.relative_to(out).as_posix()
        if manifest is None or "thumbnail" not in manifest:
            continue
        place = f"figure-{manifest.get('figure', '')}"  # where the reports link to it
        kits.append({**manifest, "folder": folder, "html": f"{folder}/index.html", "place": place})
    return kits
