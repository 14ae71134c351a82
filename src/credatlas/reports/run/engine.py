"""Papermill's engines: run cells in a forked process of their own, or in a kernel of Jupyter.

Knows what papermill asks of an engine, and how the process of the cells is talked to. What runs there is cells.py.
"""

import json
import os
import platform
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from math import ceil
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, papermill_engines
from traitlets.config import Config

from credatlas.files import scratch_folder
from credatlas.reports.run.pool import build_is_gone, start_process

FORKED, COLD = "credatlas", "credatlas-cold"
LOOK = 0.5  # seconds between two looks whether everybody is still there
LANGUAGE = {
    "name": "python",
    "version": platform.python_version(),
    "mimetype": "text/x-python",
    "file_extension": ".py",
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
}


@contextmanager
def saved_at_end(nb_man: Any) -> Iterator[str]:
    """Let papermill save a notebook once, when it has run or cannot go on; after every cell takes longer than cells.

    Gives a folder to work in: what a cell writes without a path goes with it.
    """
    path, nb_man.output_path = nb_man.output_path, None
    try:
        with scratch_folder() as folder:
            yield folder
    except BaseException:
        nb_man.output_path = path  # papermill saves it as it stands
        raise


class ForkedEngine(Engine):
    """Runs cells with IPython in a fresh process that is forked from one with the tools."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution_timeout: float | None = None, **options: Any
    ) -> None:
        """Run the cells in order, up to the first that does not succeed."""
        nb_man.nb.metadata["language_info"] = dict(LANGUAGE)
        with saved_at_end(nb_man) as folder, closing(ForkedClient(nb_man, folder, execution_timeout)) as client:
            client.papermill_execute_cells()


class ForkedClient(PapermillNotebookClient):
    """Papermill's client, with a process that works in a folder in place of a kernel."""

    def __init__(self, nb_man: Any, folder: str, seconds: float | None):
        from credatlas.reports.run.cells import STREAMS, run_cells

        super().__init__(nb_man)
        self._seconds = seconds
        self._printed = {name: open(f"{folder}/.{name}", "w+b") for name in STREAMS}  # noqa: SIM115 till it is closed
        self._process, self._pipe = start_process(run_cells, folder)

    def execute_cell(self, cell: NotebookNode, cell_index: int, *args: Any, **options: Any) -> NotebookNode:
        """Run a cell and note its outputs.

        Raises CellExecutionError where it does not succeed, CellTimeoutError after the seconds that it may take,
        DeadKernelError when the process ends.
        """
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        end, self.clear_before_next_output = time.monotonic() + (self._seconds or float("inf")), False
        try:
            self._pipe.send_bytes(cell.source.encode())
            while (message := self._receive(end))["kind"] != "execute_reply":
                self._add_printed(cell, cell_index, message["printed"])
                self._add(cell, cell_index, message["kind"], message["content"])
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", ceil(self._seconds or 0), cell
            ) from None
        except (EOFError, OSError):
            self._process.join()
            raise DeadKernelError(f"Kernel died (exit code {self._process.exitcode})") from None
        finally:
            self._add_printed(cell, cell_index)
        cell.execution_count = message["content"]["execution_count"]
        if not message["content"]["success"]:
            raise CellExecutionError("", "", "")
        return cell

    def _receive(self, end: float) -> dict[str, Any]:
        """Return the next message. Raises TimeoutError at the end of the time, EOFError when there will be none."""
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if wait([self._pipe, self._process.sentinel], min(left, LOOK)) or not self._process.is_alive():
                if self._pipe.poll():
                    return json.loads(self._pipe.recv_bytes())
                raise EOFError
            if build_is_gone():
                raise SystemExit(1)

    def _add_printed(self, cell: NotebookNode, index: int, sizes: Mapping[str, int] | None = None) -> None:
        """Add what was printed since the last time, up to a size of each file, by default all of it."""
        for name, file in self._printed.items():
            printed = file.read(max(sizes[name] - file.tell(), 0) if sizes else -1)
            if printed:
                self._add(cell, index, "stream", {"name": name, "text": printed.decode("utf-8", "replace")})

    def _add(self, cell: NotebookNode, index: int, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_type": kind}
        self.process_message({**header, "header": header, "parent_header": {}, "content": content}, cell, index)

    def close(self) -> None:
        """Kill the process and what its cells have started; it holds nothing that would have to be put away."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._pipe.close()
        for file in self._printed.values():
            file.close()


class ColdEngine(NBClientEngine):
    """Runs cells in a kernel of Jupyter, by its own means: where nothing can be forked, or nothing should be."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run the cells in a kernel that is reached over sockets in its folder, and not over network ports."""
        with saved_at_end(nb_man) as folder:
            config = Config({"KernelManager": {"connection_file": f"{folder}/kernel.json"}})
            if os.name == "posix":
                config.KernelManager.update(transport="ipc", ip=f"{folder}/socket")
            options |= {"config": config, "resources": {"metadata": {"path": folder}}, "shutdown_kernel": "immediate"}
            super().execute_managed_notebook(nb_man, kernel_name, kernel_manager_class=OwnKernelManager, **options)


class OwnKernelManager(AsyncKernelManager):
    """Starts a kernel of the running interpreter, whatever kernels are registered on the machine."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started: without the settings of the user's IPython."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=CRITICAL"]
        argv += ["--InteractiveShellApp.exec_PYTHONSTARTUP=False", f"--ipython-dir={Path(self.connection_file).parent}"]
        return KernelSpec(argv=argv, display_name="Python 3 (credatlas)", language="python")


papermill_engines.register(FORKED, ForkedEngine)
papermill_engines.register(COLD, ColdEngine)
