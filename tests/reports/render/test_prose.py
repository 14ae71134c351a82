import nbformat

from credatlas.reports.render.prose import paragraphs, translate_prose


def _cell(source):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source), nbformat.v4.new_code_cell("1")])


def test_a_cell_falls_into_paragraphs_without_heading_marks():
    assert paragraphs("# Title\n\nOne,\nin two lines.\n\n\n### Three\n") == ["Title", "One,\nin two lines.", "Three"]


def test_prose_is_put_into_the_language_and_headings_keep_their_level():
    notebook = _cell("## How to cite\n\nEach name leads to the text, or to the page that tells of it.")
    translate_prose(notebook, "fr")
    heading, sentence = notebook.cells[0].source.split("\n\n")
    assert heading.startswith("## ") and heading != "## How to cite"
    assert sentence.startswith("Chaque nom mène au texte")
    assert notebook.cells[1].source == "1"


def test_english_prose_stays_as_it_is_written():
    notebook = _cell("## A\n\n*B* is\nC.")
    translate_prose(notebook, "en")
    assert notebook.cells[0].source == "## A\n\n*B* is\nC."
