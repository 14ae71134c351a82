"""Work is done side by side in processes that are fresh, that are missed when they are lost, and that do not stay."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credatlas.reports.run.pool import Lost, can_fork, run_side_by_side
from tests.reports.small_studies import TOY, gone, processes_of

pytestmark = pytest.mark.slow

forks = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here, or cold kernels were asked for")


def number_and_process(number):
    return number, os.getpid()


def fail(number):
    if number == 1:
        raise ValueError("no such number")
    if number == 2:
        os._exit(3)
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_every_task_is_answered_by_a_process_of_its_own():
    came = list(run_side_by_side(number_and_process, [(number,) for number in range(5)], 2))
    assert sorted(task[0] for task, _ in came) == [0, 1, 2, 3, 4]
    assert all(task[0] == number for task, (number, _) in came) and len({pid for _, (_, pid) in came}) == 5


def test_a_process_may_go_on_to_the_next_task():
    came = list(run_side_by_side(number_and_process, [(number,) for number in range(5)], 2, reuse=True))
    assert len(came) == 5 and len({pid for _, (_, pid) in came}) <= 2


@pytest.mark.parametrize("reuse", [False, True])
def test_a_task_that_fails_or_takes_its_process_with_it_costs_no_other(reuse):
    came = dict(run_side_by_side(fail, [(number,) for number in range(6)], 2, reuse=reuse))
    assert {task[0]: str(answer) for task, answer in came.items()} == {
        0: "0",
        1: "ValueError: no such number",
        2: "its process ended before it was done (exit code 3)",
        3: "its process ended before it was done (exit code -9)",
        4: "4",
        5: "5",
    }
    assert [isinstance(came[number,], Lost) for number in range(6)] == [False, True, True, True, False, False]


def test_who_takes_no_more_answers_leaves_no_process_at_work():
    answers = run_side_by_side(time.sleep, [(0,), (60,), (60,)], 2)
    next(answers)
    started = time.monotonic()
    answers.close()
    assert time.monotonic() - started < 10


AHEAD = """
import sys
from pathlib import Path
from credatlas.reports.run.pool import run_side_by_side, start_ahead
from credatlas.reports.site.snapshots import keep_data
from tests.reports.run.test_pool import path_of_prepared
start_ahead(Path(sys.argv[1]), Path(sys.argv[2]))
keep_data(Path(sys.argv[2]), Path(sys.argv[1]))
if sys.argv[3:]:
    raise SystemExit(1)
print(*[answer for _, answer in run_side_by_side(path_of_prepared, [()], 1)])
"""


def path_of_prepared():
    from credatlas.evidence.dataset import _prepared

    return [str(dataset.folder) for dataset in _prepared.values()]


@forks
@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="there is no core to start ahead on")
@pytest.mark.parametrize("early", [[], ["early"]])
def test_the_fork_server_has_started_ahead_with_the_data_of_the_build_and_ends_with_it(tmp_path, early):
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path)}
    command = [sys.executable, "-c", AHEAD, str(tmp_path / "site"), str(TOY), *early]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, env=mark)
    kept = [str(path) for path in (tmp_path / "site").resolve().glob("_data/*")]
    assert told.stdout == ("" if early else f"{kept}\n"), told.stderr
    assert gone(tmp_path, seconds=5)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
@pytest.mark.parametrize("wrong", [["--data", "nowhere"], ["--jurisdiction", "ZZ"], ["--formats", "doc"]])
def test_a_build_that_is_refused_leaves_no_process_and_says_why_as_ever(tmp_path, wrong):
    command = [sys.executable, "-m", "credatlas.cli", "build", "profile", "--out", str(tmp_path / "site"), *wrong]
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path / "site")}
    done = subprocess.run(command, env=mark, capture_output=True, text=True, timeout=60)
    assert done.returncode in (2, 3, 4) and wrong[1] in done.stderr
    assert gone(tmp_path / "site", seconds=5) and not processes_of(tmp_path / "site")
    assert not (tmp_path / "site").exists()


@forks
def test_no_process_imports_a_file_of_the_current_folder_in_place_of_a_module_of_python(tmp_path):
    (tmp_path / "random.py").write_text("raise SystemExit('the file of the folder was imported')")
    program = "from credatlas.reports.run.pool import run_side_by_side as r; print(*r(len, [('ab',)], 2))"
    done = subprocess.run([sys.executable, "-P", "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("(('ab',), 2)\n", "")
