"""A forked kernel is as fresh as a new one, and goes when it must."""

import os
import signal
import time

import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from credatlas.reports.run.forking import can_fork
from credatlas.reports.run.kernels import OwnKernelManager
from credatlas.reports.run.warm import GARBAGE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="kernels cannot be forked here, or cold ones were asked for"),
]


def run(*cells):
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    options = {
        "kernel_name": "python3",
        "language": "python",
        "progress_bar": False,
        "kernel_manager_class": OwnKernelManager,
    }
    return [cell.outputs for cell in papermill.execute_notebook(notebook, None, **options).cells]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_imports_are_there_before_the_first_cell():
    loaded = run("import sys; print('pandas' in sys.modules, 'credatlas.figures.charts' in sys.modules)")
    assert loaded[0][0].text.strip() == "True True"


def test_a_kernel_lists_no_modules_for_a_debugger_and_sees_them_all_the_same():
    said = run(
        "import sys, ipykernel.ipkernel\nlisted = getattr(get_ipython().kernel, '_kernel_modules', [])\n"
        "print(listed, len(sys.modules) > 1000, ipykernel.ipkernel.sys is sys)"
    )
    assert said[0][0].text.strip() == "[] True True"


def test_a_kernel_looks_seldom_for_garbage_but_does():
    said = run("import gc; print(gc.get_threshold()[0], gc.isenabled())")
    assert said[0][0].text.strip() == f"{GARBAGE} True"


def test_nothing_leaks_from_one_report_to_the_next():
    run(
        "import matplotlib, random, os; matplotlib.rcParams['font.size'] = 99; random.seed(1); os.environ['LEAK'] = '1'; import builtins; builtins.leak = 1"
    )
    second = run(
        "import matplotlib, os, builtins; print(matplotlib.rcParams['font.size'] == 99, 'LEAK' in os.environ, hasattr(builtins, 'leak'))"
    )
    assert second[0][0].text.strip() == "False False False"


def test_random_numbers_start_afresh_in_every_kernel():
    draws = {run("import random, numpy; print(random.random())")[0][0].text for _ in range(2)}
    assert len(draws) == 2


def test_a_kernel_that_ends_itself_is_noticed_and_one_that_is_done_is_gone():
    pid = int(run("import os; print(os.getpid())")[0][0].text)
    for _ in range(50):
        if not alive(pid):
            break
        time.sleep(0.1)
    assert not alive(pid)
    with pytest.raises(Exception, match="Kernel died|died"):
        run("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


def test_an_interrupt_reaches_the_cell():
    outputs = run(
        "import os, signal\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\n    import time; time.sleep(2)\nexcept KeyboardInterrupt:\n    print('interrupted')"
    )
    assert signal.SIGINT and outputs[0][0].text.strip() == "interrupted"
