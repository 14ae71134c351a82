"""Papermill's engines: run cells in a forked process of their own, or in a kernel of Jupyter.

Knows what papermill asks of an engine, and how the process of the cells is talked to. What runs there is cells.py.
"""

import json
import os
import platform
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from math import ceil
from multiprocessing.connection import wait
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from papermill.engines import Engine, NBClientEngine, papermill_engines
from traitlets import Unicode, default
from traitlets.config import Config

from credatlas.files import scratch_folder
from credatlas.reports.run.pool import build_is_gone, can_fork, start_process

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


def engine_name() -> str:
    """Return the name of the engine to use here."""
    return FORKED if can_fork() else COLD


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
        with saved_at_end(nb_man) as folder, closing(CellProcess(folder)) as cells:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                succeeded = False
                try:
                    succeeded = cell.cell_type != "code" or cells.run(cell, execution_timeout)
                finally:
                    if not succeeded:
                        nb_man.cell_exception(cell, index)
                    nb_man.cell_complete(cell, index)
                if not succeeded:
                    break


class CellProcess:
    """The process of the cells of one notebook, which works in a folder."""

    def __init__(self, folder: str):
        from credatlas.reports.run.cells import run_cells

        self._process, self._pipe = start_process(run_cells, folder)
        self._shown: dict[str, list[NotebookNode]] = {}  # displays that may get new contents, by id

    def run(self, cell: NotebookNode, timeout: float | None) -> bool:
        """Run a cell and note its outputs; return whether it succeeded.

        Raises CellTimeoutError after so many seconds, DeadKernelError when the process ends.
        """
        if not cell.source.strip():
            return True
        end, outputs = time.monotonic() + (timeout or float("inf")), CellOutputs(cell, self._shown)
        try:
            self._pipe.send_bytes(cell.source.encode())
            while (message := self._receive(end))["output_type"] != "done":
                outputs.add(message)
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", ceil(timeout or 0), cell
            ) from None
        except (EOFError, OSError):
            self._process.join()
            raise DeadKernelError(f"Kernel died (exit code {self._process.exitcode})") from None
        finally:
            outputs.close()
        cell.execution_count = message["execution_count"]
        return message["success"]

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

    def close(self) -> None:
        """Kill the process and what its cells have started; it holds nothing that would have to be put away."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._pipe.close()


class CellOutputs:
    """The outputs of a cell so far, as a notebook holds them: successive texts of one stream are one output."""

    def __init__(self, cell: NotebookNode, shown: dict[str, list[NotebookNode]]):
        self._outputs, self._shown, self._clear = cell.outputs, shown, False

    def add(self, message: dict[str, Any]) -> None:
        """Add the output that a message from the process of the cells tells of."""
        kind, name = message["output_type"], message.pop("display_id", None)
        if kind == "update_display_data":
            for output in self._shown.get(name, []):
                output.update(data=message["data"], metadata=message["metadata"])
            return
        if self._clear or (kind == "clear_output" and not message["wait"]):
            self._outputs.clear()
        self._clear = kind == "clear_output" and message["wait"]
        if kind != "clear_output":
            self._append(kind, message, name)

    def _append(self, kind: str, message: dict[str, Any], name: str | None) -> None:
        last = self._outputs[-1] if self._outputs else {}
        if kind == "stream" and last.get("name") == message["name"]:
            last["text"].append(message["text"])
            return
        output = output_from_msg({"header": {"msg_type": kind}, "content": message})
        if kind == "stream":
            output["text"] = [message["text"]]
        self._outputs.append(output)
        if name:
            self._shown.setdefault(name, []).append(output)

    def close(self) -> None:
        """Join the texts of each stream."""
        for output in self._outputs:
            if output.output_type == "stream":
                output["text"] = "".join(output["text"])


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


class OwnSpecs(KernelSpecManager):
    """Knows one kernel: the running interpreter, without the settings of the user's IPython."""

    folder = Unicode(help="where IPython has its settings instead")

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how it is started."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=CRITICAL"]
        argv += ["--InteractiveShellApp.exec_PYTHONSTARTUP=False", f"--ipython-dir={self.folder}"]
        return KernelSpec(argv=argv, display_name="Python 3 (credatlas)", language="python")


class OwnKernelManager(AsyncKernelManager):
    """Starts a kernel of the running interpreter, whatever kernels are registered on the machine."""

    @default("kernel_spec_manager")
    def _own_interpreter(self) -> KernelSpecManager:
        return OwnSpecs(parent=self, folder=os.path.dirname(self.connection_file))


papermill_engines.register(FORKED, ForkedEngine)
papermill_engines.register(COLD, ColdEngine)
