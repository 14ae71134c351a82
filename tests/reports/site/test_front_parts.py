"""What a front page shows of reports, kits and tables: which answers, which are findings, in which order."""

import json

import pytest

from credatlas import load
from credatlas.figures.drawing.canada import list_tiles
from credatlas.figures.language import Language
from credatlas.reports.render import read_words
from credatlas.reports.site.front_parts import (
    describe_dataset,
    find_drawing,
    lead_with,
    list_feeds,
    list_reports,
    list_tables,
    order_kits,
    place_tiles,
)
from tests.reports.manifest_cases import HASH, kit_manifest, report_manifest

SVG = '<svg viewBox="0 0 1 1"><style>@media(x){{}}</style><path fill="#1f2328" id="{}"/></svg>'


def manifest(folder, *files, **changes):
    study, as_of = folder.split("/")
    listed = [{"path": name, "sha256": HASH} for name in files or ("report.html",)]
    return report_manifest(study=study, as_of=as_of, folder=folder, artefacts=listed, title=f"T {folder}") | changes


@pytest.fixture
def listed(atlas, tmp_path):
    return lambda *manifests: list_reports(
        manifests, atlas, Language(atlas), read_words("site-words.json", "en"), tmp_path
    )


def write_kit(out, name, figure, rows=(), **changes):
    folder = out / "figures" / name / "latest"
    folder.mkdir(parents=True)
    about = {"title": "A finding", "subtitle": "S", "source": "Source", "rows": list(rows)}
    (folder / f"{name}.json").write_text(json.dumps(about))
    (folder / f"{name}-plot.svg").write_text(SVG.format("wide"))
    (folder / f"{name}-tall-plot.svg").write_text(SVG.format("tall"))
    place = {"folder": f"figures/{name}/latest", "html": f"figures/{name}/latest/index.html"}
    return kit_manifest(name=f"figures/{name}", figure=figure, **place, **changes)


def test_editions_of_one_report_stand_together_the_latest_first(listed):
    old, new = manifest("comparison/2022-11-22", day="2022-11-22"), manifest("comparison/latest")
    (report,) = listed(old, new)
    assert [edition["day"] for edition in report["editions"]] == ["24 November 2026", "22 November 2022"]
    assert (report["title"], report["html"]) == ("T comparison/latest", "comparison/latest/report.html")


def test_known_studies_come_in_a_readers_order_and_ones_own_after_them(listed):
    found = listed(*(manifest(f"{name}/latest") for name in ("mine", "robustness", "comparison", "canada", "claims")))
    assert [report["study"] for report in found] == ["canada", "comparison", "claims", "robustness", "mine"]


def test_a_report_is_called_by_its_question_else_by_its_study_but_never_twice_the_same(listed):
    asked, study, own = listed(
        manifest("canada/latest", kicker="Who?"), manifest("claims/latest"), manifest("mine/latest", title="Mine")
    )
    assert (asked["kicker"], study["kicker"], own["kicker"]) == ("Who?", "Claims", "")


def test_only_formats_that_exist_are_linked(listed):
    both, paper, none = listed(
        manifest("canada/latest", "report.html", "report.pdf", "card.png"),
        manifest("claims/latest", "report.pdf"),
        manifest("changes/latest", "notebook.ipynb"),
    )
    assert (both["html"], both["pdf"]) == ("canada/latest/report.html", "canada/latest/report.pdf")
    assert (both["card"], paper["card"]) == ("canada/latest/card.png", "")
    assert (paper["html"], paper["pdf"], none["html"]) == ("claims/latest/report.pdf", None, None)


def test_the_comparison_answers_and_three_findings_stand_below_it(listed):
    names = ("canada", "comparison", "claims", "changes", "evidence")
    answer, findings = lead_with(listed(*(manifest(f"{name}/latest") for name in names)))
    assert answer["study"] == "comparison" and [one["study"] for one in findings] == ["canada", "claims", "changes"]


def test_without_the_comparison_the_first_report_answers_and_is_no_finding_too(listed):
    answer, findings = lead_with(listed(manifest("claims/latest"), manifest("canada/latest")))
    assert answer["study"] == "canada" and [one["study"] for one in findings] == ["claims"]
    answer, findings = lead_with(listed(manifest("mine/latest")))
    assert answer["study"] == "mine" and findings == [] and lead_with([]) == (None, [])


def test_a_drawing_comes_from_its_kit_in_colours_of_the_page(tmp_path):
    kit = write_kit(tmp_path, "frontier.fr", "frontier")
    found = find_drawing("frontier", [kit], [], tmp_path)
    assert found["link"] == "figures/frontier.fr/latest/index.html" and found["title"] == "A finding"
    assert 'id="wide"' in found["wide"] and 'id="tall"' in found["tall"]
    assert "<style>" not in found["wide"] and "var(--ca-ink" in found["wide"]


