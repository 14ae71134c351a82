"""Who holds a source sees where it says what a provision says of it, and what of it might fill what is missing."""

from dataclasses import replace

import pytest
import typst

from credatlas.coding.source_reading import Locator, Part, Passage, UnknownSource, read_parts, read_source

FRAMEWORK, SOURCE = "ca-cican-2021", "ca-cican-cican-2021c"
HTML = """<!doctype html><title>Framework</title><style>p { may be stackable }</style>
<p>Opening words.</p><h2>Principle 3: Quality</h2><p>Quality is assured.</p>
<h2>Principle 4: Pathways</h2><p>They <b>may be</b>
stackable&nbsp;&amp; carried over. Prior learn&shy;ing is recognised.</p>"""


@pytest.fixture
def html(tmp_path):
    (tmp_path / "text.html").write_text(HTML)
    return tmp_path / "text.html"


def told(atlas, file, **cells):
    """Read a data set of two provisions of the source: ST1 with these cells, and ST2, which could not be read."""
    rows = atlas.provisions[atlas.provisions["framework_id"] == FRAMEWORK].head(2)
    assert list(rows["indicator_id"]) == ["ST1", "ST2"]
    first = rows.head(1).assign(source_id=SOURCE, **cells)
    second = rows.tail(1).assign(status="missing", source_id="", key_terms="", locator="")
    others = atlas.provisions[atlas.provisions["framework_id"] != FRAMEWORK]
    import pandas as pd

    changed = replace(atlas, provisions=pd.concat([first, second, others[others["source_id"] != SOURCE]]))
    return {reading.indicator_id: reading for reading in read_source(changed, SOURCE, file)}


def test_a_web_page_is_read_by_its_headings_and_what_nobody_sees_is_not(html):
    names = [part.name for part in read_parts(html)]
    assert names == ["before the first heading", "Principle 3: Quality", "Principle 4: Pathways"]
    assert "stackable" not in read_parts(html)[0].text
    assert read_parts(html)[2].text.endswith("may be stackable & carried over. Prior learning is recognised.")


def test_passages_are_shown_around_the_key_terms(atlas, html):
    reading = told(atlas, html, key_terms="May be stackable; nowhere", locator="Principle 4; definition")["ST1"]
    words = "Principle 4: Pathways They may be stackable & carried over. Prior learning is recognised."
    assert reading.passages == [Passage("May be stackable", "Principle 4: Pathways", words)]


@pytest.mark.parametrize(
    ("locator", "holds"),
    [
        ("Principle 4; definition", Locator.HOLDS),
        ("section Principle 4", Locator.HOLDS),
        ("opening words", Locator.ELSEWHERE),
        ("Principle 7", Locator.NOT_FOUND),
        ("whole text: all of it", Locator.HOLDS),
        ("p. 3", Locator.NOT_FOUND),
        ("", None),
    ],
)
def test_a_locator_holds_where_it_leads_to_a_key_term(atlas, html, locator, holds):
    assert told(atlas, html, key_terms="may be stackable", locator=locator)["ST1"].holds == holds


def test_a_locator_of_a_provision_without_key_terms_holds_where_it_leads_anywhere(atlas, html):
    assert told(atlas, html, key_terms="", locator="Principle 3")["ST1"].holds == Locator.HOLDS
    assert told(atlas, html, key_terms="", locator="Principle 9")["ST1"].holds == Locator.NOT_FOUND


def test_of_what_is_missing_the_terms_of_other_frameworks_are_looked_for(atlas, html):
    others = atlas.provisions.loc[atlas.provisions["indicator_id"] == "ST2", "key_terms"]
    term = next(term for told in others for term in told.split(";") if term.strip()).strip()
    html.write_text(HTML + f"<h2>Late</h2><p>So it is: {term.upper()}!</p>")
    reading = told(atlas, html, key_terms="", locator="")["ST2"]
    assert reading.missing and (term, "Late") in [(passage.term, passage.part) for passage in reading.passages]


def test_a_pdf_is_read_by_its_pages(atlas, tmp_path):
    pytest.importorskip("pypdf")
    pages = ["Opening words.", "They may be stack-\nable.", "End."]
    text = '#set par(linebreaks: "simple")\n' + "\n#pagebreak()\n".join(pages)
    (tmp_path / "text.pdf").write_bytes(typst.compile(text.encode(), format="pdf"))
    assert [part.name for part in read_parts(tmp_path / "text.pdf")] == ["p. 1", "p. 2", "p. 3"]
    assert read_parts(tmp_path / "text.pdf")[0] == Part("p. 1", "Opening words.")
    for locator, holds in (
        ("p. 2", "holds"),
        ("pp. 1-2", "holds"),
        ("p. 3", Locator.ELSEWHERE),
        ("p. 9", Locator.NOT_FOUND),
    ):
        reading = told(atlas, tmp_path / "text.pdf", key_terms="may be", locator=locator)["ST1"]
        assert reading.holds == holds and [passage.part for passage in reading.passages] == ["p. 2"]


@pytest.mark.parametrize("content", [b"", b"<html><script>x</script></html>", b"%PDF-1.7 broken"])
def test_a_file_without_text_is_refused(content, tmp_path):
    (tmp_path / "text").write_bytes(content)
    with pytest.raises(ValueError, match="holds no text|cannot be read as PDF|pip install"):
        read_parts(tmp_path / "text")


def test_an_unknown_source_is_told_with_the_nearest(atlas, html):
    with pytest.raises(UnknownSource, match=f"did you mean '{SOURCE}'"):
        read_source(atlas, SOURCE.replace("cican-2021c", "cicam-2021c"), html)
