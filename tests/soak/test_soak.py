"""Many builds: killed at random moments, and in a row; how many of each is told by CREDATLAS_SOAK."""

import os
import resource
from pathlib import Path

from credatlas.reports.publish import build
from credatlas.reports.site.history import prune, verify
from tests.reports.small_studies import TOY, processes_of, write_studies
from tests.reports.test_faults import kill_at_random_moments

KILLS, BUILDS = map(int, os.environ["CREDATLAS_SOAK"].split())
WARM = 5  # builds after which nothing grows any more


def test_killed_builds_corrupt_nothing(tmp_path, temporary):
    kill_at_random_moments(tmp_path, temporary, times=KILLS, seed=2)


def test_builds_in_a_row_leak_no_process_socket_file_or_memory(tmp_path, temporary, monkeypatch):
    monkeypatch.setenv("CREDATLAS_TEST_MARK", str(tmp_path / "site"))
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1", two="2 + 2")

    def held():
        descriptors = len(list(Path("/proc/self/fd").iterdir()))
        return descriptors, len(list(temporary.iterdir())), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for number in range(BUILDS):
        build(notebooks=notebooks, out=tmp_path / "site", data=TOY, workers=2, force=True)
        if number == WARM - 1:
            before = held()
    after = held()
    assert after[0] <= before[0] + 2 and after[1] <= before[1]
    assert after[2] < 1.2 * before[2], f"memory grew from {before[2]} to {after[2]} kB"
    assert verify(tmp_path / "site") == [] and len(prune(tmp_path / "site", 1)) == 2 * (BUILDS - 1)
    assert len(processes_of(tmp_path / "site")) <= 3  # the fork server, which ends with this process
    assert os.path.exists(tmp_path / "site/index.html")
