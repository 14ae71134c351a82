"""A day of the data as the tests of charts need it: its frames, small draws of it, and a way to draw each chart.

Reversed, renamed or emptied, it makes the hard cases.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from credatlas.evidence.dataset import Dataset
from credatlas.figures import charts
from credatlas.figures.figure import Figure
from credatlas.index.claims.verdicts import VERDICTS
from credatlas.index.ranking.bounds import rank_bounds
from credatlas.index.reforms.cheapest import Reform
from credatlas.index.scores.scoring import Scores
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.sobol import sensitivity

_DRAWN: dict[tuple[int, str], Figure] = {}


@dataclass(frozen=True)
class Drawn:
    """What a small simulation of a day says; where nobody can be ranked, the same frames with nobody in them."""

    intervals: pd.DataFrame
    bounds: pd.DataFrame
    wins: pd.DataFrame
    indices: pd.DataFrame

    def turned(self) -> "Drawn":
        """The same frames with their rows, and columns that are jurisdictions, in another order."""
        return Drawn(
            self.intervals.iloc[::-1], self.bounds.iloc[::-1], self.wins.iloc[::-1, ::-1], self.indices.iloc[::-1]
        )


@dataclass(frozen=True)
class Case:
    """A dataset narrowed to a day with its scores and all framework versions, and a way to draw each chart of it."""

    atlas: Dataset
    scores: Scores
    frameworks: pd.DataFrame
    like: "Case | None" = None

    @cached_property
    def simulated(self) -> Drawn:
        """The draws of the day, made when a chart first needs them, or those of the case that this one is like."""
        return self.like.simulated if self.like else _simulate(self.atlas, self.scores)

    @property
    def verdicts(self) -> pd.DataFrame:
        """A verdict of each kind in turn for every claim, on the day of the article and on that of the case."""
        claims = self.atlas.claims[["claim_id", "title"]]
        kinds = [VERDICTS[i % len(VERDICTS)] for i in range(len(claims))]
        shares = [(0.95, 0.5, 0.03, float("nan"))[i % len(VERDICTS)] for i in range(len(claims))]
        days = ["2022-11-22", self.atlas.date] if self.atlas.date != "2022-11-22" else [self.atlas.date]
        return pd.concat([claims.assign(as_of=day, verdict=kinds, share=shares) for day in days])

    @property
    def reform(self) -> Reform:
        """A reform made up: of one clause, of one that is silent, and of one that could not be read."""
        rows = self.atlas.indicators.head(3)[["dimension_id", "indicator_id"]].assign(
            codes_before=["1,0,0", "0,0,0", ""],
            codes_after=["2,2,1", "3,3,3", "1,0,0"],
            scope_before=["targeted", "", ""],
            scope_after="general",
            score_before=[11.1, 0.0, float("nan")],
            score_after=[55.6, 100.0, 11.1],
            steps=[5, 9, 1],
            models=[4, 0, 12],
        )
        unit, scores = self.atlas.jurisdictions["jurisdiction_id"].iloc[0], pd.Series(dtype=float)
        return Reform(unit, "50", 50.0, scores, scores, 15, (rows["indicator_id"].iloc[2],), rows, pd.DataFrame())

    @property
    def before(self) -> Scores:
        """Scores of the day of the article, made up: dimensions of the case a fifth lower, and one lost."""
        scores = self.scores.dimensions
        lost = scores["jurisdiction_id"].eq("AU")
        lower = scores.assign(score=(scores["score"] * 0.8).mask(lost), low=scores["low"] * 0.8)
        return self.scores._replace(dimensions=lower, date="2022-11-22")

    def turned(self) -> "Case":
        """The same case with the rows of every frame in another order."""
        turned = {table: getattr(self.atlas, table).iloc[::-1] for table in ("provisions", "universities")}
        atlas = replace(self.atlas, **turned)
        scores = Scores(*(frame.iloc[::-1] for frame in self.scores.frames.values()), self.scores.date)
        return Turned(atlas, scores, self.frameworks.iloc[::-1], self)

    def draw(self, chart: str, only=None, **options) -> Figure:
        frames, choices = self._given(chart, only)
        return getattr(charts, chart)(*frames, self.atlas, **choices, **options)

    def _given(self, chart: str, only) -> tuple[list, dict]:
        """The frames that a chart takes, and its choices where only some jurisdictions are to be shown."""
        some = {"jurisdictions": only}
        one = next(iter(self.atlas.jurisdictions["jurisdiction_id"])) if only is None else next(iter(only))
        dimensions, indicators = self.scores.dimensions, self.scores.indicators
        given = {
            "claims_board": lambda: ([self.verdicts], {}),
            "coverage": lambda: ([self.atlas.provisions], some),
            "dimension_profile": lambda: ([dimensions], some),
            "frontier": lambda: ([dimensions], some),
            "hangs_on": lambda: ([self.simulated.indices], some),
            "hasse": lambda: ([self.simulated.wins], some),
            "heat_strip": lambda: ([dimensions], some),
            "indicator_profile": lambda: ([indicators], {"jurisdiction": one, "peers": only}),
            "rank_intervals": lambda: (
                [self.simulated.intervals],
                {"bounds": self.simulated.bounds, "dimension_scores": dimensions, **some},
            ),
            "reform_steps": lambda: ([self.reform], {}),
            "score_matrix": lambda: ([indicators], some),
            "strongest_clause": lambda: ([indicators], some),
            "then_and_now": lambda: ([self.before, self.scores], some),
            "timeline": lambda: ([self.frameworks], some),
            "who_gives_credit": lambda: ([self.atlas.universities], {}),
        }
        return given[chart]()

    def drawn(self, chart: str) -> Figure:
        """The chart as it is by default, drawn once for all tests."""
        key = (id(self), chart)
        if key not in _DRAWN:
            _DRAWN[key] = self.draw(chart)
        return _DRAWN[key]

    def renamed(self, names) -> "Case":
        """The same case with other names for jurisdictions, indicators and frameworks, one after the other."""
        tables = {}
        for table in ("jurisdictions", "indicators", "frameworks", "universities"):
            frame = getattr(self.atlas, table)
            given = [names[i % len(names)] for i in range(len(frame))]
            columns = [
                column
                for column in frame
                if re.match("name|short|institution", column) and column != "names_micro_credentials"
            ]
            tables[table] = frame.assign(**dict.fromkeys(columns, given))
        tables["claims"] = self.atlas.claims.assign(
            title=[names[i % len(names)] for i in range(len(self.atlas.claims))]
        )
        frameworks = self.frameworks.assign(name=[names[i % len(names)] for i in range(len(self.frameworks))])
        return Case(replace(self.atlas, **tables), self.scores, frameworks, self)


class Turned(Case):
    """A case whose draws are in another order too."""

    @property
    def simulated(self) -> Drawn:
        return self.like.simulated.turned()

    @property
    def verdicts(self) -> pd.DataFrame:
        return self.like.verdicts.iloc[::-1]

    @property
    def reform(self) -> Reform:
        return replace(self.like.reform, changes=self.like.reform.changes.iloc[::-1])


def _simulate(atlas: Dataset, scores: Scores) -> Drawn:
    ranked = scores.composite.dropna(subset="score")["jurisdiction_id"]
    if len(ranked) < 2:
        ids = atlas.jurisdictions[["jurisdiction_id"]]
        intervals = ids.assign(**dict.fromkeys(["best", "low", "median", "high", "worst", "p_first"], float("nan")))
        nobody = pd.DataFrame(columns=["best", "worst"], dtype=float)
        nothing = pd.DataFrame(columns=["output", "factor", "first", "total", "varies"])
        return Drawn(intervals.assign(rankable=False), nobody, pd.DataFrame(dtype=float), nothing)
    simulation = simulate(atlas, draws=512)
    wide = scores.dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score")
    bounds, indices = rank_bounds(wide.loc[simulation.rankable]), sensitivity(atlas, points=64).indices
    return Drawn(simulation.rank_intervals(), bounds, simulation.win_matrix(), indices)
