"""Another topic than micro-credentials: its instrument is checked, scored, simulated, drawn and built in its own words."""

import csv
import json
import re
import shutil
import warnings
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from credatlas import Method, cheapest_reform, load, masked_readings, score, simulate
from credatlas.cli import app
from credatlas.coding import make_study_folder
from credatlas.coding.blank_sheets import make_blank_sheets
from credatlas.coding.workbook import make_workbook
from credatlas.coding.workspace import open_workspace
from credatlas.errors import DataError, NothingToShow
from credatlas.figures import View, list_kits
from credatlas.index.agreement import report_agreement
from credatlas.paths import shipped_folder
from credatlas.reports.export.tidy import take_tables
from credatlas.reports.kits.repertoire import draw_in
from tests.reports.small_studies import draw_seldom

TOWNS = Path(__file__).parents[1] / "examples" / "another-topic" / "data"
INSTRUMENTS = {"two": (2, (3, 4)), "five": (5, (3, 10, 4, 5, 6))}  # the highest code; indicators of each dimension
ATTRIBUTES = ("obligation", "precision", "delegation")
PLACES = {"QA": ("borough", "North"), "QB": ("borough", "North"), "QC": ("parish", "South")}
FOREIGN = re.compile(  # what only the published data speak of; stacked bars are a kind of chart
    r"stack(?!ed bars)|canad|micro-?credential|provinc|territor|colleg|universit|portab|\b(?:ST|PO|SP)\d?\b|\bEU\b",
    re.I,
)
WEIGHTS = {0: (1, 1, 1), 1: (1, 1, 0)}  # of the codes, in the first dimension and in all others


def write(path, **columns):
    """Write columns of as many rows as the longest has; what the header of an empty table has besides stays empty."""
    heads = next(csv.reader(path.read_text("utf-8").splitlines())) if path.exists() else list(columns)
    rows = max(len(values) for values in columns.values() if isinstance(values, list))
    cells = {name: values if isinstance(values, list) else [values] * rows for name, values in columns.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [heads, *zip(*(cells.get(n, [""] * rows) for n in heads), strict=True)]
        )


def named(names, *fields):
    return {f"{field}_{lang}": names for field in fields for lang in ("en", "fr", "es")}


def codes_of(place, number, highest):
    """Three codes of a clause, which differ by place and question."""
    start = list(PLACES).index(place) + number
    return 1 + start % highest, start % (highest + 1), (2 * start) % (highest + 1)


def write_scale(path, highest):
    """Put codes 0 to `highest`, with labels, in place of those of codes.csv."""
    rows = [row for row in csv.DictReader(path.read_text("utf-8").splitlines()) if row["attribute"] not in ATTRIBUTES]
    own = [{"attribute": name, "code": str(code)} | named(f"{name} {code}", "label", "meaning")
           for name in ATTRIBUTES for code in range(highest + 1)]  # fmt: skip
    write(path, **{head: [row[head] for row in [*own, *rows]] for head in rows[0]})


@pytest.fixture(scope="module", params=list(INSTRUMENTS))
def invented(request, tmp_path_factory):
    """An empty study folder, filled with an instrument of other codes, dimensions, kinds and groups.

    The highest code, the number of indicators by dimension, the data.
    """
    folder = make_study_folder(tmp_path_factory.mktemp(request.param) / "boroughs", empty=True) / "data"
    highest, counts = INSTRUMENTS[request.param]
    write_scale(folder / "codes.csv", highest)
    dimensions = [chr(65 + n) * 2 for n in range(len(counts))]
    ids = [f"{name}{n}" for name, count in zip(dimensions, counts, strict=True) for n in range(1, count + 1)]
    weights = [WEIGHTS[min(n, 1)] for n in range(len(counts))]
    write(
        folder / "dimensions.csv",
        dimension_id=dimensions,
        **named([f"Field {name}" for name in dimensions], "name", "question"),
        **{f"weight_{attribute}": [row[n] for row in weights] for n, attribute in enumerate(ATTRIBUTES)},
    )
    write(
        folder / "indicators.csv",
        indicator_id=ids,
        dimension_id=[indicator[:2] for indicator in ids],
        **named([f"point {indicator.lower()}" for indicator in ids], "name", "short", "question"),
    )
    write(
        folder / "jurisdictions.csv",
        jurisdiction_id=list(PLACES),
        **named([f"Borough {jurisdiction[1]}" for jurisdiction in PLACES], "name", "short", "in_sentence"),
        **{f"of_{lang}": [f"of Borough {jurisdiction[1]}" for jurisdiction in PLACES] for lang in ("en", "fr", "es")},
        kind=[kind for kind, _ in PLACES.values()],
        group=[group for _, group in PLACES.values()],
        core="yes",
    )
    frameworks = [f"{jurisdiction.lower()}-2024" for jurisdiction in PLACES]
    write(
        folder / "sources.csv",
        source_id=frameworks,
        title=[f"Rules {jurisdiction}" for jurisdiction in PLACES],
        publisher="nobody: invented",
        jurisdiction_id=list(PLACES),
        doc_type="guideline",
        published="2024",
        url=[f"https://example.org/{framework}" for framework in frameworks],
        language="en",
        access="full",
    )
    write(folder / "framework_sources.csv", framework_id=frameworks, source_id=frameworks)
    write(
        folder / "frameworks.csv",
        framework_id=frameworks,
        jurisdiction_id=list(PLACES),
        name=[f"Rules {jurisdiction}" for jurisdiction in PLACES],
        issuer="nobody",
        instrument_type="government framework",
        legal_force="non-binding",
        names_micro_credentials="no",
        sectors_bound="all",
        in_force_from="2024-02-01",
        dates_basis="stated",
        definition="invented",
        source_id=frameworks,
        note="Invented.",
    )
    for borough, framework in zip(PLACES, frameworks, strict=True):
        coded = zip(*(codes_of(borough, number, highest) for number in range(len(ids))), strict=True)
        codes = {"status": "supports", "scope": "general"} | dict(zip(ATTRIBUTES, map(list, coded), strict=True))
        write(folder / "codings" / "a" / f"{framework}.csv", indicator_id=ids, **codes, note="Invented.")
        write(
            folder / "provisions" / f"{framework}.csv",
            indicator_id=ids,
            **codes,
            finding="Invented.",
            key_terms="",
            source_id=framework,
            locator="1",
            confidence="high",
            note="",
        )
    return highest, counts, folder


