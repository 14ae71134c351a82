"""A report as PDF is tagged, says what it is, and shows words of the data as words; what it cannot show, it refuses."""

import re
import subprocess

import pytest

from credatlas.figures.figure import FIGURE_MIME, Column, Statement, Table, plain
from credatlas.reports.render.columns import lay_out_table
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.pdf import HIGH, LEAST, WIDE, print_size, render_pdf
from tests.reports.page_cases import make_figure, make_notebook, make_sample, make_table, show

A4_HEIGHT = 841.89  # points
HOSTILE = (
    '#eval("1")',
    "#panic() @ref <label>",
    "= heading *b* _i_ `c`",
    "$x^2$ // /* */",
    '\\ " \' #" ~ {1+1}',
    "<script>x()</script>",
    "1. x",
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(make_sample())


def said_in(pdf: bytes, name: str) -> list[str]:
    """The text of an element of the XMP metadata, wherever it stands."""
    xmp = re.search(rb"<\?xpacket begin.*?<\?xpacket end", pdf, re.DOTALL)[0].decode()
    return [re.sub("<[^>]*>", "", part) for part in re.findall(f"<{name}>(.*?)</{name}>", xmp, re.DOTALL)]


def linked_in(pdf: bytes) -> list[str]:
    return [address.decode() for address in re.findall(rb"/URI\(([^)]*)\)", pdf)]


def words_of(pdf: bytes, folder, *options: str) -> str:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout
    return text.replace("\u2060", "")  # a joiner of no width, which Typst sets before page numbers


def test_a_report_claims_both_standards_that_it_was_compiled_to(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    assert said_in(pdf, "pdfuaid:part") == ["1"]
    assert (said_in(pdf, "pdfaid:part"), said_in(pdf, "pdfaid:conformance")) == (["2"], ["A"])


def test_a_report_says_its_title_its_description_and_when_its_data_were_made(pdf):
    assert said_in(pdf, "dc:title") == ["Who leads?"]
    assert said_in(pdf, "dc:description") == ["Two jurisdictions, compared."]
    assert said_in(pdf, "xmp:CreateDate") == ["2026-11-24T10:00:00+00:00"]
    assert said_in(render_pdf(make_sample(), title="Ireland?"), "dc:title") == ["Ireland?"]


@pytest.mark.parametrize(
    ("about", "date"),
    [
        ({"created": "2026-11-24"}, "2026-11-24T00:00:00+00:00"),
        ({"created": ""}, "2022-11-22T00:00:00+00:00"),
        ({"created": "", "as_of": ""}, "1970-01-01T00:00:00+00:00"),
    ],
)
def test_a_report_that_nobody_dated_is_of_the_day_it_reports_on_and_never_of_today(about, date):
    assert said_in(render_pdf(make_notebook("# T\n\nFew do.", **about)), "xmp:CreateDate") == [date]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_report_is_tagged_in_the_language_of_its_notebook(lang):
    pdf = render_pdf(make_sample(lang=lang))
    assert b"/MarkInfo<</Marked true" in pdf and b"/StructTreeRoot" in pdf
    assert f"/Lang({lang})".encode() in pdf and said_in(pdf, "dc:language") == [lang]


def test_a_figure_is_tagged_with_its_alt_text(pdf):
    assert b"/Alt(One bar: Ireland leads)" in pdf and b"/Alt(One bar: Nova Scotia follows)" in pdf


def test_equal_notebooks_give_equal_bytes(pdf):
    assert render_pdf(make_sample()) == pdf


def test_only_web_addresses_become_links():
    notebook = make_notebook(
        "# T\n\n## A\n\n[a](https://example.org/a) [b](javascript:b) [c](#a) [d](figures/d.csv)",
        show(make_table(), make_table("other", href="javascript:e")),
    )
    assert linked_in(render_pdf(notebook)) == ["https://example.org/a", "https://example.org/act?p=1&q=2"]


def refusal(*cells, **about) -> str:
    with pytest.raises(RenderingError) as refused:
        render_pdf(make_notebook(*cells, **about))
    return str(refused.value)


def with_alt(figure, alt: str) -> dict:
    """The bundle of a figure whose alt text somebody changed: `Figure` itself would refuse it."""
    bundle = figure._repr_mimebundle_()
    bundle[FIGURE_MIME]["alt"] = alt
    return bundle


def test_a_figure_without_alt_text_is_refused_by_its_name():
    message = refusal("# T", show(make_figure(), with_alt(make_figure("followers"), "")))
    assert message == "Figure 'followers' has no alt text"


def test_a_figure_without_a_drawing_is_refused_by_its_name():
    message = refusal("# T", show(make_figure(svg="")))
    assert message.startswith("the PDF of figure 'leaders' cannot be made: failed to parse SVG")


DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><text x="9" y="50" font-size="8px">維</text></svg>'
)


@pytest.mark.parametrize(
    "cell",
    [show(make_table(word="維")), show(make_figure(word="維")), show(make_figure(svg=DRAWN)), "維"],
    ids=["in a table", "in a figure's words", "in a drawing", "in prose"],
)
@pytest.mark.poppler
def test_a_character_without_a_glyph_is_a_visible_stand_in_and_a_note_says_so(cell, tmp_path):
    (tmp_path / "a.pdf").write_bytes(render_pdf(make_notebook("# T", cell)))
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "□" in text.replace("(□)", "") and "A square (□) stands for a character that no font at hand" in text


def test_words_with_combining_letters_can_be_printed_in_text_table_and_drawing():
    word = "Sḵwx̱wú7mesh SENĆOŦEN hən̓q̓əmin̓əm̓ Tłı̨chǫ"
    drawing = DRAWN.replace("維", word)
    assert render_pdf(make_notebook("# T", word, show(make_figure(word=word, svg=drawing), make_table(word=word))))


def test_scripts_of_europe_and_signs_of_mathematics_have_glyphs():
    word = "Māori Québec Ñuñoa Łódź Ελλάδα Україна ≥ − × → ½ “–”"
    assert render_pdf(make_notebook("# T", word, show(make_figure(word=word), make_table(word=word))))


def test_a_notebook_that_raised_is_refused_as_in_html():
    assert refusal("## No title") == "a page has one heading of the first level, its title; the notebook has 0"


def test_a_table_without_rows_and_one_of_forty_columns_can_be_printed():
    columns = make_table().columns[:1] * 40
    assert render_pdf(
        make_notebook(
            "# T", show(make_table(rows=[]), make_table("wide", columns=columns, rows=[["recognition"] * 40]))
        )
    )


def say_everywhere(word: str) -> bytes:
    """A report that says a word in every field a report has."""
    notebook = make_notebook(
        f"# {plain(word)}\n\n## {plain(word)}\n\nSaid: {plain(word)}",
        show(Statement(f"Said: {plain(word)}")),
        show(make_figure(word=word, caption=word, source=word), make_table(word=word, title=word, caption=word)),
        description=word,
        data_version=word,
    )
    return render_pdf(notebook)


@pytest.mark.poppler
@pytest.mark.parametrize("word", HOSTILE)
def test_words_of_the_data_stay_words_in_every_field(word, tmp_path):
    calm = words_of(say_everywhere("Ireland"), tmp_path, "-raw").count("Ireland")
    assert calm >= 14  # and "Ireland" once more, in the first row of the table
    assert words_of(say_everywhere(word), tmp_path, "-raw").count(word) == calm - 1


@pytest.mark.poppler
def test_the_contents_name_each_part_with_the_page_it_is_on(pdf, tmp_path):
    parts = re.findall(r"(In short|Who provides what\?|Sources) +(\d)\b", words_of(pdf, tmp_path, "-layout"))
    pages = words_of(pdf, tmp_path, "-layout").split("\f")
    assert {name for name, _ in parts} == {"In short", "Who provides what?", "Sources"}
    assert all(re.search(f"^{re.escape(name)}$", pages[int(page) - 1], re.MULTILINE) for name, page in parts)


@pytest.mark.poppler
def test_each_page_says_its_number_and_all_but_the_first_the_title_and_the_day(pdf, tmp_path):
    pages = words_of(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"^credatlas +Page {number} / 2$", page, re.MULTILINE)
    running = r"^Who leads\? +As of 22 November 2022 · Data version 2026.11$"
    assert [bool(re.search(running, page, re.MULTILINE)) for page in pages] == [False, True]


def drawing(width: float, height: float, letters: float = 12) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"><rect width="9" height="9"/>'
        f'<text y="20" font-size="{letters:g}px">a</text></svg>'
    )


