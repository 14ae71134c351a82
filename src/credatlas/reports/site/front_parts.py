"""Pick what a front page shows: the report that answers, findings, drawings, tiles, tables and feeds.

Knows the order in which a reader wants them, and the files of reports and kits. Writes nothing.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from markupsafe import Markup

from credatlas.evidence import Dataset, in_reading_order
from credatlas.figures import data_title
from credatlas.figures.drawing import MAPS, list_tiles, themed
from credatlas.figures.language import Language
from credatlas.files import CARD, CHART, DOWNLOADS

HERO, MAP = "dimension-profile", "heat-strip"  # charts of the front page
ANSWER, FINDINGS = "comparison", ("canada", "claims", "changes")  # studies that it starts with, where they are there
_DARK = re.compile(r"<style>.*?</style>", re.DOTALL)  # of a drawing that is shown as a picture
_DAMAGED = (OSError, ValueError, KeyError, TypeError)  # what reading a damaged file raises
_TOLD = re.compile(r'<script type="application/json" id="rows">(.*?)</script>', re.DOTALL)  # in a kit's frame
_MIME = {".csv": "text/csv", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def list_reports(
    manifests: Sequence[dict], dataset: Dataset, t: Language, words: Mapping[str, Any], out: Path
) -> list[dict]:
    """Return the reports in a reader's order, each with its editions by day, the latest first.

    manifests: of one language, with their `folder`. A report has study, kicker, place (the jurisdiction that it is
    about, or ""), name, and of its newest edition title, html (or PDF, or None) and card. Known studies come in the
    order of `words`, others after them; reports on one jurisdiction follow each other as a reader looks for them.
    """
    places, order = in_reading_order(dataset, dataset, t.lang), list(words["studies"])
    groups: dict[str, list[dict]] = {}
    for manifest in manifests:
        groups.setdefault(manifest["folder"].split("/")[0], []).append(manifest)

    def rank(report: dict) -> tuple[int, int]:
        study, place = report["study"], report["place"]
        return (
            order.index(study) if study in order else len(order),
            places.index(place) if place in places else len(places),
        )

    return sorted((_describe(name, group, places, t, words, out) for name, group in groups.items()), key=rank)


def _describe(
    name: str, group: list[dict], places: list[str], t: Language, words: Mapping[str, Any], out: Path
) -> dict[str, Any]:
    newest, *_ = ordered = sorted(group, key=lambda one: (one["as_of"] == "latest", one["day"]), reverse=True)
    editions = [_edition(manifest, t) for manifest in ordered]
    study, place = newest["study"], newest.get("parameters", {}).get("jurisdiction", "")
    called = words["studies"].get(study) or study.replace("-", " ").capitalize()
    changes = f"{name}/changes.html"
    return editions[0] | {
        "study": study,
        "place": place,
        "name": t.jurisdiction(place) if place in places else called,
        "kicker": newest.get("kicker") or (called if called != newest["title"] else ""),
        "description": newest.get("description", ""),
        "folder": name,
        "folders": [manifest["folder"] for manifest in ordered],
        "changes": changes if (out / changes).exists() else None,
        "editions": editions,
    }


def _edition(manifest: dict, t: Language) -> dict[str, Any]:
    files = {artefact["path"] for artefact in manifest["artefacts"]}
    at = {
        name: f"{manifest['folder']}/{name}" if name in files else None for name in ("report.html", "report.pdf", CARD)
    }
    return {
        "title": manifest["title"],
        "day": t.date(manifest["day"]),
        "html": at["report.html"] or at["report.pdf"],
        "pdf": at["report.pdf"] if at["report.html"] else None,
        "card": at[CARD] or "",
    }


def lead_with(reports: Sequence[dict]) -> tuple[dict | None, list[dict]]:
    """Return the report whose finding answers the question of the site, and those whose findings stand below it."""
    by_study = {report["study"]: report for report in reversed(reports)}
    answer = by_study.get(ANSWER) or next(iter(reports), None)
    found = [by_study[study] for study in FINDINGS if study in by_study]
    return answer, [report for report in found if report is not answer]


def find_drawing(chart: str, kits: Sequence[dict], manifests: Sequence[dict], out: Path) -> dict[str, Any] | None:
    """Return a chart's words, its drawings `wide` and `tall`, its rows and its page, from its kit or else a report.

    `told`: what its marks tell, as JSON, where both drawings are of a kit whose frame answers; "" elsewhere. chart: its
    name; "" for the first that there is. None where the site does not have it, or its files are damaged.
    """
    for kit in kits:
        if kit["thumbnail"] and chart in ("", kit.get("figure")):
            with suppress(*_DAMAGED):
                return _drawing_of_kit(kit, out / kit["folder"])
    for manifest in manifests:
        start = f"{chart}-{manifest['day']}" if chart else ""
        figure = next((name for name in manifest["figures"] if name.startswith(start)), None)
        if figure and manifest["as_of"] == "latest":
            with suppress(*_DAMAGED):
                path = out / manifest["folder"] / "figures" / f"{figure}.json"
                about = json.loads(path.read_text(encoding="utf-8"))
                names = [column["name"] for column in about["columns"]]
                about["rows"] = [dict(zip(names, row, strict=True)) for row in about["rows"]]
                return _drawing(about, about["svg"], about["tall"], f"{manifest['folder']}/report.html#{figure}")
    return None


def _drawing_of_kit(kit: dict, folder: Path) -> dict[str, Any]:
    def read(file: str) -> str:
        return (folder / file).read_text(encoding="utf-8") if (folder / file).exists() else ""

    name = kit["name"].split("/")[-1]
    about, wide = ((folder / f"{name}{ending}").read_text(encoding="utf-8") for ending in (".json", "-plot.svg"))
    tall = read(f"{name}-tall-plot.svg")
    told = _TOLD.search(read(CHART)) if tall else None
    return _drawing(json.loads(about), wide, tall, kit["html"]) | {"told": Markup(told[1]) if told else ""}


def _drawing(about: dict, wide: str, tall: str, link: str) -> dict[str, Any]:
    drawn = {name: Markup(themed(_DARK.sub("", svg))) for name, svg in (("wide", wide), ("tall", tall))}
    told = {name: about[name] for name in ("title", "subtitle", "source", "rows")}
    return told | drawn | {"link": link, "told": ""}


def place_tiles(drawing: dict[str, Any], profiles: Sequence[dict]) -> dict[str, Any]:
    """Return the drawing of the map with the tiles that lead to a profile, for each of its two shapes.

    A shape has columns, rows, and tiles with column and row (from 1), name, what its texts say, and html.
    """
    says = {row["jurisdiction_id"]: row["says"] for row in drawing["rows"]}
    pages = {report["place"]: report for report in profiles if report["html"]}
    shapes = [
        {
            "name": name,
            "svg": drawing[name],
            "columns": len(MAPS[size][0].split()),
            "rows": len(MAPS[size]),
            "tiles": [
                {"column": column + 1, "row": row + 1, "says": says.get(jurisdiction, ""), **pages[jurisdiction]}
                for jurisdiction, (column, row) in list_tiles(size).items()
                if jurisdiction in pages
            ],
        }
        for name, size in (("wide", "article"), ("tall", "tall"))
        if drawing[name]
    ]
    return drawing | {"shapes": shapes}


def order_kits(kits: Sequence[dict]) -> tuple[list[dict], list[str]]:
    """Return the kits in the order of the charts, and where reports link to figures that the site does not have.

    Such a place is on the front page too, so that its link leads somewhere.
    """
    from credatlas.figures import list_kits  # loads what draws the charts

    places = [f"figure-{name}" for name in list_kits()]
    there = {kit["place"] for kit in kits}
    ordered = sorted(kits, key=lambda kit: places.index(kit["place"]) if kit["place"] in places else len(places))
    return ordered, [anchor for anchor in places if anchor not in there]


def list_tables(listed: Mapping[str, Any], t: Language) -> tuple[list[dict], list[dict]]:
    """Return the tables to download and the workbook, each with title, path from the front page, size and kilobytes."""

    def describe(item: dict, title: str) -> dict[str, Any]:
        path = f"{DOWNLOADS}/{item['path']}"
        size = t.number(max(item["bytes"] / 1000, 1))
        return {"title": title, "path": path, "bytes": item["bytes"], "kilobytes": size}

    tables = [describe(item, t.told(item["title"]) or item["title"]) for item in listed.get("tables", [])]
    return tables, [describe(item, item["path"]) for item in listed.get("workbook", [])]


def list_feeds(reports: Sequence[dict], out: Path) -> list[dict[str, str]]:
    """Return the feeds of the reports that are not about one place: name, feed and page of changes of each."""
    return [
        {"name": report["name"], "atom": f"{report['folder']}/feed.atom", "html": report["changes"]}
        for report in reports
        if report["changes"] and not report["place"] and (out / report["folder"] / "feed.atom").exists()
    ]


def describe_dataset(dataset: Dataset, files: Sequence[dict], base: str) -> dict[str, Any]:
    """Return the data as a Dataset of schema.org (JSON-LD), by which search engines for data find them."""
    descriptor, start = dataset.descriptor, f"{base}/" if base else ""
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": descriptor["title"],
        "description": descriptor.get("description", ""),
        "version": dataset.version,
        "license": descriptor["licenses"][0].get("path", ""),
        "keywords": descriptor.get("keywords", []),
        "dateModified": descriptor["created"][:10],
        "creator": [] if data_title(dataset) else {"@type": "Organization", "name": "The credatlas contributors"},
        "isAccessibleForFree": True,
        "url": start,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file["title"],
                "contentUrl": start + file["path"],
                "contentSize": f"{file['bytes']} B",
                "encodingFormat": _MIME[Path(file["path"]).suffix],
            }
            for file in files
        ],
    }
    return {name: value for name, value in said.items() if value not in ("", [])}
