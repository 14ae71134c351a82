"""Kernels: start the Python that runs a notebook.

Knows how a kernel is started and reached: this very interpreter, over sockets in a private folder instead of
network ports (nobody else on the machine can reach it, and two runs never want the same port).
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty
from uuid import uuid4

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import DottedObjectName, Type, default

from credatlas.files import scratch_folder
from credatlas.reports.run.forking import can_fork
from credatlas.reports.run.warm import WarmProvisioner

IPC = os.name == "posix"  # elsewhere the default transport is used
LOOK = 0.002  # seconds between two looks whether a kernel has ended, where a tenth of a second is usual
SOCKETS = 500  # looks whether the sockets of a kernel are there, after which a client tries all the same


class PromptClient(AsyncKernelClient):
    """A client that is ready when its kernel is: it does not listen a fifth of a second longer for what may still come.

    That would be told of the question whether the kernel is there, and nbclient passes over what no cell has asked.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers on both channels; raises RuntimeError when it dies or takes longer."""
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            self.kernel_info()
            with suppress(Empty):
                answer = await self.get_shell_msg(timeout=1)
                if answer["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=0.2)
                    self._handle_kernel_info_reply(answer)
                    return
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it was ready")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel was not ready within {timeout:.0f} seconds")


def _without_pause(method: Callable) -> Callable:
    """Return a method of jupyter_client without the hundredth of a second that lets its tests see a pending kernel."""
    return getattr(method, "__wrapped__", method)


class OwnKernelManager(AsyncKernelManager):
    """A kernel of the running interpreter, whatever kernels are registered on the machine."""

    client_class = DottedObjectName(f"{__name__}.PromptClient")
    client_factory = Type(PromptClient)

    def __init__(self, **options):
        options.pop("kernel_name", None)
        super().__init__(kernel_name="python3", **options)
        self._folder = scratch_folder()
        self.connection_file = str(Path(self._folder.name) / "kernel.json")
        if IPC:
            self.transport, self.ip = "ipc", str(Path(self._folder.name) / "socket")

    @default("kernel_spec_manager")
    def _own_interpreter(self):
        from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

        class Own(KernelSpecManager):
            def get_kernel_spec(self, kernel_name):
                argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=CRITICAL"]
                return KernelSpec(argv=argv, display_name="Python 3 (credatlas)", language="python")

        return Own(parent=self)

    async def _async_pre_start_kernel(self, **options):
        options.setdefault("cwd", self._folder.name)  # what a cell writes without a path goes with the kernel
        if self.provisioner is None and can_fork():
            self.kernel_id = options.setdefault("kernel_id", self.kernel_id or str(uuid4()))
            self.provisioner = WarmProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = _async_pre_start_kernel

    async def _async_post_start_kernel(self, **options):
        await super()._async_post_start_kernel(**options)
        for _ in range(SOCKETS):  # a client that finds no socket looks again only a tenth of a second later
            if not IPC or all(os.path.exists(f"{self.ip}-{port}") for port in self.ports):
                break
            await asyncio.sleep(LOOK)

    post_start_kernel = _async_post_start_kernel

    async def _async_start_kernel(self, **options) -> None:
        await _without_pause(AsyncKernelManager._async_start_kernel)(self, **options)

    start_kernel = _async_start_kernel

    async def _async_shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        await _without_pause(AsyncKernelManager._async_shutdown_kernel)(self, now=now, restart=restart)

    shutdown_kernel = _async_shutdown_kernel

    async def _async_wait(self, pollinterval: float = LOOK) -> None:
        await super()._async_wait(min(pollinterval, LOOK))

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            self._folder.cleanup()

    cleanup_resources = _async_cleanup_resources
