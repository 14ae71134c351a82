"""Solve mixed-integer programs with HiGHS (scipy.optimize.milp).

Knows scipy's `milp` and its quirks; knows nothing of what the variables mean.

HiGHS 1.12 prints a debugging line when it repairs a solution, and no option silences it (HiGHS issue 2783). The line is
left alone: standard output belongs to the whole process, and a report does not show what a cell prints.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def minimise(
    cost: np.ndarray, constraints: list[LinearConstraint], whole: np.ndarray, bounds: Bounds | None = None
) -> np.ndarray:
    """Return x that minimises cost @ x under the constraints, to a gap of zero.

    Parameters
    ----------
    whole: true for each variable that must be a whole number.
    bounds: of the variables; 0 to 1 by default.

    Raises
    ------
    RuntimeError: no optimum was found (the constraints contradict each other, or the solver gave up).
    """
    solved = [
        milp(
            cost,
            constraints=constraints,
            bounds=Bounds(0, 1) if bounds is None else bounds,
            integrality=np.asarray(whole, dtype=int),
            options={"mip_rel_gap": 0, "presolve": presolve},
        )
        for presolve in (False, True)  # with presolve alone HiGHS has called a worse solution the best
    ]
    found = [one for one in solved if one.success]
    if not found:
        raise RuntimeError(f"HiGHS found no optimum among {len(cost)} variables: {solved[0].message}")
    return min(found, key=lambda one: one.fun).x
