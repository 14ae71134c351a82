"""A figure can be cited as a sentence, in BibTeX and in CSL-JSON, and says under which licence it comes."""

import pytest

from credatlas.figures.figure import Column, Figure
from credatlas.reports.kits.citation import cite_bibtex, cite_csl, cite_plain, licence_of

ADDRESS = "https://example.org/f/2022-11-22-data-2026.11/index.html"


def figure(**changes) -> Figure:
    words = {
        "id": "frontier-2022-11-22",
        "title": "New Zealand leads",
        "caption": "How to read it.",
        "source": "Source: credatlas data 2026.11, as of 22 November 2022; CC BY 4.0",
        "columns": (Column("a", "A"),),
        "alt": "One dot.",
        "as_of": "2022-11-22",
        "data_version": "2026.11",
    }
    return Figure(**words | changes)


def test_the_sentence_names_finding_atlas_data_day_licence_and_address():
    assert cite_plain(figure(), ADDRESS) == (
        "The credatlas contributors (2026). New Zealand leads. credatlas: an atlas of micro-credential policy frameworks, "
        "data version 2026.11, as of 22 November 2022. CC BY 4.0. "
        "https://example.org/f/2022-11-22-data-2026.11/index.html"
    )


def test_without_an_address_the_sentence_ends_with_the_licence():
    assert cite_plain(figure(), "").endswith("as of 22 November 2022. CC BY 4.0.")


def test_the_edition_is_told_in_the_figures_language():
    assert "version 2026.11 des données, état au 22 novembre 2022" in cite_plain(figure(lang="fr"), "")


def test_bibtex_escapes_what_tex_would_obey():
    entry = cite_bibtex(figure(title=r"50 % of {A} & B_1 cost $5 \input"), ADDRESS)
    assert r"title = {{50 \% of \{A\} \& B\_1 cost \$5 \textbackslash{}input}}," in entry
    assert entry.startswith("@misc{credatlas-frontier-2022-11-22,\n") and entry.endswith("}\n")


def test_csl_json_holds_what_reference_managers_ask_for():
    assert cite_csl(figure(), ADDRESS) == [
        {
            "id": "credatlas-frontier-2022-11-22",
            "type": "graphic",
            "author": [{"literal": "The credatlas contributors"}],
            "title": "New Zealand leads",
            "container-title": "credatlas: an atlas of micro-credential policy frameworks",
            "version": "2026.11",
            "issued": {"date-parts": [[2026]]},
            "language": "en",
            "license": "CC BY 4.0",
            "note": "data version 2026.11, as of 22 November 2022",
            "URL": ADDRESS,
        }
    ]


def test_the_licence_is_the_one_that_the_source_line_names():
    assert licence_of(figure()) == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert licence_of(figure(source="Source: own data; ODbL")) == ("ODbL", "")
    assert licence_of(figure(source="Source: own data")) == ("", "")


def test_a_figure_of_no_data_and_no_day_cannot_be_cited():
    with pytest.raises(ValueError, match="Figure 'frontier-2022-11-22' names neither a version of the data nor a day"):
        cite_plain(figure(as_of="", data_version=""), "")
