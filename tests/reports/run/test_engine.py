"""A notebook runs the same in a forked process and in a kernel of Jupyter, and is saved once, whatever becomes of it."""

import os
import sys
import time

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from credatlas.reports.run.engine import COLD, FORKED
from credatlas.reports.run.pool import can_fork

pytestmark = pytest.mark.slow

ENGINES = [FORKED, COLD] if can_fork() else [COLD]
FIGURE = """
class Figure:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "alt", "text/html": "<svg></svg>", "application/vnd.x+json": {"rows": [(1, 2.5, None)]}}
"""
# what a cell may say; every kind of output, in an order that counts
SAYING = [
    FIGURE,
    "1 + 1",
    "print('a'); print('b'); 'c'",
    "display(Figure()); print('then'); Figure()",
    "display({'image/png': b'123'}, raw=True)",
    "shown = display('before', display_id='it')",
    "shown.update('after')",
    "print('gone'); from IPython.display import clear_output; clear_output(wait=True); print('stays')",
    "import asyncio; await asyncio.sleep(0, 'awaited')",
    "import os; 'hidden';",
    "In[2], Out[2], _",
]


def run(engine, path, *cells, **options):
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    options |= {"kernel_name": "python3", "language": "python", "progress_bar": False, "engine_name": engine}
    return papermill.execute_notebook(notebook, path and str(path), **options)


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.mark.skipif(not can_fork(), reason="nothing can be forked here, or cold kernels were asked for")
def test_cells_say_the_same_as_in_a_kernel():
    forked, kernel = (run(name, None, *SAYING) for name in (FORKED, COLD))
    for mine, theirs in zip(forked.cells, kernel.cells, strict=True):
        assert (mine.outputs, mine.execution_count) == (theirs.outputs, theirs.execution_count), mine.source
    assert forked.metadata.language_info.items() <= kernel.metadata.language_info.items()


@pytest.mark.parametrize(
    ("cell", "name"), [("1 / 0", "ZeroDivisionError"), ("a b", "SyntaxError"), ("  1\n 2", "IndentationError")]
)
def test_a_cell_that_fails_stops_the_notebook_and_is_told(engine, tmp_path, cell, name):
    with pytest.raises(papermill.PapermillExecutionError, match=name):
        run(engine, tmp_path / "out.ipynb", "print('came here')", cell, "print('never')")
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    said = [output.get("text") or output.ename for cell in cells for output in cell.get("outputs", [])]
    assert said == ["came here\n", name]


@pytest.mark.parametrize("cell", ["exit()", "quit()", "import sys; sys.exit()"])
def test_a_notebook_that_ends_itself_goes_no_further(cell):
    first, last = run(ENGINES[0], None, cell, "print('never')").cells
    assert first.metadata.papermill.status == "failed" and last.outputs == []


def test_every_cell_is_there_when_it_is_done(engine, tmp_path):
    run(engine, tmp_path / "out.ipynb", "print('first')", " \n", "print('second')")
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert [cell.metadata.papermill.status for cell in cells] == ["completed"] * 3
    assert [[output.text for output in cell.outputs] for cell in cells] == [["first\n"], [], ["second\n"]]


@pytest.mark.parametrize("hang", ["import time; time.sleep(60)", "import re; re.match('(a+)+$', 'a' * 60 + 'b')"])
def test_one_that_runs_out_of_time_is_saved_as_it_stands(engine, tmp_path, hang):
    before = "import time; print('before it'); time.sleep(0.5)\n"
    with pytest.raises(Exception, match="A cell timed out while it was being executed, after 2 seconds"):
        run(engine, tmp_path / "out.ipynb", "print('came here')", before + hang, execution_timeout=2)
    saved = (tmp_path / "out.ipynb").read_text()
    assert '"came here\\n"' in saved and '"before it\\n"' in saved


def test_a_process_that_ends_itself_is_noticed_also_when_one_that_it_forked_lives_on(engine):
    started = time.monotonic()
    for cell in ("os._exit(3)", "os.kill(os.getpid(), 11)", "os.fork() and os._exit(3); import time; time.sleep(60)"):
        with pytest.raises(Exception, match="Kernel died"):
            run(engine, None, f"import os; {cell}")
    assert time.monotonic() - started < 60


def test_it_works_in_a_folder_that_is_gone_afterwards(engine, temporary):
    folder = run(engine, None, "import os; open('stray', 'w'); print(os.getcwd())").cells[0].outputs[0].text.strip()
    assert folder.startswith(str(temporary)) and not os.path.exists(folder)


def test_it_is_the_running_interpreter_and_reads_nothing_of_the_users_ipython(engine, tmp_path, monkeypatch):
    startup = tmp_path / "profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "10.py").write_text("leak = 1")
    (tmp_path / "start.py").write_text("other = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))
    (cell,) = run(engine, None, "import sys; print(sys.executable, 'leak' in globals(), 'other' in globals())").cells
    assert cell.outputs[0].text.split() == [sys.executable, "False", "False"]


def test_nobody_answers_a_question(engine):
    with pytest.raises(papermill.PapermillExecutionError, match="EOFError|StdinNotImplementedError"):
        run(engine, None, "input('Who is there?')")


def test_text_cells_are_passed_over(engine):
    notebook = new_notebook(cells=[new_markdown_cell("# Why?"), new_code_cell("1")])
    done = papermill.execute_notebook(
        notebook, None, kernel_name="python3", language="python", progress_bar=False, engine_name=engine
    )
    assert done.cells[1].outputs[0].data == {"text/plain": "1"}
