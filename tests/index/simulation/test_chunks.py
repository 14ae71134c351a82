"""Draws that are made in chunks, wherever, are those of one machine to the last bit."""

from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

import numpy as np
import pytest

from credatlas.index.simulation.engine import BLOCK, Engine
from credatlas.index.simulation.monte_carlo import CHUNK, simulate

DRAWS = 2 * CHUNK + BLOCK + 7  # two whole chunks and one whose last block is not whole
KEEP = [("EU", "ST1"), ("CA-BC", "PO3")]


@contextmanager
def dask():
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "set_as_default": False}
    with distributed.Client(**options) as client:
        yield client.get_executor()


EXECUTORS = {
    "one thread": lambda: ThreadPoolExecutor(1),
    "four threads": lambda: ThreadPoolExecutor(4),
    "two processes": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    "a Dask cluster": dask,
}


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def here(now):
    return simulate(now, draws=DRAWS, seed=3, keep=KEEP)


def same(one, other):
    return (
        one.ranks.equals(other.ranks)
        and one.scores.to_numpy().tobytes() == other.scores.to_numpy().tobytes()
        and one.dimensions.tobytes() == other.dimensions.tobytes()
        and one.draws.equals(other.draws)
        and all((states == other.kept[pair]).all() for pair, states in one.kept.items())
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", EXECUTORS)
def test_an_executor_gives_the_numbers_of_one_machine_bit_for_bit(now, here, name):
    with EXECUTORS[name]() as executor:
        assert same(here, simulate(now, draws=DRAWS, seed=3, keep=KEEP, executor=executor))


@pytest.mark.parametrize("factors", [(), ("weights",), ("missing",)])
def test_it_does_so_whichever_factors_are_drawn(now, factors):
    with ThreadPoolExecutor(2) as executor:
        options = {"draws": CHUNK + 5, "factors": factors}
        assert same(simulate(now, **options), simulate(now, executor=executor, **options))


def test_fewer_draws_than_a_chunk_are_one_task(now):
    class Counting(ThreadPoolExecutor):
        tasks = 0

        def submit(self, *task):
            self.tasks += 1
            return super().submit(*task)

    with Counting(2) as executor:
        assert simulate(now, draws=BLOCK + 1, executor=executor).draws_made == BLOCK + 1
    assert executor.tasks == 1


def test_draws_go_on_where_others_stopped(now):
    engine = Engine(now, factors=("weights", "spacing"))
    *_, second = engine.run(2 * BLOCK, seed=1)
    (alone,) = engine.run(BLOCK, seed=1, before=BLOCK)
    assert np.array_equal(second.composite, alone.composite, equal_nan=True)


def test_a_worker_that_is_lost_is_an_error_and_leaves_no_draw_out(now):
    class Lost(ThreadPoolExecutor):
        def submit(self, *task):
            lost = Future()
            lost.set_exception(BrokenProcessPool("a worker has gone"))
            return lost

    with Lost() as executor, pytest.raises(BrokenProcessPool, match="a worker has gone"):
        simulate(now, draws=BLOCK, executor=executor)
