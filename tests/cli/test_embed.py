"""`credatlas embed` writes a kit or the reader's page, and explains what it cannot write."""

import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from credatlas.cli import app
from credatlas.figures.charts import CHARTS

pytestmark = pytest.mark.slow


def embed(*arguments):
    return CliRunner().invoke(app, ["embed", *map(str, arguments)])


def test_a_kit_of_the_latest_day_has_two_editions(tmp_path):
    result = embed("frontier", "--style", "article", "--out", tmp_path, "--base", "https://example.org")
    assert result.exit_code == 0 and f"files written to {tmp_path / 'frontier'}" in result.output
    editions = {path.name for path in (tmp_path / "frontier").iterdir()}
    assert "latest" in editions and len(editions) == 2
    assert "https://example.org/frontier/latest/chart.html" in (tmp_path / "frontier/latest/index.html").read_text()


def test_an_older_day_is_pinned_and_leaves_latest_alone(tmp_path):
    assert (
        embed("frontier", "--as-of", "2022-11-22", "--lang", "fr", "--style", "tall", "--out", tmp_path).exit_code == 0
    )
    (edition,) = (tmp_path / "frontier.fr").iterdir()
    assert edition.name.startswith("2022-11-22-data-")
    assert (edition / "frontier.fr-tall@2x.png").exists() and not (edition / "frontier.fr-square.png").exists()
    again = embed("frontier", "--as-of", "2022-11-22", "--lang", "fr", "--style", "tall", "--out", tmp_path)
    assert again.exit_code == 0 and "has this edition" in again.output


def test_the_readers_page_is_written_under_its_edition(tmp_path):
    assert embed("weights", "--lang", "es", "--out", tmp_path).exit_code == 0
    assert 'lang="es"' in (tmp_path / "weights.es/latest/index.html").read_text()
    assert len(list((tmp_path / "weights.es").iterdir())) == 2


def test_the_figures_are_listed_with_what_they_show(tmp_path):
    listed = " ".join(embed("--list", "--out", tmp_path).output.split())
    assert (
        "frontier stackability against speed" in listed
        and "weights the page on which readers choose their own weights" in listed
    )
    assert "indicator-profile-ca-bc one jurisdiction against its peers: British Columbia" in listed
    assert not list(tmp_path.iterdir())


def test_one_of_a_kind_has_a_kit_too(tmp_path):
    assert embed("strongest-clause-sp2", "--style", "article", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "strongest-clause-sp2/latest/strongest-clause-sp2.csv").exists()


@pytest.mark.parametrize(
    ("asked", "folder", "ids"),
    [
        ("dimension-profile --dimension PO", "dimension-profile-po", {"IE", "NZ"}),
        ("strongest-clause --indicator PO1 --jurisdiction CA-ON --jurisdiction EU", "strongest-clause-po1-of-ca-on-eu",
         {"CA-ON", "EU"}),
        ("coverage --jurisdiction Asia-Pacific --jurisdiction NZ", "coverage-of-asia-pacific-nz", {"AU", "NZ"}),
        ("indicator-profile --jurisdiction CA-ON", "indicator-profile-ca-on", {"ST1", "PO1"}),
    ],
)  # fmt: skip
def test_what_is_chosen_of_a_chart_has_a_kit_of_its_own(asked, folder, ids, tmp_path):
    done = embed(*asked.split(), "--style", "article", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    page = (tmp_path / folder / "latest" / "chart.html").read_text()
    assert ids <= set(re.findall('data-at="([^"]+)"', page))


def test_a_choice_that_a_chart_does_not_have_is_refused(tmp_path):
    done = embed("frontier", "--dimension", "PO", "--out", tmp_path)
    assert done.exit_code and "frontier has no choice of dimensions" in done.output and not [*tmp_path.iterdir()]


def test_a_slip_in_a_chart_is_told_as_such(tmp_path, monkeypatch):
    slipping = replace(CHARTS["frontier"], function=lambda *given, **look: int("slip"))
    monkeypatch.setitem(CHARTS, "frontier", slipping)
    result = embed("frontier", "--out", tmp_path)
    assert result.exit_code == 7
    assert "frontier could not be drawn: ValueError: invalid literal for int() with base 10: 'slip'" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "no figure is named; `credatlas embed --list` lists them"),
        (["fronteer"], 2, "no figure is called 'fronteer'; did you mean 'frontier'?"),
        (["strongest-clause-st7"], 2, "no figure is called 'strongest-clause-st7'; did you mean 'strongest-clause-st"),
        (["frontier", "--style", "wide"], 2, "--style 'wide' is not one of article, square, tall"),
        (["frontier", "--lang", "de"], 3, "lang 'de' is not one of en, fr, es"),
        (["frontier", "--as-of", "someday"], 3, "someday"),
    ],
)
def test_what_cannot_be_written_is_explained(arguments, code, message, tmp_path):
    result = embed(*arguments, "--out", tmp_path)
    assert result.exit_code == code and message in result.output
    assert not list(tmp_path.iterdir())
