"""The site's front page: every report that lies in the site, with its title and a thumbnail.

Knows manifests and the front page. It reads what is published and runs nothing.
"""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from credatlas.evidence.dataset import Dataset
from credatlas.reports.swap import write_text


def read_manifests(out: Path) -> list[dict]:
    """Return the manifests of the published reports, ordered by study, name and date; `folder` says where each lies."""
    found = []
    for path in sorted(out.glob("*/*/manifest.json")):
        if not path.parent.name.endswith((".failed", ".old")):
            found.append(
                {**json.loads(path.read_text(encoding="utf-8")), "folder": path.parent.relative_to(out).as_posix()}
            )
    return found


def read_manifest(folder: Path) -> dict | None:
    """Return the manifest of one published report, None where there is none."""
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write_index(out: Path, dataset: Dataset) -> Path:
    """Write index.html, beside and then in place, and return its path."""
    studies = _by_study(read_manifests(out), out)
    page = fill_template("site.html.j2", studies=studies, version=dataset.version, title=dataset.descriptor["title"])
    write_text(out / "index.html", page)
    return out / "index.html"


def fill_template(template: str, **values: Any) -> str:
    """Return a page of the site; every value is escaped."""
    environment = Environment(
        loader=PackageLoader("credatlas.reports", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    style = environment.loader.get_source(environment, "style.css")[0]
    return environment.get_template(template).render(style=style, **values)


def _by_study(manifests: list[dict], out: Path) -> dict[str, list[dict]]:
    studies: dict[str, list[dict]] = {}
    for manifest in manifests:
        files = {artefact["path"] for artefact in manifest["artefacts"]}
        changes = f"{Path(manifest['folder']).parent.as_posix()}/changes.html"
        card = {
            "title": manifest["title"],
            "day": manifest["day"],
            "html": f"{manifest['folder']}/report.html" if "report.html" in files else None,
            "pdf": f"{manifest['folder']}/report.pdf" if "report.pdf" in files else None,
            "changes": changes if (out / changes).exists() else None,
            "thumbnail": f"{manifest['folder']}/figures/{manifest['figures'][0]}.svg" if manifest["figures"] else None,
        }
        studies.setdefault(manifest["study"], []).append(card)
    return studies