def test_a_drawing_is_printed_as_wide_as_the_text_unless_too_high_and_its_letters_stay_readable():
    low, high, higher = (print_size(drawing(640, height)) for height in (300, 700, 5000))
    assert low["width"] == WIDE
    assert high["width"] == pytest.approx(640 * HIGH / 700)
    assert 12 * higher["width"] / 640 == pytest.approx(LEAST)
    assert print_size(drawing(640, 300, letters=5))["width"] == WIDE  # no wider than the page, whatever it says


@pytest.mark.poppler
def test_the_cover_says_who_what_when_and_that_nobody_reviewed_it(tmp_path):
    words = words_of(render_pdf(make_notebook("# T", "## A", kicker="Who leads?")), tmp_path, "-layout")
    assert "credatlas · As of 22 November 2022 · Data version 2026.11 · not peer reviewed" in words
    assert "Who leads?" in words and "2022-11-22" not in words


@pytest.mark.poppler
def test_the_opening_stands_before_the_contents_and_its_figure_is_made_smaller_to_stay_on_the_first_page(tmp_path):
    few = "**Key messages**\n\n" + "\n".join(f"- Message {number}." for number in range(4))
    figure = make_figure(svg=drawing(640, 580))
    notebook = make_notebook("# T", show(Statement(few)), show(figure), "## The first part", "Text.")
    first, second = words_of(render_pdf(notebook), tmp_path, "-layout").split("\f")[:2]
    assert "Message 3." in first and "How to read it." in first
    assert "Contents" in first + second and (first + second).index("How to read it.") < (first + second).index(
        "Contents"
    )


