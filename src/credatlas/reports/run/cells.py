"""Run the cells of one notebook in this process with IPython, and send their outputs through a pipe.

Knows IPython, and nothing of notebooks or papermill. Messages are JSON. Nothing of the user's IPython is read.
"""

import base64
import gc
import io
import json
import os
import signal
import sys
import tempfile
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

GARBAGE = 50_000  # objects between two looks for garbage; Python's 700 cost a process that ends soon a twentieth
PAUSE = 0.2  # seconds that text may wait until it is sent
MUCH = 1_000_000  # characters that are sent without waiting


class Outputs:
    """Sends the outputs of cells through the pipe; successive texts of one stream go together.

    A process that a cell forks sends nothing: its messages would mix with ours.
    """

    def __init__(self, pipe: Connection):
        self._pipe, self._owner, self._lock = pipe, os.getpid(), threading.RLock()
        self._name, self._size = "", 0
        self._texts: list[str] = []

    def write(self, name: str, text: str) -> None:
        """Write text to the stream `stdout` or `stderr`."""
        if os.getpid() != self._owner:
            os.write(1 if name == "stdout" else 2, text.encode("utf-8", "replace"))
            return
        with self._lock:
            if name != self._name:
                self.flush()
            self._name, self._size = name, self._size + len(text)
            self._texts.append(text)
            if self._size > MUCH:
                self.flush()

    def flush(self) -> None:
        """Send the text that waits."""
        if os.getpid() == self._owner:
            with self._lock:
                text, self._texts, self._size = "".join(self._texts), [], 0
                if text:
                    text = text.encode("utf-8", "replace").decode()
                    self._pipe.send_bytes(_to_json({"output_type": "stream", "name": self._name, "text": text}))

    def send(self, output_type: str, **content: Any) -> None:
        """Send anything else, after the text that waits."""
        if os.getpid() == self._owner:
            with self._lock:
                self.flush()
                self._pipe.send_bytes(_to_json({"output_type": output_type, **content}))


def _to_json(message: dict[str, Any]) -> bytes:
    return json.dumps(message, default=_plain).encode()


def _plain(value: Any) -> Any:
    """Return a value that JSON has no form for as notebooks hold it: bytes in base64, the rest as text."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


class Stream(io.TextIOBase):
    """The standard output, or error, of cells."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, outputs: Outputs):
        self.name, self._outputs = f"<{name}>", outputs
        self._stream = name

    def writable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Return the file descriptor that other programs write to."""
        return 1 if self._stream == "stdout" else 2

    def write(self, text: str) -> int:
        """Send text, and return its length."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self._stream, text)
        return len(text)

    def flush(self) -> None:
        """Send the text that waits."""
        self._outputs.flush()


def _shell(hook: DisplayHook | DisplayPublisher) -> Any:
    """Return the shell that a hook belongs to."""
    return hook.shell


class SentResults(DisplayHook):
    """Sends what the last line of a cell gives."""

    def write_output_prompt(self) -> None:
        """Write none: the number goes with the result."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Send the result in every form that it has."""
        _shell(self).outputs.send(
            "execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count
        )


class SentDisplays(DisplayPublisher):
    """Sends what cells display."""

    def publish(self, data, metadata=None, source="", *, transient=None, update=False, **others) -> None:
        """Send a display, or new contents of one; a display that may get new contents has an id."""
        kind, shown = "update_display_data" if update else "display_data", {"data": data, "metadata": metadata or {}}
        _shell(self).outputs.send(kind, **shown, display_id=(transient or {}).get("display_id"))

    def clear_output(self, wait: bool = False) -> None:
        """Clear the outputs of the cell, at once or when the next one comes."""
        _shell(self).outputs.send("clear_output", wait=wait)


class CellShell(InteractiveShell):
    """IPython without a terminal."""

    outputs = AnyTrait()
    displayhook_class = Type(SentResults)
    display_pub_class = Type(SentDisplays)

    def showtraceback(self, exc_tuple=None, *args, **options) -> None:
        """Send the exception at hand as an output."""
        kind, error, frames = exc_tuple or sys.exc_info()
        if kind is None:
            return
        lines = self.InteractiveTB.structured_traceback(kind, error, frames, tb_offset=1)
        self.outputs.send("error", ename=kind.__name__, evalue=str(error), traceback=lines)

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

    A cell is answered by its outputs, and at last by whether it succeeded.
    """
    os.setsid()  # a group of its own, so that what a cell starts goes with it
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(GARBAGE)
    outputs, bypassed = Outputs(pipe), {name: _divert(number) for name, number in (("stdout", 1), ("stderr", 2))}
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = (Stream(name, outputs) for name in bypassed)
    threading.Thread(target=_watch, args=(outputs,), daemon=True).start()
    shell = _open_shell(outputs, folder)
    while True:
        source = pipe.recv_bytes().decode()
        result = shell.run_cell(source, store_history=True)
        for name, file in bypassed.items():
            outputs.write(name, _take(file))
        outputs.send("done", success=result.success, execution_count=result.execution_count)


def _divert(number: int) -> io.FileIO:
    """Return a file that takes what is written to a file descriptor past Python, as other programs do."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 open as long as this process
    os.dup2(file.fileno(), number)
    return file


def _take(file: io.FileIO) -> str:
    """Return what a file has got, and empty it."""
    if not file.tell():
        return ""
    file.seek(0)
    text = file.read().decode("utf-8", "replace")
    file.seek(0)
    file.truncate()
    return text


def _watch(outputs: Outputs) -> None:
    """Send waiting text; when the parent process ends, kill this one and what its cells have started."""
    parent = parent_process()
    while parent and not wait([parent.sentinel], PAUSE):
        outputs.flush()
    os.killpg(0, signal.SIGKILL)


def _open_shell(outputs: Outputs, folder: str) -> CellShell:
    """Return a shell whose names are those of the module `__main__`, as in a kernel."""
    config = Config()
    config.HistoryManager.enabled = False
    return CellShell.instance(outputs=outputs, ipython_dir=os.path.join(folder, ".ipython"), config=config)
