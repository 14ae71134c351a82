"""A page is what an executed notebook shows, in its order, under one title and with ids that stand once."""

import pytest
from nbformat.v4 import new_output

from credatlas.figures.figure import Statement
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.markdown import plain_text
from credatlas.reports.render.page import Page, Prose, read_page
from tests.reports.page_cases import make_figure, make_notebook, make_sample, make_table, raised, show


def outline(page: Page) -> list[str]:
    """Each block in a word: the id of a figure or table, or the words of some prose."""
    return [plain_text(block.tokens) if isinstance(block, Prose) else block.data["id"] for block in page.blocks]


def test_the_title_is_the_heading_of_the_first_level():
    assert read_page(make_sample()).title == "Who leads?"


def test_a_title_of_the_metadata_takes_the_place_of_the_heading_and_one_that_is_given_of_both():
    notebook = make_sample(title="Ireland: who leads?")
    assert read_page(notebook).title == "Ireland: who leads?"
    assert read_page(notebook, "In French").title == "In French"


def test_a_notebook_without_a_heading_of_the_first_level_needs_a_title_from_elsewhere():
    assert read_page(make_notebook("Few do."), "Who leads?").title == "Who leads?"
    assert read_page(make_notebook("Few do.", title="Who leads?")).title == "Who leads?"


def test_the_title_does_not_stand_among_the_blocks_again():
    assert outline(read_page(make_notebook("# *Who* leads?\n\nFew do."))) == ["Few do."]


def test_blocks_stand_in_the_order_of_the_notebook():
    assert outline(read_page(make_sample())) == [
        "This report compares what frameworks provide.",
        "In short",
        "Ireland leads with 79.6 points.",
        "Who provides what?By dimensionSee the codebook.",
        "leaders",
        "followers",
        "Sources",
        "clauses",
    ]


def test_what_stands_before_the_first_heading_of_the_second_level_opens_the_page():
    page = read_page(make_notebook("# T\n\nFew do.", show(make_figure()), "More.\n\n## A\n\n### B", "## C"))
    words = [[plain_text(block.tokens) if isinstance(block, Prose) else block.data["id"] for block in part]
             for part in (page.opening, page.body)]  # fmt: skip
    assert words == [["Few do.", "leaders", "More."], ["AB", "C"]]
    assert read_page(make_notebook("# T", "Few do.")).body == ()
    assert [block.tokens for block in read_page(make_notebook("# T", "## A")).opening] == [[]]


MESSAGES = "Read: 2 of 3.\n\n**Key messages**\n\n- Ireland leads.\n- Few do."


def test_key_messages_are_a_part_of_their_own_in_the_opening_alone():
    page = read_page(make_notebook("# T", show(Statement(MESSAGES)), "## A", show(Statement(MESSAGES))))
    kinds = [[token["type"] for block in part for token in block.tokens] for part in (page.opening, page.body)]
    assert kinds == [["paragraph", "messages"], ["heading", "paragraph", "paragraph", "list"]]
    assert [child["type"] for child in page.opening[1].tokens[1]["children"]] == ["paragraph", "list"]


def test_a_list_below_other_words_is_no_messages():
    page = read_page(make_notebook("# T", "Read **this**:\n\n- Ireland leads."))
    assert [token["type"] for token in page.opening[-1].tokens] == ["paragraph", "list"]


@pytest.mark.parametrize(
    ("lang", "day"), [("en", "22 November 2022"), ("fr", "22 novembre 2022"), ("es", "22 de noviembre de 2022")]
)
def test_the_day_is_told_in_words_and_known_to_stand_in_the_opening(lang, day):
    page = read_page(make_notebook("# T", f"In force on {day}.", "## A", lang=lang))
    assert page.day == day and page.names_its_day
    assert not read_page(make_notebook("# T", "## A", day, lang=lang)).names_its_day
    assert read_page(make_notebook("# T", as_of="")).day == ""


def test_a_table_does_not_say_again_what_source_another_named():
    page = read_page(make_notebook("# T", show(make_figure(), make_table(), make_table("other", source="Another"))))
    same, other = page.blocks[-2:]
    assert same.data["source"] == "" and "credatlas data" not in same.html
    assert other.data["source"] == "Another" and "Another" in other.html
    assert read_page(make_notebook("# T", show(make_table()))).blocks[-1].data["source"]


