"""A figure or table shows itself as text, accessible HTML and data, and refuses to be unreadable."""

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from credatlas.figures.figure import FIGURE_MIME, SUBJECT_MIME, Column, Figure, Statement, Table, clean_cell, plain

COLUMNS = (Column("name", "Name"), Column("score", "Score", unit="points", digits=1))
WORDS = {
    "id": "f",
    "title": "A leads",
    "caption": "Higher is more.",
    "source": "credatlas data 1",
    "columns": COLUMNS,
    "as_of": "2022-11-22",
    "data_version": "1",
}


def figure(**changes):
    return Figure(
        **{
            **WORDS,
            "rows": [("A", 12.25), ("B", np.nan)],
            "subtitle": "Points",
            "alt": "Bars of A and B.",
            "svg": "<svg></svg>",
            **changes,
        }
    )


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_bundle_has_text_html_and_data():
    bundle = figure()._repr_mimebundle_()
    assert bundle["text/plain"] == "A leads\nBars of A and B.\nName  Score\nA     12.2\nB     –"
    assert bundle[FIGURE_MIME]["rows"] == [["A", 12.25], ["B", None]]
    assert Figure.from_dict(bundle[FIGURE_MIME]) == figure()


def test_the_html_is_a_named_figure_with_a_table_whose_heads_have_scope():
    tags = Tags(figure().to_html()).seen
    assert (
        "figure",
        {"class": "credatlas", "id": "f", "role": "group", "aria-labelledby": "f-title", "lang": "en"},
    ) in tags
    assert [attrs["scope"] for tag, attrs in tags if tag == "th"] == ["col", "col", "row", "row"]


def test_ink_follows_the_theme_of_our_page_of_jupyterlab_or_of_the_text_around():
    html = figure(svg='<svg><path fill="#1f2328" stroke="#c2410c"/></svg>').to_html()
    assert '<path fill="var(--ca-ink, var(--jp-content-font-color1, currentColor))" stroke="#c2410c"/>' in html


def test_the_data_come_as_a_frame_with_na_and_as_a_table():
    rows = [("A", 12.25), ({"text": "B", "href": "https://example.org"}, None)]
    frame = figure(rows=rows).frame
    assert frame["name"].tolist() == ["A", "B"] and frame["score"].isna().tolist() == [False, True]
    table = figure(rows=rows).show_table()
    assert (table.id, table.rows, table.source) == ("f-data", figure(rows=rows).rows, WORDS["source"])


def test_what_stands_in_the_drawing_too_is_marked_in_the_caption():
    html = figure(caption="Higher is more. Not drawn: C & D.", foot="Not drawn: C & D.").to_html()
    assert '<figcaption>Higher is more. <span class="unseen">Not drawn: C &amp; D.</span>' in html
    assert "unseen" not in figure().to_html()


def test_cells_of_a_table_say_their_heads_again_and_those_behind_a_figure_do_not():
    rows = [("A", 12.25)]
    assert '<td class="number" data-label="Score">12.2</td>' in Table(**WORDS, rows=rows).to_html()
    assert "data-label" not in figure().to_html()


def test_missing_is_a_dash_and_digits_are_those_of_the_column():
    assert '<td class="number">12.2</td>' in figure().to_html() and "–</td>" in figure().to_html()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"alt": " "}, "Figure 'f' has no alt text"),
        ({"alt": "x" * 251}, "Figure 'f': the alt text has 251 characters; at most 250 are read well"),
        ({"alt": WORDS["caption"]}, "Figure 'f': the alt text repeats the caption"),
        ({"title": ""}, "Figure 'f' has no title"),
        ({"rows": [("A",)]}, "Figure 'f': row 0 has 1 cells for 2 columns"),
    ],
)
def test_a_figure_that_cannot_be_read_is_refused(changes, message):
    with pytest.raises(ValueError) as refused:
        figure(**changes)
    assert str(refused.value) == message


def test_text_from_the_data_stays_text_and_only_web_addresses_become_links():
    rows = [
        ("<script>alert(1)</script>", {"text": "good", "href": "https://example.org/?a=1&b=2"}),
        ("x", {"text": "bad", "href": "javascript:alert(1)"}),
    ]
    html = Table(**{**WORDS, "rows": rows}).to_html()
    assert [attrs["href"] for tag, attrs in Tags(html).seen if tag == "a"] == ["https://example.org/?a=1&b=2"]
    assert not [tag for tag, _ in Tags(html).seen if tag == "script"]


def test_a_table_is_aligned_text_in_a_terminal():
    assert (
        Table(**{**WORDS, "rows": [("A", 12.25), ("Long name", None)]}).to_text()
        == "A leads\nName       Score\nA          12.2\nLong name  –"
    )


def test_cells_become_plain_json_values_and_infinity_is_refused():
    assert [clean_cell(cell) for cell in (np.int64(3), np.float64("nan"), pd.NA, None, "x")] == [
        3,
        None,
        None,
        None,
        "x",
    ]
    with pytest.raises(ValueError, match="infinite"):
        clean_cell(float("inf"))


def test_a_statement_carries_the_title_of_its_report_only_where_it_has_one():
    assert SUBJECT_MIME not in Statement("x")._repr_mimebundle_()
    assert Statement("x", title="T")._repr_mimebundle_()[SUBJECT_MIME] == {"title": "T"}


def test_plain_takes_the_meaning_out_of_marks():
    assert plain("a *b* [c](d)\n<e> & f_g") == r"a \*b\* \[c\](d) &lt;e&gt; &amp; f\_g"


def test_the_rows_after_those_shown_unfold():
    rows = tuple((f"row {i}",) for i in range(5))
    table = Table("t", "A title", "A caption", "A source", (Column("a", "A"),), rows, shown=3)
    first, rest = table.to_html().split("<details><summary>2 more rows</summary>")
    assert "row 2" in first and "row 3" not in first and "row 3" in rest and "row 4" in rest.split("</details>")[0]
    assert "<details>" not in Table("t", "A title", "", "", (Column("a", "A"),), rows).to_html()
    assert Table.from_dict(table.to_dict()) == table


def test_a_cell_may_be_in_a_language_of_its_own():
    """Findings stand in English beside labels in French; each cell is marked, in the column of one jurisdiction."""
    rows = (("cumul", {"text": "may be stackable", "lang": "en"}), ("niveau", "non abordé"))
    table = Table("t", "Titre", "Lire.", "Source.", (Column("a", "Question"), Column("b", "UE")), rows, lang="fr")
    html = table.to_html()
    assert '<td data-label="UE" lang="en">may be stackable</td>' in html
    assert '<td data-label="UE">non abordé</td>' in html
    assert '<th scope="col">UE</th>' in html