def test_scores_are_those_worked_out_by_hand(invented):
    highest, counts, folder = invented
    atlas = load(folder).as_of("latest")
    scores = score(atlas).dimensions.set_index(["jurisdiction_id", "dimension_id"])["score"]
    assert len(scores) == len(PLACES) * len(counts)
    for borough in PLACES:
        number = 0
        for position, (dimension, count) in enumerate(zip(atlas.dimensions["dimension_id"], counts, strict=True)):
            weights = WEIGHTS[min(position, 1)]
            points = []
            for _ in range(count):
                codes = codes_of(borough, number, highest)
                points.append(sum(w * c / highest * 100 for w, c in zip(weights, codes, strict=True)) / sum(weights))
                number += 1
            assert scores[borough, dimension] == pytest.approx(sum(points) / count)


def test_one_coder_is_enough_to_simulate_and_every_chart_is_drawn_or_says_what_is_lacking(invented):
    *_, folder = invented
    atlas = load(folder).as_of("latest")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "no provision was coded twice")
        ranks = simulate(atlas, draws=200).rank_intervals()
        assert set(ranks["jurisdiction_id"]) == set(PLACES) and ranks["median"].between(1, 3).all()
        assert report_agreement(atlas.codings_a, atlas.codings_b).empty
        view, lacking = View(atlas), set()
        for name in list_kits(atlas):
            try:
                figure = draw_in(view, name)("article")
            except NothingToShow:
                lacking.add(name)
            else:
                assert not FOREIGN.search(f"{figure.title} {figure.subtitle} {figure.alt} {figure.caption}")
    assert lacking == {"claims-board", "heat-strip", "who-gives-credit"}


def test_the_scale_of_the_codes_is_that_of_codes_csv_wherever_codes_are_asked_for(invented):
    highest, _, folder = invented
    atlas = load(folder).as_of("latest")
    codes = [str(code) for code in range(highest + 1)]
    assert list(atlas.scale) == list(map(int, codes))
    assert atlas.describe("provisions").set_index("name").at["precision", "unit"] == f"code (0-{highest})"
    with pytest.raises(DataError, match=f"precision '{highest + 1}' is not one of {', '.join(codes)}"):
        atlas.change("qa-2024", "AA1", precision=highest + 1)
    with pytest.raises(
        ValueError, match=f"code_values has {highest + 2} numbers, .* 0 to {highest}, need {highest + 1}$"
    ):
        score(atlas, Method(code_values=(0, *[0.4] * highest, 1)))
    (table,) = take_tables(atlas, ["provisions"])
    fields = table.fields.set_index("name")["categories"]
    assert [one["value"] for one in fields["delegation"]] == list(atlas.scale)
    assert fields["delegation"][-1]["label"] == f"delegation {highest}"


def test_coding_sheets_offer_the_codes_of_the_scale(invented):
    highest, _, folder = invented
    workspace = open_workspace(folder)
    codes = ",".join(str(code) for code in range(highest + 1))
    sheets = make_blank_sheets(workspace, "qa-2025", {"jurisdiction_id": "QA", "supersedes": "qa-2024"})
    assert f"{highest} = precision {highest}" in sheets["pass-a.csv"].decode()
    book = load_workbook(BytesIO(make_workbook(workspace, sheets)))
    offered = {rule.formula1 for rule in book["pass-a"].data_validations.dataValidation}
    assert f'"{codes}"' in offered