def test_a_drawing_without_a_kit_comes_from_the_report_of_the_latest_day(tmp_path):
    folder = tmp_path / "canada/latest/figures"
    folder.mkdir(parents=True)
    figure = {"title": "F", "subtitle": "", "source": "", "svg": SVG.format("a"), "tall": "",
              "columns": [{"name": "says"}], "rows": [["permitted"]]}  # fmt: skip
    (folder / "heat-strip-2026-11-24.json").write_text(json.dumps(figure))
    reports = [manifest("canada/latest", figures=["heat-strip-2026-11-24"])]
    found = find_drawing("heat-strip", [], reports, tmp_path)
    assert found["rows"] == [{"says": "permitted"}]
    assert found["link"] == "canada/latest/report.html#heat-strip-2026-11-24"
    assert find_drawing("", [], reports, tmp_path)["title"] == "F"
    assert find_drawing("frontier", [], reports, tmp_path) is None


def test_a_damaged_kit_or_figure_is_left_out(tmp_path):
    kit = write_kit(tmp_path, "frontier", "frontier")
    (tmp_path / "figures/frontier/latest/frontier.json").write_text("[]")
    reports = [manifest("canada/latest", figures=["frontier-2026-11-24"])]
    assert find_drawing("frontier", [kit], reports, tmp_path) is None


def test_a_tile_leads_to_the_profile_that_is_there_and_says_what_the_map_says(tmp_path, listed):
    rows = [{"jurisdiction_id": "CA-ON", "says": "permitted"}, {"jurisdiction_id": "CA-QC", "says": "none found"}]
    drawing = find_drawing("heat-strip", [write_kit(tmp_path, "heat-strip", "heat-strip", rows)], [], tmp_path)
    profiles = listed(manifest("profile/latest", parameters={"jurisdiction": "CA-ON"}))
    wide, tall = place_tiles(drawing, profiles)["shapes"]
    column, row = list_tiles("article")["CA-ON"]
    (tile,) = wide["tiles"]
    assert (tile["column"], tile["row"], tile["name"]) == (column + 1, row + 1, "Ontario")
    assert (tile["says"], tile["html"], len(tall["tiles"])) == ("permitted", "profile/latest/report.html", 1)


def test_kits_come_in_the_order_of_the_charts_and_places_of_absent_ones_are_named():
    kits = [kit_manifest(place=f"figure-{name}") for name in ("mine", "frontier", "dimension-profile")]
    ordered, absent = order_kits(kits)
    assert [kit["place"] for kit in ordered] == ["figure-dimension-profile", "figure-frontier", "figure-mine"]
    assert "figure-frontier" not in absent and "figure-heat-strip" in absent


def test_tables_have_titles_paths_and_sizes_in_words(atlas):
    listed = {
        "tables": [{"path": "a.csv", "title": "A", "bytes": 224_900}],
        "workbook": [{"path": "b.xlsx", "bytes": 9}],
    }
    (table,), (book,) = list_tables(listed, Language(atlas))
    assert (table["path"], table["kilobytes"]) == ("data/a.csv", "225")
    assert (book["path"], book["kilobytes"]) == ("data/b.xlsx", "1") and list_tables({}, Language(atlas)) == ([], [])


def test_feeds_are_those_that_are_there_and_not_of_each_place(tmp_path, listed):
    for name in ("canada", "profile-eu"):
        (tmp_path / name).mkdir()
        for file in ("changes.html", "feed.atom"):
            (tmp_path / name / file).touch()
    profile = manifest("profile-eu/latest", parameters={"jurisdiction": "EU"}) | {"study": "profile"}
    (feed,) = list_feeds(listed(manifest("canada/latest"), profile, manifest("claims/latest")), tmp_path)
    assert (feed["atom"], feed["html"]) == ("canada/feed.atom", "canada/changes.html")


def test_the_data_describe_themselves_to_search_engines(toy):
    data = load(toy)
    files = [{"title": "A", "path": "data/a.csv", "bytes": 7}]
    said = describe_dataset(data, files, "https://example.org")
    assert (said["@type"], said["name"], said["version"]) == ("Dataset", data.descriptor["title"], data.version)
    assert said["license"] == data.descriptor["licenses"][0]["path"] and said["url"] == "https://example.org/"
    assert said["distribution"][0]["contentUrl"] == "https://example.org/data/a.csv"
    assert "url" not in describe_dataset(data, files, "") and "distribution" not in describe_dataset(data, [], "")
