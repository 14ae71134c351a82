"""Warm kernels: a kernel is forked from a process that has imported what a report needs, not started from nothing.

Knows what a kernel is once it is forked, and how jupyter_client is told of it. What it is forked from is in `forking`.
"""

import gc
import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver
from types import ModuleType

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from credatlas.reports.run.forking import fork_context, no_main

GARBAGE = 50_000  # objects between two looks for garbage; Python's 700 cost a kernel, which ends soon, a twentieth


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
    gc.set_threshold(GARBAGE)
    sys.modules["debugpy"] = None  # nobody debugs a report, and to import a debugger takes longer than all the rest
    from ipykernel.kernelapp import IPKernelApp

    # when the owner of the fork server is gone, so is the server, and this kernel notices that its parent changed
    arguments = [*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"]
    IPKernelApp.launch_instance(argv=arguments, kernel_class=_light_kernel())
    os._exit(0)


def _light_kernel() -> type:
    """Return ipykernel's kernel, but for its list of the files of all modules, which it makes for a debugger.

    To read them would be to copy, page by page, a good part of what this process shares with those beside it. Nor does
    it sleep after each cell for clients that do not wait for all that a cell has said, as nbclient does.
    """
    from ipykernel import ipkernel

    class LightKernel(ipkernel.IPythonKernel):
        def __init__(self, **options):
            ipkernel.sys = ModuleType("sys")
            vars(ipkernel.sys).update(vars(sys) | {"modules": {}})
            try:
                super().__init__(_execute_sleep=0.0, **options)
            finally:
                ipkernel.sys = sys

    return LightKernel


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
        process = fork_context().Process(target=_serve, args=(arguments, environment, options.get("cwd")), daemon=True)
        with no_main():
            process.start()
        self.process = _Forked(process)
        self.pid = self.pgid = process.pid
        return self.connection_info
