"""Fork processes from one that has imported what they need: what it loads, when it starts, and that it ends.

Knows the fork server of multiprocessing, and imports nothing heavy itself. A fork happens before any thread, socket or
event loop of Jupyter exists, so what is forked is as fresh as what is started from nothing. Elsewhere than on POSIX
systems, and with CREDATLAS_COLD set, nothing is forked.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, forkserver, util
from pathlib import Path
from types import ModuleType

from credatlas.files import hash_data, scratch_folder
from credatlas.paths import find_data
from credatlas.reports.site import data_in_environment, place_of

REHEARSAL = "credatlas.reports.run.rehearsal"  # imports the tools, and does once what is slow the first time


def can_fork() -> bool:
    """Say whether kernels can be forked here and nobody asked for cold ones.

    A worker of Dask under a nanny may have no children of multiprocessing; its kernels are cold.
    """
    possible = "forkserver" in multiprocessing.get_all_start_methods() and not multiprocessing.current_process().daemon
    return possible and not os.environ.get("CREDATLAS_COLD")


def fork_context() -> multiprocessing.context.BaseContext:
    """Return how workers and kernels start: forked where that can be, from nothing elsewhere."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    _keep_sockets_in_scratch()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([REHEARSAL])
    return context


def _keep_sockets_in_scratch() -> None:
    """Let multiprocessing have its sockets in a folder of ours, which the next build clears when this one is killed."""
    config = multiprocessing.current_process()._config
    if config.get("tempdir") is None:
        folder = scratch_folder()
        config["tempdir"] = folder.name
        util.Finalize(None, folder.cleanup, exitpriority=-100)  # as late as multiprocessing removes its own


def start_server(data_folder: str) -> None:
    """Let the process to fork from begin to load its tools, and these data, where it does not run yet."""
    if can_fork():
        fork_context()
        with data_in_environment(data_folder):
            forkserver.ensure_running()


@contextmanager
def forked_ahead(out: Path, data: Path | None = None) -> Iterator[None]:
    """Let the process to fork from load its tools on another core while a build reads and plans, and end it with the
    block: also where nothing is to be run, or something ends the build.

    `data` and `out` are those of the build; what is wrong with them is for the build to say.
    """
    if not can_fork() or (os.cpu_count() or 1) == 1:
        yield
        return
    with suppress(OSError, ValueError, RuntimeError):
        start_server(str(place_of(hash_data(find_data(data)), out).resolve()))
    try:
        yield
    finally:
        _end_server()


def _end_server() -> None:
    """End the fork server now: one that still loads its tools would else notice only later that nobody is left."""
    server = forkserver._forkserver
    if server._forkserver_pid is not None:
        with suppress(ProcessLookupError):
            os.kill(server._forkserver_pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            server._stop()


@contextmanager
def no_main() -> Iterator[None]:
    """Hide the running program from multiprocessing, which would import it again in every process that is forked."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def serve_kernels() -> None:
    """Fork this process, a worker that was forked itself and has no thread yet, into the fork server of its kernels.

    One started anew would import everything again. From Python 3.14 on its protocol is another; there it is.
    """
    server = forkserver._forkserver
    if server._forkserver_alive_fd is None or sys.version_info >= (3, 14):
        return
    os.close(server._forkserver_alive_fd)  # held, it would keep the server of the workers past the build's end
    with socket.socket(socket.AF_UNIX) as listener:
        address = connection.arbitrary_address("AF_UNIX")
        listener.bind(address)
        if not util.is_abstract_socket_namespace(address):
            os.chmod(address, 0o600)
        listener.listen()
        alive, held = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(held)
            try:
                forkserver.main(listener.detach(), alive, [])
            finally:
                os._exit(0)  # nothing of the worker that this was goes on here
    os.close(alive)
    server._forkserver_address, server._forkserver_alive_fd, server._forkserver_pid = address, held, pid
