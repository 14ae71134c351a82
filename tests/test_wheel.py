"""The wheel carries data and notebooks: it works in an empty folder, outside any checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]


def leave_out(folder, names):
    """Return what a wheel is not made from: what tools leave behind, and the built site."""
    left_out = {".venv", ".git", "__pycache__", ".pytest_cache", ".hypothesis"}
    return (left_out | {"site"} if Path(folder) == ROOT / "reports" else left_out).intersection(names)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel from a copy of the tracked files and unpack it as an installation would."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=leave_out)
    (source / "notebooks" / ".ipynb_checkpoints").mkdir()
    for name in ("Untitled.ipynb", ".ipynb_checkpoints/10-evidence-checkpoint.ipynb"):
        (source / "notebooks" / name).write_text("{}", "utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(folder / "site"), str(next(folder.glob("*.whl")))],
        check=True,
        capture_output=True,
    )
    return folder / "site"


def run(installed, folder, *arguments):
    code = "from credatlas.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(installed)},
    )


def test_it_is_the_installed_package_that_runs_and_it_has_its_own_data(installed, tmp_path):
    code = "import credatlas; from credatlas.paths import shipped_folder; print(credatlas.__file__, shipped_folder('data'), shipped_folder('notebooks'))"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
    )
    assert shown.stdout.count(str(installed)) == 3


def test_notebooks_come_by_name_and_data_whole(installed):
    package = installed / "credatlas"
    tracked = {path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")} | {"studies.toml"}
    assert {path.name for path in (package / "notebooks").iterdir()} == tracked
    for folder in ("data", "notebooks"):
        assert not list((package / folder).rglob(".*"))
    files = {path.relative_to(ROOT / "data") for path in (ROOT / "data").rglob("*") if path.is_file()}
    assert {path.relative_to(package / "data") for path in (package / "data").rglob("*") if path.is_file()} == files


@pytest.mark.slow
def test_build_works_in_an_empty_folder(installed, tmp_path):
    result = run(installed, tmp_path, "build", "profile", "--jurisdiction", "EU")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "reports/site/profile-eu/latest/report.pdf").exists()
    assert "1 of 1 published" in result.stdout
