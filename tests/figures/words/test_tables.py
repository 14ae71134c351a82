"""The tables of the reports give each provision with its words and source, and never a rank alone."""

import re
from dataclasses import replace

import pytest

from credatlas.evidence import keep_instruments, provisions_of_instruments
from credatlas.figures.words import tables
from credatlas.index.scores.scoring import list_barriers
from tests.figures.chart_cases import with_searches


def column(table, name):
    place = [column.name for column in table.columns].index(name)
    return [row[place] for row in table.rows]


def every_table(case, **options):
    return [
        tables.provisions(case.atlas, "CA-ON", **options),
        tables.barriers(list_barriers(case.atlas.provisions), case.atlas, **options),
        tables.dimension_scores(case.scores.dimensions, case.atlas, **options),
        tables.frameworks_in_force(case.atlas, **options),
        tables.missing_provisions(case.atlas, **options),
        tables.sources(case.atlas, **options),
    ]


@pytest.mark.parametrize("which", ["now", "then", "unread", "toys"])
@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_table_has_words_and_tells_its_origin(which, lang, request):
    case = request.getfixturevalue(which)
    for table in every_table(case, lang=lang) if which != "toys" else [tables.sources(case.atlas, lang=lang)]:
        assert table.title and table.caption and table.lang == lang
        assert case.atlas.name in table.source and case.atlas.edition.version in table.source
        assert "{" not in table.title + table.caption
        assert table.to_html().count("<tr>") == max(len(table.rows), 1) + 1


def test_links_are_web_addresses_and_nothing_else(now):
    for table in every_table(now):
        links = [cell["href"] for row in table.rows for cell in row if isinstance(cell, dict)]
        assert all(re.match("https?://", link) for link in links)


def test_a_script_is_no_link(now):
    atlas = replace(now.atlas, sources=now.atlas.sources.assign(url="javascript:alert(1)"))
    assert "javascript:" not in tables.sources(atlas).to_html()


def test_a_source_without_an_address_is_named_without_a_link(now):
    atlas = replace(now.atlas, sources=now.atlas.sources.assign(url="store file id 59373188152"))
    assert all(isinstance(cell, str) for cell in column(tables.sources(atlas), "source"))


def test_hostile_findings_are_shown_as_text(now, hostile):
    count = len(now.atlas.provisions)
    findings = [hostile[i % len(hostile)] for i in range(count)]
    atlas = replace(now.atlas, provisions=now.atlas.provisions.assign(finding=findings))
    html = tables.provisions(atlas, "CA-ON").to_html()
    assert "<script" not in html and "<img" not in html


def test_provisions_are_those_read_with_their_codes(now):
    table = tables.provisions(now.atlas, "EU")
    rows = dict(zip(column(table, "indicator"), column(table, "codes"), strict=True))
    assert rows["ST1 stacking"] == "1·1·0"
    assert "missing" not in column(table, "status")


def test_barriers_are_counted_in_the_title(now, then):
    found, none = (tables.barriers(list_barriers(case.atlas.provisions), case.atlas) for case in (now, then))
    assert found.title == "1 barrier was found"
    assert column(found, "jurisdiction") == ["United Kingdom"]
    assert none.title == "No barrier was found"


def test_a_score_never_stands_without_what_it_could_be(now):
    table = tables.dimension_scores(now.scores.dimensions, now.atlas, ["GB"])
    assert [name.name for name in table.columns][1:3] == ["ST_score", "ST_bounds"]
    assert len(table.rows) == 1
    assert not [name for name in table.columns if "rank" in name.name]


def test_what_is_missing_is_counted_and_has_its_note(then):
    table = tables.missing_provisions(then.atlas)
    read = provisions_of_instruments(then.atlas.provisions, then.atlas.frameworks)
    missing = read.query("status == 'missing'")
    listed = sum(len(cell.split(", ")) for cell in column(table, "indicators"))
    assert listed == len(missing)
    assert table.title == f"{len(missing)} provisions could not be read"
    assert all(column(table, "note"))


def test_without_a_framework_words_stand_in_place_of_a_range(then):
    table = tables.dimension_scores(then.scores.dimensions, then.atlas, ["CA-QC", "CA-NS", "CA-SK"])
    assert column(table, "ST_bounds") == ["no framework found", "no framework in force", "0–100"]
    assert column(table, "ST_score")[:2] == [None, None]


def test_the_list_of_frameworks_counts_instruments_and_names_who_has_none(then):
    table = tables.frameworks_in_force(then.atlas)
    count = len(keep_instruments(then.atlas.frameworks))
    assert table.title == f"{count} framework versions in force" and len(table.rows) == count
    first = ", ".join(with_searches(then.atlas, "CA-MB", "CA-QC"))
    assert f"No framework found: {first}" in table.caption and "Canada (pan-Canadian)" not in table.caption
    assert "No framework in force on this day: Nova Scotia and Singapore." in table.caption


def test_jurisdictions_can_be_chosen(now):
    assert set(column(tables.frameworks_in_force(now.atlas, ["NZ"]), "jurisdiction")) == {"New Zealand"}
    assert len(tables.sources(now.atlas, ["NZ"]).rows) < len(tables.sources(now.atlas).rows)
