"""Rows of bounds: a dot where there is a score, hatching where there are only bounds, nothing where there is neither."""

import pandas as pd
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing.bound_rows import BoundRows
from credatlas.figures.drawing.layout import sheet
from credatlas.figures.language import Language

NAN = float("nan")
ENDS = pd.DataFrame(
    {"then": [40.0, NAN], "then_low": [30.0, 0.0], "then_high": [50.0, 100.0]}
    | {"now": [NAN, NAN], "now_low": [20.0, NAN], "now_high": [70.0, NAN]},
    index=["EU", "AU"],
)


def test_what_is_known_of_each_date_is_drawn_as_what_it_is(now):
    paper, _, _ = sheet(Drawing(figsize=(4, 2)))
    rows = BoundRows(paper, 4, 30, 280, 64)
    rows.draw(ENDS, ("2022-11-22", "2026-11-28"), Language(now.atlas))
    dots = [line.get_xdata()[0] for line in paper.lines if line.get_marker() not in (None, "None", "")]
    hatched = [(patch.get_x(), patch.get_width()) for patch in paper.patches if patch.get_hatch()]
    assert dots == [rows.at(40)]
    assert hatched == [(rows.at(20), rows.at(70) - rows.at(20)), (rows.at(0), rows.at(100) - rows.at(0))]
    assert {"European Union", "Australia"} & {text.get_text() for text in paper.texts}
