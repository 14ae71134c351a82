"""The palette can be told apart in colour, in grey and with each kind of colour-blindness, on light and dark pages."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import style, theme
from credatlas.figures.drawing.theme import DARK as DARK_THEME
from credatlas.figures.drawing.theme import DRAWN, LIGHT

WHITE, DARK = "#ffffff", "#0d1117"
# Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009: full protanopia, deuteranopia, tritanopia in linear RGB
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast of WCAG 2.2, 1 to 21."""
    dark, light = sorted(float(linear(colour) @ TO_XYZ[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, blindness: str = "none") -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    xyz = TO_XYZ @ np.clip(np.array(BLINDNESS[blindness]) @ linear(colour), 0, 1) / D65
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the known case just below 4.5


@pytest.mark.parametrize("page", [WHITE, DARK])
@pytest.mark.parametrize("colour", [*theme.DIMENSIONS.values(), *theme.GROUPS.values(), theme.BARRIER])
def test_colours_of_things_stand_out_from_a_light_and_a_dark_page(colour, page):
    assert contrast(colour, page) >= 3.0


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("palette", ["DIMENSIONS", "GROUPS"])
def test_colours_of_one_key_differ_however_they_are_seen(palette, blindness):
    colours = getattr(theme, palette).values()
    distances = [np.linalg.norm(lab(a, blindness) - lab(b, blindness)) for a, b in combinations(colours, 2)]
    assert min(distances) >= 15  # 2.3 can just be seen side by side


def test_in_grey_dimensions_differ_by_lightness_and_groups_by_shape_too():
    for colours, least in ((theme.DIMENSIONS, 8.5), (theme.GROUPS, 4.5)):
        lightness = [lab(colour)[0] for colour in colours.values()]
        assert min(abs(a - b) for a, b in combinations(lightness, 2)) >= least
    assert len({style.MARKERS[group] for group in theme.GROUPS}) == len(theme.GROUPS)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_ramp_darkens_by_steps_that_everyone_sees(blindness):
    pale = "#e8ecef"  # LINE at PALE strength on white
    lightness = [lab(colour, blindness)[0] for colour in (pale, *theme.RAMP[1:])]
    steps = np.diff(lightness)
    assert (steps < -11).all()


def test_digits_can_be_read_on_every_step():
    assert contrast(theme.QUIET, "#e8ecef") >= 4.5
    for ground, digit in zip(theme.RAMP[1:], theme.ON_RAMP[1:], strict=True):
        assert contrast(ground, digit) >= 4.5


def test_text_lines_and_paper_follow_the_theme():
    light = {LIGHT[role] for role in DRAWN}
    assert light >= {theme.INK, theme.QUIET, theme.LINE, theme.PAPER, *theme.RAMP, *theme.GROUPS.values()}
    assert len(light) == len(DRAWN)  # or one could not be recoloured without another
    assert not {*theme.DIMENSIONS.values(), theme.BARRIER, theme.ON_MIDDLE} & light


def test_on_a_dark_page_the_ramp_runs_from_dark_to_light_and_its_digits_can_be_read():
    ramp = [DARK_THEME[role] for role in ("paper", "low", "middle", "high")]
    assert (np.diff([lab(colour)[0] for colour in ramp]) > 11).all()
    digits = (DARK_THEME["on_low"], theme.ON_MIDDLE, DARK_THEME["on_high"])
    assert all(contrast(ground, digit) >= 4.5 for ground, digit in zip(ramp[1:], digits, strict=True))
    assert all(contrast(DARK_THEME[role], DARK_THEME["paper"]) >= 4.5 for role in ("canada", "others", "ink", "quiet"))


@pytest.mark.parametrize(
    ("score", "step"),
    [(0, 0), (0.4, 0), (0.6, 1), (100 / 3, 1), (33.4, 1), (33.6, 2), (200 / 3, 2), (67.4, 2), (67.6, 3), (100, 3)],
)
def test_the_step_of_a_score_is_that_of_its_printed_number_and_the_code_that_it_would_have(score, step):
    assert style.step(score) == step


def test_an_article_is_wide_a_square_is_square_and_a_phone_is_tall():
    assert style.SIZES["article"][0] > style.SIZES["article"][1]
    assert style.SIZES["square"][0] == style.SIZES["square"][1]
    assert style.SIZES["tall"][0] < style.SIZES["tall"][1]


def test_few_rows_make_a_lower_sheet_and_many_a_higher_one():
    assert style.height_for("article", 1, 10, 40) == 40 + style.MOST_ROW
    assert style.height_for("article", 15, 10, 40) == 360
    assert style.height_for("article", 100, 10, 40) == 1040


def test_ones_own_chart_has_the_style_of_the_house_and_the_settings_are_as_before():
    before = dict(mpl.rcParams)
    with style.house_style():
        axes = Drawing().subplots()
        (line,) = axes.plot([1, 2])
    assert line.get_color() == next(iter(theme.DIMENSIONS.values()))
    assert not any(spine.get_visible() for spine in axes.spines.values())
    assert dict(mpl.rcParams) == before


def test_nothing_that_matplotlib_was_told_elsewhere_changes_a_drawing():
    def paint(drawing):
        drawing.add_subplot().plot([1, 2], [1, 2], label="a $5 line")

    before = style.draw("one", "Title", "Alt", paint, 200, 100)
    theirs = {
        "lines.marker": "o",
        "savefig.bbox": "tight",
        "text.usetex": True,
        "font.family": "serif",
        "axes.grid": True,
    }
    with mpl.rc_context(theirs):
        assert style.draw("one", "Title", "Alt", paint, 200, 100) == before
        assert mpl.rcParams["lines.marker"] == "o"
