"""Figures can be asked for by name, day, language and size; a wrong name is answered with the nearest right one."""

import pytest

from credatlas.reports.repertoire import FIGURES, draw_named, list_figures


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_as_of_its_day_and_in_its_language(name, atlas):
    figure = draw_named(name, atlas, "2025-01-31", "fr")("square")
    assert (figure.as_of, figure.lang) == ("2025-01-31", "fr")
    assert figure.id.startswith(name)


def test_a_wrong_name_language_or_day_is_refused(atlas):
    with pytest.raises(ValueError, match="figure 'fronteer' is not one of .*; did you mean 'frontier'?"):
        draw_named("fronteer", atlas)
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        draw_named("frontier", atlas, lang="de")
    with pytest.raises(ValueError, match="tomorrow"):
        draw_named("frontier", atlas, "tomorrow")


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("indicator-profile-ca-bc", "British Columbia"),
        ("strongest-clause-po4", "registry"),
        ("heat-strip-sp", "speed"),
        ("then-and-now-po", "portability"),
    ],
)
def test_there_is_one_for_each_jurisdiction_indicator_and_dimension(name, about, atlas):
    figure = draw_named(name, atlas)("article")
    assert about.lower() in f"{figure.title} {figure.subtitle}".lower()
    assert len(list_figures(atlas)) == len(FIGURES) + 18 + 2 * 3 + len(atlas.jurisdictions)
