"""Run the cells of one notebook in this process with IPython, and send what they show through a pipe.

Knows IPython, and nothing of notebooks or papermill. Messages are JSON, and their contents those of a Jupyter kernel;
text that is printed goes into two files. Nothing of the user's IPython is read.
"""

import base64
import gc
import io
import json
import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

STREAMS = {"stdout": 1, "stderr": 2}  # with their file descriptors; in the folder of the cells, files of these names
GARBAGE = 50_000  # objects between two looks for garbage; Python's 700 cost a process that ends soon a twentieth
PAUSE = 0.2  # seconds until a line that has not ended is written


class Sender:
    """Sends what cells show through a pipe, each with how much was printed before it, in bytes by stream.

    A process that a cell forks sends nothing: its messages would mix with ours.
    """

    def __init__(self, pipe: Connection):
        self._pipe, self._owner, self._lock = pipe, os.getpid(), threading.RLock()
        self._printed = {name: _print_to(name, number) for name, number in STREAMS.items()}
        sys.stdout, sys.stderr = self._printed.values()

    def send(self, kind: str, **content: Any) -> None:
        """Send a message of a kind that Jupyter knows, such as `display_data`."""
        if os.getpid() == self._owner:
            with self._lock:
                self.flush()
                printed = {name: os.fstat(file.fileno()).st_size for name, file in self._printed.items()}
                message = {"kind": kind, "content": content, "printed": printed}
                self._pipe.send_bytes(json.dumps(message, default=_plain).encode())

    def flush(self) -> None:
        """Write what was printed and has not ended its line yet."""
        for file in self._printed.values():
            file.flush()


def _print_to(name: str, number: int) -> io.TextIOWrapper:
    """Open a hidden file for what is printed and for what other programs write to a file descriptor."""
    file = open(f".{name}", "ab", buffering=0)  # noqa: SIM115 open as long as this process
    os.dup2(file.fileno(), number)
    return io.TextIOWrapper(file, "utf-8", "replace", line_buffering=True)


def _plain(value: Any) -> Any:
    """Return a value that JSON has no form for as notebooks hold it: bytes in base64, the rest as text."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


class SentResults(DisplayHook):
    """Sends what the last line of a cell gives."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Write none: the number goes with the result."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Send the result in every form that it has."""
        result = {"data": format_dict, "metadata": md_dict or {}, "execution_count": self.prompt_count}
        self.shell.sender.send("execute_result", **result)


class SentDisplays(DisplayPublisher):
    """Sends what cells display."""

    shell: Any

    def publish(self, data, metadata=None, source="", *, transient=None, update=False, **others) -> None:
        """Send a display, or new contents of one; a display that may get new contents has an id in `transient`."""
        kind = "update_display_data" if update else "display_data"
        self.shell.sender.send(kind, data=data, metadata=metadata or {}, transient=transient)

    def clear_output(self, wait: bool = False) -> None:
        """Clear the outputs of the cell, at once or when the next one comes."""
        self.shell.sender.send("clear_output", wait=wait)


class CellShell(InteractiveShell):
    """IPython without a terminal."""

    sender = AnyTrait()
    displayhook_class = Type(SentResults)
    display_pub_class = Type(SentDisplays)

    def showtraceback(self, exc_tuple=None, *args, **options) -> None:
        """Send the exception at hand as an output."""
        kind, error, frames = exc_tuple or sys.exc_info()
        if kind is None:
            return
        lines = self.InteractiveTB.structured_traceback(kind, error, frames, tb_offset=1)
        self.sender.send("error", ename=kind.__name__, evalue=str(error), traceback=lines)

    def showsyntaxerror(self, *args, **options) -> None:
        """Send a cell that is no Python as any other exception."""
        self.showtraceback()

    def enable_gui(self, gui=None) -> None:
        """Do nothing: there is no window to show anything in."""

    def ask_exit(self) -> None:
        """End the notebook, as `exit` asks."""
        raise SystemExit(0)


def run_cells(pipe: Connection, folder: str) -> None:
    """Run each cell that comes through the pipe, in a folder to work in, until this process is killed.

    A cell is answered by what it shows, and at last by whether it succeeded.
    """
    os.setsid()  # a group of its own, so that what a cell starts goes with it
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(GARBAGE)
    sender, config = Sender(pipe), Config()
    threading.Thread(target=_watch, args=(sender,), daemon=True).start()
    config.HistoryManager.enabled = False
    shell = CellShell.instance(sender=sender, ipython_dir=os.path.join(folder, ".ipython"), config=config)
    while True:
        result = shell.run_cell(pipe.recv_bytes().decode(), store_history=True)
        sender.send("execute_reply", success=result.success, execution_count=result.execution_count)


def _watch(sender: Sender) -> None:
    """Write what is printed; when the parent process ends, kill this one and what its cells have started."""
    parent = parent_process()
    while parent and not wait([parent.sentinel], PAUSE):
        sender.flush()
    os.killpg(0, signal.SIGKILL)
