"""Start and stop the fork server that workers come from, and run tasks in parallel in its processes.

Knows multiprocessing: the fork server, its start and the processes that come from it. Imports nothing heavy itself.
Where the system has no fork server, and with CREDATLAS_COLD set, processes are started from nothing.
"""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext
from multiprocessing.forkserver import ensure_running
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from types import ModuleType
from typing import Any

from credatlas.files import hash_data, make_scratch, snapshot_folder
from credatlas.paths import find_data, in_environment

PRELOAD = "credatlas.reports.run.preload"  # imports the tools, and does once what is slow the first time
SAFE = "PYTHONSAFEPATH"  # where it is set, a Python that starts does not look for modules in the current folder
LOOK = 0.05  # seconds between two looks whether somebody is still there
_fresh = False  # whether this process was forked for one task, and has no thread yet


def can_fork() -> bool:
    """Say whether processes can be forked here and nobody asked for cold ones.

    A worker of Dask under a nanny may have no children of multiprocessing; its kernels are cold.
    """
    possible = "forkserver" in multiprocessing.get_all_start_methods() and not multiprocessing.current_process().daemon
    return possible and not os.environ.get("CREDATLAS_COLD")


def _context() -> ForkContext | ForkServerContext | SpawnContext:
    """Return how processes start: from the fork server, by a fork of a fresh worker, or from nothing."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    if _fresh:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    usual, tempfile.tempdir = tempfile.tempdir, _socket_folder(os.getpid())
    try:
        ensure_running()
    finally:
        tempfile.tempdir = usual
    return context


def start_process(work: Callable, *arguments: Any) -> tuple[BaseProcess, Connection]:
    """Start a process that calls `work(pipe, *arguments)`; return it and the other end of the pipe."""
    with _without_main():
        context = _context()
        here, there = context.Pipe()
        process = context.Process(target=_begin, args=(work, there, dict(os.environ), *arguments))
        process.start()
    there.close()
    return process, here


def _begin(work: Callable, pipe: Connection, environment: dict[str, str], *arguments: Any) -> None:
    """Set the environment of the caller; a forked process has that of the fork server at its start."""
    global _fresh
    _fresh = False
    os.environ.clear()
    os.environ.update(environment)
    work(pipe, *arguments)


@cache
def _socket_folder(process: int) -> str:
    """Make a folder for sockets of multiprocessing: its path is short, and the next build clears it after a kill."""
    folder = make_scratch()
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=-100)  # after multiprocessing has removed its own
    return folder


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the running program from multiprocessing, which would import it again in every process.

    Hidden is also the current folder: its `random.py` would be imported in place of Python's.
    """
    program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        with in_environment(SAFE, "1"):
            yield
    finally:
        sys.modules["__main__"] = program


def start_server(data_folder: str) -> None:
    """Let the fork server begin to load its tools, and these data, where it does not run yet."""
    if can_fork():
        with in_environment("CREDATLAS_DATA", data_folder), _without_main():
            _context()


def start_ahead(runs: Path, data: Path | None = None) -> None:
    """Let the fork server load its tools on another core while a build reads and plans.

    `data` and `runs` are those of the build; what is wrong with them is for the build to say.
    """
    if (os.cpu_count() or 1) > 1:
        with suppress(OSError, ValueError, RuntimeError):
            start_server(str(snapshot_folder(hash_data(find_data(data)), runs).resolve()))


def run_tasks(work: Callable, tasks: Sequence[tuple], workers: int, *, reuse: bool) -> Generator[tuple[tuple, Any]]:
    """Do as `run_side_by_side`, or call `work` in this process where one worker or one task makes others idle."""
    if min(workers, len(tasks)) > 1:
        yield from run_side_by_side(work, tasks, min(workers, len(tasks)), reuse=reuse)
    else:
        yield from ((task, work(*task)) for task in tasks)


class Lost(RuntimeError):
    """A process that ended, or raised, before it answered; the message says how."""


def describe_error(error: BaseException) -> str:
    """Return the class and the message of an error, for the problem of an outcome."""
    return f"{type(error).__name__}: {error}".strip()


def run_side_by_side(
    work: Callable, tasks: Sequence[tuple], workers: int, *, reuse: bool = False
) -> Generator[tuple[tuple, Any]]:
    """Call `work(*task)` for each task in up to so many processes; yield each task and its answer as it comes.

    The answer is an instance of Lost where there is none. Each task has a process of its own; with `reuse` a process
    goes on to the next task, for the sake of what it has computed. No process is left when the iterator is closed.
    """
    waiting = deque(tasks)
    busy: list[_Worker] = []
    idle: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                worker = idle.pop() if idle else _Worker(work, reuse)
                worker.take(waiting.popleft())
                busy.append(worker)
            ends: dict[Any, _Worker] = {
                end: worker for worker in busy for end in (worker.pipe, worker.process.sentinel)
            }
            for worker in dict.fromkeys(ends[end] for end in wait(list(ends))):
                busy.remove(worker)
                answer = worker.answer()
                if reuse and not isinstance(answer, Lost):
                    idle.append(worker)
                else:
                    worker.pipe.close()  # which ends one that still waits for more
                yield worker.task, answer
    finally:
        for worker in (*busy, *idle):
            worker.stop()


class _Worker:
    """A process that answers tasks; `task`: the one that it has, or had last."""

    def __init__(self, work: Callable, reuse: bool):
        self.process, self.pipe = start_process(_answer, work, reuse)
        self.task: tuple = ()

    def take(self, task: tuple) -> None:
        self.task = task
        with suppress(OSError):  # it is gone; its answer will say so
            self.pipe.send(task)

    def answer(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return Lost(f"its process ended before it was done (exit code {self.process.exitcode})")

    def stop(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()


def _answer(pipe: Connection, work: Callable, reuse: bool) -> None:
    """Answer tasks until the build has no more, or is gone."""
    global _fresh
    _fresh = not reuse
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the build is told as well, and stops its workers
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                with ending_when(build_is_gone) if reuse else nullcontext():  # a fresh one may have no thread
                    answer = work(*task)
            except Exception as error:  # noqa: BLE001  told to the build as its answer
                answer = Lost(describe_error(error))
            pipe.send(answer)
            if not reuse:
                return


def build_is_gone() -> bool:
    """Say whether this is a worker whose build has ended."""
    build = multiprocessing.parent_process()
    return build is not None and bool(wait([build.sentinel], 0))


@contextmanager
def ending_when(gone: Callable[[], bool]) -> Iterator[None]:
    """While the block runs, watch in a thread, and end this process, however busy, soon after `gone` says yes."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(LOOK):
            if gone():
                os._exit(1)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