def test_what_was_not_read_is_drawn_and_a_reform_rises_within_the_scale(invented):
    """Half of one text is taken as unread; the others are read whole, and so are donors of all codes."""
    highest, counts, folder = invented
    atlas = load(folder)
    hidden = [f"{name}{n}" for name, count in zip(atlas.dimensions["dimension_id"], counts, strict=True)
              for n in range(1, count // 2 + 1)]  # fmt: skip
    partly = atlas.provisions.assign(status=atlas.provisions["status"].mask(
        (atlas.provisions["jurisdiction_id"] == "QC") & atlas.provisions["indicator_id"].isin(hidden), "missing"))  # fmt: skip
    partly.loc[partly["status"] == "missing", ["scope", "confidence", *ATTRIBUTES]] = ["", "missing", *[None] * 3]
    partly = replace(atlas, provisions=partly)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "no provision was coded twice")
        drawn = simulate(partly.as_of("latest"), draws=256, keep=[("QC", hidden[0]), ("QA", "AA1")])
        masked = masked_readings(partly, draws=16)
        assert masked[["truth", "low_90", "high_90"]].stack().between(0, 100).all()
        assert (masked["low_90"] < masked["high_90"]).any()
        assert (drawn.draws[[f"value_{code}" for code in atlas.scale]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    for cell in drawn.kept:
        reached = drawn.provision(*cell)[[*ATTRIBUTES]].max().max()
        assert 0 < reached <= highest
    now = atlas.as_of("latest")
    best = cheapest_reform(now, "QA", 100, dimension="AA")
    after = best.changes["codes_after"].str.split(",", expand=True).astype(int)
    steps = (highest - now["QA"].query("dimension_id == 'AA'")[[*ATTRIBUTES]]).to_numpy().sum()
    assert (after.to_numpy() == highest).all() and best.steps == steps


KITS = ["dimension-profile", "claims-board", "heat-strip"]  # all others are drawn above


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A build of all studies from a study folder that began empty and took over the invented towns: result and site."""
    folder = make_study_folder(tmp_path_factory.mktemp("towns") / "towns", empty=True)
    shutil.copytree(TOWNS, folder / "data", dirs_exist_ok=True, ignore=shutil.ignore_patterns("datapackage.json"))
    studies = (shipped_folder("notebooks") / "studies.toml").read_text("utf-8")
    few = re.sub(r'(notebook = "(?:30|40)-\w+")', r"\1\nparameters = { draws = 1000 }", studies)
    few = few.replace('kits = "all"', f"kits = {KITS}")
    (draw_seldom(folder / "notebooks") / "studies.toml").write_text(few, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        asked = ["build", "--formats", "html", "--out", "site", "--json"]
        return CliRunner().invoke(app, asked), folder / "site"


LEFT_OUT = {  # the studies and figures that make no sense of other data, and why
    "canada": "the data know no province of Canada",
    "claims": "nobody has claimed anything",
    "glossary": "the glossary is that of micro-credentials",
    "figures/claims-board": "nobody has claimed anything",
    "figures/heat-strip": "no province or territory of Canada",
}


def test_the_example_says_of_itself_and_of_each_place_that_it_is_synthetic():
    towns = load(TOWNS)
    assert towns.descriptor["title"].startswith("Synthetic") and towns.codings_b.empty
    assert towns.jurisdictions["name_en"].str.startswith("Synthetic").all()


@pytest.mark.slow
def test_every_study_is_built_but_those_that_make_no_sense_which_are_left_out_with_the_reason(built):
    result, _ = built
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout.splitlines()[-1])
    reports = {report["name"]: report for report in told["reports"]}
    assert {name for name, report in reports.items() if report["status"] != "done"} == set(LEFT_OUT)
    assert {reports[name]["status"] for name in LEFT_OUT} == {"skipped"}
    for name, why in LEFT_OUT.items():
        assert why in result.output, name


def words_of(page):
    """What a page says, in its text and in what is read aloud, without its style and scripts."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:alt|title|aria-label|content)="([^"]*)"', text)
    return unescape("\n".join([re.sub(r"<[^>]+>", "\n", text), *spoken]))


@pytest.mark.slow
def test_no_page_or_picture_speaks_of_the_published_topic(built):
    _, site = built
    pages = [
        path for kind in ("html", "svg", "txt", "md") for path in site.rglob(f"*.{kind}") if "runs" not in path.parts
    ]
    assert len(pages) > 30
    leaks = {path.relative_to(site).as_posix(): found.group() for path in pages
             if (found := FOREIGN.search(words_of(path.read_text("utf-8"))))}  # fmt: skip
    assert not leaks
    assert "synthetic" in words_of((site / "index.html").read_text("utf-8")).lower()
