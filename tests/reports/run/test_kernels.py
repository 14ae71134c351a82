"""A kernel is this interpreter, reached over sockets of its own, and leaves nothing behind."""

import sys

import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from credatlas.reports.run.kernels import IPC, OwnKernelManager

pytestmark = pytest.mark.slow


def run(source, folder):
    notebook = new_notebook(cells=[new_code_cell(source)])
    return (
        papermill.execute_notebook(
            notebook, None, kernel_name="python3", progress_bar=False, kernel_manager_class=OwnKernelManager
        )
        .cells[0]
        .outputs
    )


def test_the_kernel_is_the_running_interpreter(temporary):
    assert run("import sys; print(sys.executable)", temporary)[0].text.strip() == sys.executable


@pytest.mark.skipif(not IPC, reason="no local sockets on this platform")
def test_it_listens_on_no_network_port(temporary):
    source = "from ipykernel.kernelapp import IPKernelApp; print(IPKernelApp.instance().transport)"
    assert run(source, temporary)[0].text.strip() == "ipc"


def test_it_leaves_no_socket_or_file_behind(temporary):
    run("1 + 1", temporary)
    with pytest.raises(papermill.PapermillExecutionError):
        run("1 / 0", temporary)
    assert not list(temporary.glob("credatlas-*"))


def test_a_kernel_that_dies_at_its_start_is_told_and_not_waited_for(temporary, monkeypatch):
    monkeypatch.setenv("CREDATLAS_COLD", "1")
    broken = temporary / "ipykernel_launcher.py"
    broken.write_text("raise SystemExit(7)")
    monkeypatch.setenv("PYTHONPATH", str(temporary))
    with pytest.raises(RuntimeError, match="the kernel died before it was ready"):
        run("1 + 1", temporary)
    assert not list(temporary.glob("credatlas-*"))