@pytest.mark.poppler
def test_text_goes_on_where_a_figure_has_no_room(tmp_path):
    before, after = ("\n\n".join([f"{word}."] * 25) for word in ("Before", "After"))
    notebook = make_notebook("# T", "## A", before, show(make_figure(svg=drawing(640, 580))), after)
    pages = words_of(render_pdf(notebook), tmp_path, "-layout").split("\f")
    assert "After." in pages[0] and "How to read it." not in pages[0] and "How to read it." in pages[1]
    assert pages[1].index("How to read it.") < pages[1].index("After.")


@pytest.mark.poppler
@pytest.mark.parametrize("lines", range(18, 46, 2))
def test_a_long_table_never_begins_with_fewer_than_three_rows(tmp_path, lines):
    rows = [[f"Row {number}.", "A finding.", None] for number in range(40)]
    notebook = make_notebook("# T", "## A", "\n\n".join(["Text."] * lines), "## Last", show(make_table(rows=rows)))
    pages = words_of(render_pdf(notebook), tmp_path, "-layout").split("\f")
    begun = next(page for page in pages if "Row 0." in page)
    assert "Row 2." in begun and re.search("^ *Last$", begun, re.MULTILINE)


@pytest.mark.poppler
def test_a_date_keeps_to_its_column(tmp_path):
    columns = [Column("since", "Since"), Column("sure", "Sure"), Column("finding", "Finding")]
    rows = [["2021-11-21", "high", "A long finding. " * 40]] * 2
    notebook = make_notebook("# T", show(make_table(columns=columns, rows=rows)))
    boxes = words_of(render_pdf(notebook), tmp_path, "-bbox")
    place = r'xMin="([0-9.]+)" yMin="[0-9.]+" xMax="([0-9.]+)" yMax="[0-9.]+">{}<'
    date, sure = (re.search(place.format(word), boxes) for word in ("2021-11-21", "high"))
    assert float(date[2]) < float(sure[1])


@pytest.mark.poppler
def test_sources_are_a_list_with_printed_addresses(tmp_path):
    pdf = render_pdf(make_notebook("# T", show(make_table("sources", href="https://www.example.org/act?p=1"))))
    words = words_of(pdf, tmp_path, "-raw")
    assert "example.org/act" in words.replace("\u200b", "") and "Jurisdiction" not in words
    assert linked_in(pdf) == ["https://www.example.org/act?p=1"]


