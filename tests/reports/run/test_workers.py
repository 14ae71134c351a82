"""No worker and no kernel outlives the build that started it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from credatlas.paths import shipped_folder
from tests.reports.small_studies import gone, processes_of

pytestmark = pytest.mark.slow


@pytest.fixture
def slow(tmp_path):
    """A study of two reports, each with a cell that takes a minute."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(shipped_folder("notebooks") / "20-jurisdiction.ipynb", as_version=4)
    notebook.cells = [*notebook.cells[:4], new_code_cell("import time; time.sleep(60)")]
    nbformat.write(notebook, folder / "20-jurisdiction.ipynb")
    (folder / "studies.toml").write_text(
        '[slow]\nnotebook = "20-jurisdiction"\nfor_each = { jurisdiction = ["EU", "AU"] }\n'
    )
    return folder


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_takes_its_kernels_with_it_and_releases_the_lock(slow, tmp_path, number):
    code = (
        "import signal, sys; from pathlib import Path; from credatlas.reports.publish import build\n"
        "signal.signal(signal.SIGTERM, lambda *a: sys.exit(143))\n"
        f"if __name__ == '__main__': build(notebooks=Path({str(slow)!r}), out=Path({str(tmp_path / 'site')!r}), workers=2)"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path)}
    build = subprocess.Popen([sys.executable, str(script)], env=mark)
    deadline = time.monotonic() + 60
    while len(processes_of(tmp_path)) < 5 and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(2)
    build.send_signal(number)
    build.wait(timeout=20)
    assert gone(tmp_path)
    from filelock import FileLock

    FileLock(tmp_path / "site" / ".lock").acquire(timeout=1).lock.release()
