"""A day of the data as charts are drawn of it: scores, draws and verdicts, each computed once when first needed.

Knows what is compared with what unless somebody chooses otherwise. Draws nothing.
"""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, core_jurisdictions, default_comparators, default_peers
from credatlas.figures.naming import contenders
from credatlas.index.claims import judge_claims
from credatlas.index.reforms import Reform, default_target, pick_package, reform_packages
from credatlas.index.scores import ScoreClass, Scores, score
from credatlas.index.simulation import Sensitivity, Simulation, sensitivity, simulate
from credatlas.settings import ARTICLE_DAY


@dataclass(frozen=True)
class View:
    """A data set as of a day, with what is computed from it.

    before: the earlier day, with which this one is compared.
    """

    atlas: Dataset
    before: str = ARTICLE_DAY

    @cached_property
    def scores(self) -> Scores:
        """Return the scores of the day."""
        return score(self.atlas)

    @cached_property
    def scores_before(self) -> Scores:
        """Return the scores of the earlier day."""
        return score(self.atlas.as_of(self.before))

    @cached_property
    def compared(self) -> list[str]:
        """Return the core set, and beside it all others that ever had an instrument."""
        core = core_jurisdictions(self.atlas)
        return [*core, *default_comparators(self.atlas, core)]

    @cached_property
    def selection(self) -> list[str]:
        """Return the rows of a chart that is read in seconds: the core set, and beside it who may lead a dimension."""
        core, scored = core_jurisdictions(self.atlas), self.scores.dimensions
        scored = scored[scored["class"] == ScoreClass.SCORED].set_index("jurisdiction_id")
        first = {jurisdiction for _, own in scored.groupby("dimension_id") for jurisdiction in contenders(own)}
        return [*core, *(jurisdiction for jurisdiction in self.compared if jurisdiction in first - set(core))]

    @cached_property
    def simulation(self) -> Simulation:
        """Return the simulations of weights, methods and readings."""
        return simulate(self.atlas)

    @cached_property
    def estimates(self) -> pd.DataFrame | None:
        """Return the estimates of partly read frameworks, None without any or where too few can be simulated."""
        if not (self.scores.dimensions["class"] == ScoreClass.ESTIMATED).any():
            return None
        try:
            return self.simulation.estimates()
        except NothingToShow:
            return None

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Return what moves the ranks."""
        return sensitivity(self.atlas)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Return the verdicts on the claims, of the earlier day and of this one."""
        return judge_claims(self.atlas.whole, tuple(dict.fromkeys((self.before, self.atlas.date))))

    @property
    def target(self) -> str:
        """Return whom a reform is to reach."""
        return default_target(self.atlas)

    def peers(self, jurisdiction: str) -> list[str]:
        """Return those that a jurisdiction is compared with."""
        return default_peers(self.atlas, jurisdiction)

    def reform(self, jurisdiction: str) -> Reform:
        """Return the package of clauses with which a jurisdiction can itself reach `target` on the first dimension."""
        return pick_package(reform_packages(self.atlas, jurisdiction, self.target), self.atlas, jurisdiction)