@pytest.mark.poppler
@pytest.mark.parametrize("count", [20, 60, 140])
def test_what_follows_many_sources_stands_below_them_on_their_last_page(tmp_path, count):
    columns = [Column("place", "Place"), Column("source", "Source")]
    rows = [
        [f"Place {number // 7}", f"Source {number}. " + "It tells more. " * (number % 9)] for number in range(count)
    ]
    notebook = make_notebook("# T", "## A", show(make_table("sources", columns=columns, rows=rows)), "## Last", "End.")
    boxes = words_of(render_pdf(notebook), tmp_path, "-bbox").split("<page ")[-1]
    lowest = max(float(found[1]) for found in re.finditer(r'yMax="([0-9.]+)">more\.<', boxes))
    assert float(re.findall(r'yMin="([0-9.]+)"[^>]*>End\.<', boxes)[-1]) > lowest


@pytest.mark.poppler
def test_facts_are_a_list_under_their_points_whose_addresses_stand_among_the_sources(tmp_path):
    facts = make_table("claims-evidence-2026-11-28", href="https://www.example.org/act")
    pdf = render_pdf(make_notebook("# T", show(facts)))
    assert "example.org" not in words_of(pdf, tmp_path) and linked_in(pdf) == ["https://www.example.org/act"]


@pytest.mark.poppler
def test_a_long_table_repeats_its_heads_on_each_page(tmp_path):
    rows = [[f"Jurisdiction {number}", "A finding.", None] for number in range(120)]
    pages = words_of(render_pdf(make_notebook("# T", show(make_table(rows=rows)))), tmp_path, "-layout").split("\f")[
        :-1
    ]
    assert len(pages) > 2 and all("Finding" in page for page in pages[1:])


@pytest.mark.poppler
@pytest.mark.parametrize("word", ["WWWW ", "iiii "], ids=["wide", "narrow"])
def test_a_table_that_stays_together_fits_a_page_whatever_its_letters(tmp_path, word):
    columns = [Column("text", "Text"), Column("more", "More")]
    tables = [make_table(columns=columns, rows=[[word * 60, word * 60]] * count) for count in range(1, 40)]
    highest = [table for table in tables if lay_out_table(**table_words(table))["together"]][-1]
    boxes = words_of(render_pdf(make_notebook("# T", show(highest))), tmp_path, "-bbox")
    assert boxes.count(f">{word.strip()}<") == 120 * len(highest.rows)
    assert max(map(float, re.findall(r'yMax="([0-9.]+)"', boxes))) < A4_HEIGHT


@pytest.mark.poppler
def test_a_row_higher_than_a_page_goes_on_over_the_next_and_begins_on_the_first(tmp_path):
    columns = [Column("a", "A"), Column("b", "B"), Column("c", "C")]
    long, beside = (
        " ".join(f"{letter}{number}." for number in range(count)) for letter, count in (("w", 3000), ("v", 60))
    )
    table = make_table(columns=columns, rows=[["x", long, beside], ["y", "the end", None]])
    words = words_of(render_pdf(make_notebook("# T", show(table))), tmp_path)
    assert set(f"{long} {beside} the end".split()) <= set(words.split())
    assert "w0." in words.split("\f")[0]


@pytest.mark.poppler
def test_no_letter_of_a_word_longer_than_a_line_leaves_the_page(tmp_path):
    word, name = "q" * 400, "Z" * 60
    table = make_table(title=word, caption=word, source=word, rows=[[name, word, name], ["y", "short", None]])
    notebook = make_notebook(
        f"# {word}\n\n## {word}", f"Said: {word} `{word}`\n\n- {word}", show(table), description=word
    )
    words = words_of(render_pdf(notebook), tmp_path).replace("\u200b", "").replace("\n", "")
    assert words.count("Z") == 2 * len(name) and words.count("q") >= 11 * len(word)
    head = re.search("q{30,}…", words)[0]
    assert len(head) < 120 and words.count("q") == 11 * len(word) + words.count("…") * (len(head) - 1)


def table_words(table: Table) -> dict:
    said = table.to_dict()
    return {name: said[name] for name in ("columns", "rows", "lang")}
