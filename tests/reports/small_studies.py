"""Small studies for tests of faults, and a build of them in a process of its own."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from typer.testing import CliRunner

from credatlas.cli import app
from credatlas.paths import shipped_folder

TOY = Path(__file__).parents[1] / "data_toy"
# it has no guard of __main__, as the first script that somebody writes has none
PROGRAM = """
import sys
from credatlas.reports.publish import build
outcomes = build(notebooks=sys.argv[1], out=sys.argv[2], data=sys.argv[3], workers=2, force=sys.argv[4] == "force")
print(*sorted({outcome.status for outcome in outcomes}))
sys.exit(any(outcome.status not in ("done", "current") for outcome in outcomes))
"""


def write_studies(folder: Path, **cells: str) -> Path:
    """Write a folder with a notebook and a study per name, which runs the given cell for a minute at most, `hangs` 3 s."""
    folder.mkdir()
    lines = []
    for name, cell in cells.items():
        checked = f'from credatlas.reports.run import check\nparams = check("{name}", globals())'
        parts = [
            new_markdown_cell(f"# What of {name}?"),
            new_code_cell('as_of: str = "latest"\nlang: str = "en"', metadata={"tags": ["parameters"]}),
            new_code_cell(checked, metadata={"tags": ["check-parameters"]}),
            new_code_cell(cell),
        ]
        nbformat.write(new_notebook(cells=parts), folder / f"{name}.ipynb")
        lines.append(f'[{name}]\nnotebook = "{name}"\ntimeout = {3 if name == "hangs" else 60}\n')
    (folder / "studies.toml").write_text("".join(lines))
    return folder


def study_shipped(folder: Path, studies: str) -> Path:
    """Put studies of one's own beside copies of the shipped notebooks, and return the folder."""
    for notebook in shipped_folder("notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    (folder / "studies.toml").write_text(studies)
    return folder


def draw_seldom(notebooks: Path) -> Path:
    """Let the notebooks of a folder draw no more often than it takes to say something."""
    seldom = {
        "simulate(atlas)": "simulate(atlas, draws=1000)",
        "next_reading(atlas": "next_reading(atlas, draws=1024",
        "scale=atlas.scale)": "scale=atlas.scale, draws=20)",
    }
    for path in notebooks.glob("*.ipynb"):
        text = path.read_text("utf-8")
        for often, few in seldom.items():
            text = text.replace(often, few)
        path.write_text(text, "utf-8")
    return notebooks


def write_study_folder(folder: Path, **cells: str) -> Path:
    """Write a study folder, in which the command uses notebooks and data of its own."""
    study = folder / "study"
    study.mkdir()
    (study / "credatlas.toml").touch()
    write_studies(study / "notebooks", **cells)
    shutil.copytree(TOY, study / "data")
    return study


def run_in(folder: Path, *command: str) -> subprocess.CompletedProcess:
    """Run the command line in a folder, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "credatlas.cli", *command], cwd=folder, capture_output=True, text=True, timeout=120
    )


def run_here(*command: object) -> subprocess.CompletedProcess:
    """Run the command line in this process, where the fork server is warm."""
    told = CliRunner().invoke(app, list(map(str, command)))
    return subprocess.CompletedProcess(command, told.exit_code, told.stdout, told.stderr)


def start_build(notebooks: Path, out: Path, data: Path = TOY, force: bool = False, **options) -> subprocess.Popen:
    """Start a build in a process whose environment, and that of its children, names the folder."""
    program = out.parent / "build.py"
    program.write_text(PROGRAM)
    command = [sys.executable, program, notebooks, out, data, "force" if force else ""]
    environment = {**os.environ, "CREDATLAS_TEST_MARK": str(out)}
    return subprocess.Popen(
        list(map(str, command)), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def processes_of(folder: Path) -> list[int]:
    """Return the ids of live processes whose environment names the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            alive = "\nState:\tZ" not in (path / "status").read_text()
            if alive and str(folder).encode() in (path / "environ").read_bytes() and path.name != str(os.getpid()):
                found.append(int(path.name))
        except OSError:
            continue
    return found


def gone(folder: Path, seconds: float = 10) -> bool:
    """Say whether the processes whose environment names the folder end, waiting for it at most so long."""
    deadline = time.monotonic() + seconds
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not processes_of(folder)
