"""The process of the cells is as fresh as a new one, keeps what it is told apart, and goes when it must."""

import os
import signal
import subprocess
import sys
import time

import pytest

from credatlas.reports.run.cells import GARBAGE
from credatlas.reports.run.engine import FORKED
from credatlas.reports.run.pool import can_fork
from tests.reports.run.test_engine import run
from tests.reports.small_studies import gone, processes_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="nothing can be forked here, or cold kernels were asked for"),
]


def say(*cells):
    """Return the text of each stream that the last of the cells writes to."""
    outputs = run(FORKED, None, *cells).cells[-1].outputs
    return {output.name: output.text for output in outputs if output.output_type == "stream"}


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_imports_are_there_before_the_first_cell():
    loaded = say("import sys; print('pandas' in sys.modules, 'credatlas.figures.charts' in sys.modules)")
    assert loaded == {"stdout": "True True\n"}


def test_it_looks_seldom_for_garbage_but_does():
    assert say("import gc; print(gc.get_threshold()[0], gc.isenabled())") == {"stdout": f"{GARBAGE} True\n"}


def test_nothing_leaks_from_one_report_to_the_next():
    run(
        FORKED,
        None,
        "import matplotlib, random, os; matplotlib.rcParams['font.size'] = 99; random.seed(1); os.environ['LEAK'] = '1'; import builtins; builtins.leak = 1",
    )
    second = say(
        "import matplotlib, os, builtins; print(matplotlib.rcParams['font.size'] == 99, 'LEAK' in os.environ, hasattr(builtins, 'leak'))"
    )
    assert second == {"stdout": "False False False\n"}


def test_random_numbers_start_afresh_in_every_process():
    assert say("import random; print(random.random())") != say("import random; print(random.random())")


def test_the_environment_is_that_of_the_caller(monkeypatch):
    say("1")
    monkeypatch.setenv("CREDATLAS_TEST_WORD", "now")
    assert say("import os; print(os.environ['CREDATLAS_TEST_WORD'])") == {"stdout": "now\n"}


def test_what_other_programs_write_is_an_output_and_nothing_else(capfd):
    said = say(
        "import os, subprocess, sys; print('first', flush=True); os.write(1, b'past Python\\n'); "
        "subprocess.run([sys.executable, '-c', 'import sys; print(1); print(2, file=sys.stderr)']);"
    )
    assert said == {"stdout": "first\npast Python\n1\n", "stderr": "2\n"}
    assert capfd.readouterr() == ("", "")


def test_a_process_that_a_cell_forks_does_not_talk_in_between():
    cell = (
        "import os\nfor _ in range(20):\n    if os.fork() == 0:\n        print('child ' * 1000)\n"
        "        os._exit(0)\n    print('parent')\n[os.wait() for _ in range(20)];"
    )
    said = say(cell)["stdout"]
    assert said.count("parent\n") == 20 and said.count("child") == 20_000


def test_text_that_no_file_could_hold_is_kept_readable():
    assert say("print('\\ud800')") == {"stdout": "?\n"}


def test_an_interrupt_reaches_the_cell():
    said = say(
        "import os, signal, time\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\n    time.sleep(2)\nexcept KeyboardInterrupt:\n    print('interrupted')"
    )
    assert said == {"stdout": "interrupted\n"}


def test_a_thread_that_runs_on_and_a_program_that_was_started_end_with_the_notebook():
    said = say(
        "import os, subprocess, threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n"
        "print(os.getpid(), subprocess.Popen(['sleep', '60']).pid)"
    )
    for pid in map(int, said["stdout"].split()):
        for _ in range(50):
            if not alive(pid):
                break
            time.sleep(0.1)
        assert not alive(pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_when_the_process_that_asked_for_it_does(tmp_path, number):
    code = "from tests.reports.run.test_engine import *\nrun(FORKED, None, 'import time; time.sleep(60)')"
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path)}
    asking = subprocess.Popen([sys.executable, "-c", code], env=mark)
    deadline = time.monotonic() + 60
    while len(processes_of(tmp_path)) < 4 and time.monotonic() < deadline:  # itself, two of multiprocessing, the cells
        time.sleep(0.1)
    asking.send_signal(number)
    asking.wait()
    assert gone(tmp_path)
