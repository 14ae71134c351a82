"""Warm kernels: a kernel is forked from a process that has imported what a report needs, not started from nothing.

Knows the fork server of multiprocessing and what it loads beforehand. A fork happens before any thread, socket or event
loop of Jupyter exists, so each report has a kernel as fresh as a new one. Elsewhere than on POSIX systems, and with
CREDATLAS_COLD set, kernels start the ordinary way.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import connection, forkserver, util
from types import ModuleType

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

PRELOADED = [
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "pandas",
    "matplotlib.figure",
    "seaborn",
    "credatlas.evidence.dataset",
    "credatlas.index.robustness",
    "credatlas.figures.charts",
    "credatlas.figures.tables",
    "credatlas.figures.statements",
    "credatlas.reports.params",
]
REHEARSAL = "credatlas.reports.rehearsal"  # imports these and more, and does once what is slow the first time


def can_fork() -> bool:
    """Say whether kernels can be forked here and nobody asked for cold ones.

    A worker of Dask under a nanny may have no children of multiprocessing; its kernels are cold.
    """
    possible = "forkserver" in multiprocessing.get_all_start_methods() and not multiprocessing.current_process().daemon
    return possible and not os.environ.get("CREDATLAS_COLD")


@cache
def _fork_server():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def worker_context() -> multiprocessing.context.BaseContext:
    """Return how workers start: forked from a process that has imported what they and their kernels need."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([REHEARSAL])
    return context


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


def _serve(arguments: list[str], environment: dict[str, str], folder: str | None) -> None:
    """Be the kernel: what `python -m ipykernel_launcher` would do, in a process that has its imports already."""
    os.setsid()  # a group of its own, so that what a cell starts goes with it
    os.close(forkserver._forkserver._forkserver_alive_fd)  # held, it would keep the fork server past its owner's end
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    sys.modules["debugpy"] = None  # nobody debugs a report, and to import a debugger takes longer than all the rest
    from ipykernel.kernelapp import IPKernelApp

    # when the owner of the fork server is gone, so is the server, and this kernel notices that its parent changed
    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the running program from multiprocessing, which would import it again in every kernel."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class _Forked:
    """A forked kernel with the face of a Popen, as jupyter_client expects it."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.Process):
        self._process, self.pid = process, process.pid

    def poll(self) -> int | None:
        self._process.join(0)
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):
    """Launch kernels by forking; everything after the launch is as for any local kernel."""

    async def launch_kernel(self, cmd: list[str], **options) -> KernelConnectionInfo:
        """Fork a kernel for the arguments that follow `ipykernel_launcher` in the command."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        environment = dict(options.get("env") or os.environ)
        process = _fork_server().Process(target=_serve, args=(arguments, environment, options.get("cwd")), daemon=True)
        with _no_main():
            process.start()
        self.process = _Forked(process)
        self.pid = self.pgid = process.pid
        return self.connection_info
