"""Hand mixed-integer programs to HiGHS and take back an optimum, or an error that says what failed.

Knows scipy's `milp` and its quirks; knows nothing of what the variables mean.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

_C_LIBRARY = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
_ONE_AT_A_TIME = Lock()


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
    with _silenced():
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


@contextmanager
def _silenced() -> Iterator[None]:
    """Send the C library's standard output to nowhere meanwhile.

    HiGHS prints a debugging line when it repairs a solution, whatever it is told (HiGHS.jl issue 312), and the line
    would turn up in reports.
    """
    with _ONE_AT_A_TIME:
        _C_LIBRARY.fflush(None)
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        try:
            yield
        finally:
            _C_LIBRARY.fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)