def test_a_result_is_shown_like_a_display_and_what_is_neither_is_not():
    bundle = make_table()._repr_mimebundle_()
    cell = show(
        outputs=[
            new_output("stream", name="stdout", text="noise"),
            new_output("display_data", data={"text/plain": "<object>", "text/html": "<b>html</b>", "image/png": "x"}),
            new_output("execute_result", data=bundle, execution_count=1),
        ]
    )
    assert outline(read_page(make_notebook("# T", cell))) == ["", "clauses"]


def test_a_raw_cell_is_not_shown():
    notebook = make_notebook("# T", "Few do.")
    notebook.cells[1].cell_type = "raw"
    assert outline(read_page(notebook)) == [""]


def test_what_a_report_says_of_itself_comes_from_its_metadata():
    page = read_page(make_sample(pdf="report.pdf", home="../index.html"))
    said = (page.lang, page.study, page.as_of, page.data_version, page.description, page.pdf, page.home, page.created)
    assert said == (
        "en", "comparison", "2022-11-22", "2026.11", "Two jurisdictions, compared.", "report.pdf", "../index.html",
        "2026-11-24T10:00:00+00:00",
    )  # fmt: skip


def test_a_notebook_that_says_nothing_of_itself_is_in_english_and_of_no_day():
    notebook = make_notebook("# T")
    del notebook.metadata["credatlas"]
    page = read_page(notebook)
    assert (page.lang, page.as_of, page.description, page.pdf) == ("en", "", "", None)


def test_a_language_without_words_is_refused():
    with pytest.raises(RenderingError) as refused:
        read_page(make_sample(lang="de"))
    assert str(refused.value) == "the notebook's language 'de' is none of en, fr, es"


def test_the_contents_are_the_headings_of_the_second_level_with_their_ids():
    assert read_page(make_sample()).contents == (
        ("in-short", "In short"),
        ("who-provides-what", "Who provides what?"),
        ("sources", "Sources"),
    )


def test_ids_of_headings_differ_from_each_other_from_those_of_the_page_and_from_those_of_figures():
    notebook = make_notebook(
        "# T", *["## Sources"] * 3, "## Contents", "## Leaders", "## ???", "## Où?", show(make_figure())
    )
    assert [id for id, _ in read_page(notebook).contents] == [
        "sources", "sources-2", "sources-3", "contents-2", "leaders-2", "section", "où",
    ]  # fmt: skip


def test_a_heading_may_climb_by_any_number_of_levels_but_sink_by_one():
    assert read_page(make_notebook("# T\n\n## A\n\n### B\n\n#### C\n\n## D"))
    with pytest.raises(RenderingError) as refused:
        read_page(make_notebook("# T\n\n## A", show(Statement("#### *Deep*"))))
    assert str(refused.value) == "the heading 'Deep' is of level 4 and follows one of level 2"


def test_an_error_is_told_with_its_cell_and_its_whole_message():
    with pytest.raises(RenderingError) as refused:
        read_page(make_notebook("# T", show(make_figure()), raised("ValueError", "as_of '2022-13'\nis no day")))
    assert str(refused.value) == "cell 3 of the notebook raised ValueError: as_of '2022-13'\nis no day"


@pytest.mark.parametrize("first", [make_figure("same"), make_table("same")])
def test_an_id_stands_once_on_a_page(first):
    with pytest.raises(RenderingError) as refused:
        read_page(make_notebook("# T", show(first), show(make_figure("same"))))
    assert str(refused.value) == "two figures or tables have the id 'same'"


@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\ue000", "\ufeff", "\uffff"])
def test_what_nothing_can_show_is_shown_as_unknown(mark):
    page = read_page(
        make_notebook(f"# T\n\na{mark}b", show(make_table(word=f"a{mark}b")), show(Statement(f"a{mark}b")))
    )
    assert outline(page) == ["a\ufffdb", "clauses", "a\ufffdb"]
    assert page.blocks[1].data["rows"][0][1:] == [
        "a\ufffdb",
        {"text": "a\ufffdb", "href": "https://example.org/act?p=1&q=2"},
    ]
    assert mark not in page.blocks[1].html
    page = read_page(make_sample(title=f"a{mark}b", description=f"a{mark}b"))
    assert (page.title, page.description) == ("a\ufffdb", "a\ufffdb")


def test_line_ends_and_tabs_are_kept():
    page = read_page(make_notebook("# T\n\n```\na\tb\nc\n```"))
    assert page.blocks[0].tokens[0]["raw"] == "a\tb\nc\n"


def test_reading_leaves_the_notebook_as_it_is():
    notebook, same = make_sample(), make_sample()
    for one, other in zip(notebook.cells, same.cells, strict=True):
        other.id = one.id
    read_page(notebook)
    assert notebook == same
