"""The solver: an optimum or an error, and standard output left as it is."""

import os
from threading import Event, Thread

import numpy as np
import pytest
from scipy.optimize import LinearConstraint

from credatlas.index.ranking.solver import minimise


def test_a_knapsack_is_solved_exactly():
    """Values 60, 100, 120, sizes 10, 20, 30, room 50: the last two, 220."""
    chosen = minimise(np.array([-60.0, -100, -120]), [LinearConstraint([[10, 20, 30]], 0, 50)], np.ones(3, dtype=bool))
    assert chosen.round().tolist() == [0, 1, 1]


def test_constraints_that_contradict_each_other_are_an_error():
    with pytest.raises(RuntimeError, match="HiGHS found no optimum among 1 variables"):
        minimise(np.ones(1), [LinearConstraint([[1]], 2, 3)], np.ones(1, dtype=bool))


def test_lines_that_another_thread_writes_meanwhile_all_arrive(capfd):
    """Standard output belongs to the whole process: solving leaves file descriptor 1 as it is."""
    written, solved = 0, Event()

    def write_lines() -> None:
        nonlocal written
        while not solved.is_set():
            written += os.write(1, b"line\n") // len(b"line\n")

    writer = Thread(target=write_lines)
    writer.start()
    random = np.random.default_rng(1)
    for sizes in random.integers(1, 100, (20, 30)):
        minimise(-sizes - 1.0, [LinearConstraint([sizes], 0, 500)], np.ones(30, dtype=bool))
    solved.set()
    writer.join()
    assert written > 0 and capfd.readouterr().out.count("line\n") == written
