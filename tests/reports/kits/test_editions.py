"""A kit's files have names that can be guessed, and an edition an address that says what it is."""

import json

from credatlas.figures.figure import Column, Figure
from credatlas.reports.kits.editions import KitAddress, cited_address, pinned_name, text_files

PLACE = KitAddress("frontier", "latest", "2026-11-24-data-2026.11", "https://example.org/figures/")
FIGURE = Figure(
    id="f", title="=1+1", caption="Dots.", alt="Two dots.", columns=(Column("name", "Name"),), rows=(("=SUM(A1)",),),
    source="Source: credatlas data 2026.11, as of 2026-11-24; CC BY 4.0", as_of="2026-11-24", data_version="2026.11",
)  # fmt: skip


def test_the_pinned_edition_is_named_by_day_and_version_of_the_data():
    assert pinned_name(FIGURE.as_of, FIGURE.data_version) == "2026-11-24-data-2026.11"


def test_an_address_is_base_figure_edition_and_file():
    assert PLACE.address("chart.html") == "https://example.org/figures/frontier/latest/chart.html"
    assert KitAddress("frontier", "latest", "p").address("chart.html") == "ADDRESS-OF-THIS-FOLDER/chart.html"


def test_the_size_for_articles_has_no_name_of_its_own():
    assert PLACE.file("@2x.png", "tall") == "frontier-tall@2x.png" and PLACE.file(".svg") == "frontier.svg"


def test_a_citation_from_either_edition_names_the_pinned_address():
    pinned = "https://example.org/figures/frontier/2026-11-24-data-2026.11/index.html"
    assert cited_address(PLACE) == cited_address(PLACE.at(PLACE.pinned)) == pinned
    assert cited_address(KitAddress("frontier", "latest", "p")) == ""
    assert not PLACE.is_pinned and PLACE.at(PLACE.pinned).is_pinned


def test_metadata_lie_beside_the_csv_under_the_same_name():
    files = text_files(FIGURE, PLACE)
    assert {"frontier.csv", "frontier.metadata.json", "frontier.json", "citation.bib", "alt.txt"} <= set(files)
    assert files["frontier.csv"] == "name\n'=SUM(A1)\n"
    assert list(json.loads(files["frontier.metadata.json"])["columns"]) == files["frontier.csv"].splitlines()[:1]
