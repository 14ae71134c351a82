"""What moves the ranks: factors by their share over all, a dash where a rank never moved."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from credatlas.figures import charts
from credatlas.figures.charts.hangs_on import spread_totals
from credatlas.figures.drawing import style

SHIFT = "mean rank shift"
ENDS = {"_low": -0.05, "": 0.0, "_high": 0.05}


def indices(**outputs):
    """Sobol' indices: output = total by factor, or None where it never moved; `over_all` is the mean rank shift."""
    rows = [
        {"output": SHIFT if output == "over_all" else output, "factor": factor,
         **dict.fromkeys(["first", "first_low", "first_high"], 0.1), "varies": totals is not None,
         **{f"total{end}": 0.0 if totals is None else totals[factor] + far for end, far in ENDS.items()}}
        for output, totals in outputs.items() for factor in ("weights", "slips")
    ]  # fmt: skip
    return pd.DataFrame(rows)


MOST_SLIPS = {"weights": 0.3, "slips": 0.8}
MOST_WEIGHTS = {"weights": 0.9, "slips": 0.2}


def test_factors_fall_by_the_mean_shift_and_rows_by_the_first_factor():
    totals = spread_totals(indices(over_all=MOST_SLIPS, EU=MOST_WEIGHTS, NZ=MOST_SLIPS), ["EU", "NZ"])
    assert list(totals.columns) == ["slips", "weights"]
    assert list(totals.index) == [SHIFT, "NZ", "EU"]


def test_a_rank_that_nothing_moved_has_a_dash(now, look):
    frame = indices(over_all=MOST_SLIPS, EU=None, NZ=MOST_SLIPS)
    assert spread_totals(frame, ["EU", "NZ"]).loc["EU"].isna().all()
    figure = charts.hangs_on(frame, now.atlas)
    assert look(figure).texts.count("\u2013") == 2
    assert [row[8] for row in figure.rows if row[-1] == "EU"] == ["no", "no"]


@pytest.mark.parametrize(
    ("outputs", "title"),
    [
        (
            {"over_all": MOST_SLIPS, "EU": MOST_SLIPS, "NZ": MOST_WEIGHTS, "AU": MOST_SLIPS},
            "Ranks move most with coding errors, over all and for 2 of 3 frameworks",
        ),
        (
            {"over_all": MOST_SLIPS, "EU": MOST_WEIGHTS},
            "Over all, ranks move most with coding errors; for 1 of 1 frameworks with weights",
        ),
        (
            {"over_all": {"weights": 0.5, "slips": 0.45}, "EU": MOST_WEIGHTS},
            "Over all frameworks, what moves ranks most cannot be told apart: weights and coding errors",
        ),
        ({"over_all": MOST_WEIGHTS, "EU": None}, "Over all frameworks, ranks move most with weights"),
    ],
)
def test_the_title_names_the_factor_that_matters_most_and_changes_with_the_frame(outputs, title, now):
    assert charts.hangs_on(indices(**outputs), now.atlas).title == title


def test_the_mean_shift_stands_on_top_and_every_total_is_printed(now, look):
    figure = charts.hangs_on(indices(over_all=MOST_SLIPS, EU={"weights": 0.04, "slips": 0.66}), now.atlas)
    assert figure.rows[0][0] == figure.rows[1][0] == "average movement of all ranks"
    assert {"0.80", "0.30", "0.66", "0.04"} <= set(look(figure).texts)


def test_who_cannot_be_ranked_has_no_row_and_is_named(now, look):
    figure = charts.hangs_on(indices(over_all=MOST_SLIPS, EU=MOST_SLIPS), now.atlas, jurisdictions=["EU", "CA-ON"])
    assert "CA-ON" not in look(figure).column("jurisdiction_id")
    assert "Not ranked, since too little could be read: Ontario." in figure.caption


def test_a_french_reader_gets_a_decimal_comma(now, look):
    figure = charts.hangs_on(indices(over_all=MOST_SLIPS, EU=MOST_SLIPS), now.atlas, lang="fr")
    assert "0,80" in look(figure).texts


@pytest.mark.parametrize("size", ["square", "tall"])
def test_a_key_of_two_lines_lies_below_the_table_and_every_name_is_whole(size, now, look, drawings):
    figure = charts.hangs_on(now.simulation.indices, now.atlas, size=size, lang="es")
    shades = set(map(to_hex, style.SHADES))
    table = min(drawings[0].axes, key=lambda axes: axes.bbox.height)
    patches = [patch for axes in drawings[0].axes if axes is not table for patch in axes.patches if patch.get_fill()]
    swatches = [patch for patch in patches if to_hex(patch.get_facecolor()) in shades]
    assert len(swatches) > 1
    assert max(swatch.get_window_extent().y1 for swatch in swatches) < table.bbox.y0
    assert not any("\u2026" in text for text in look(figure).texts)
