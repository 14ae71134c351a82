"""A disk that is full, a folder that cannot be written to, a file that cannot be read: one line, and the site stays."""

import contextlib
import ctypes
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from credatlas.reports.site.history import verify
from tests.reports.small_studies import TOY, run_here, write_study_folder

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc").is_dir(), reason="limits are set as Linux does")]
DROP, OVERRIDES = 24, (1, 2, 3)  # PR_CAPBSET_DROP; the rights by which root may read and write what is forbidden
KIB = 1024
CELL = """
from credatlas import charts, load

atlas = load().as_of("latest")
print("x" * 100_000)  # more than the 64 KiB that files may take below
charts.coverage(atlas.provisions, atlas)
"""


def bytes_of(site):
    """Return what a reader of a site finds, by path."""
    shown = (path for path in sorted(site.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path): path.read_bytes() for path in shown if site / "runs" not in path.parents}


def run(*arguments, **options):
    command = [sys.executable, "-m", "credatlas.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A study folder whose one report holds a drawing."""
    return write_study_folder(tmp_path_factory.mktemp("home"), drawn=CELL)


@pytest.fixture(autouse=True)
def in_the_study(study, monkeypatch):
    monkeypatch.chdir(study)


def build(out, *options, start=run_here, **process):
    return start("build", "--formats", "html", "--out", out, *options, **process)


def obey_permissions():
    """Give up what root may do beyond others; anybody else obeys already."""
    for right in OVERRIDES:
        ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


def refusal(told, code):
    """Return the one line that a command ended with, after the one that says where the data are."""
    assert told.returncode == code, told.stderr[-2000:]
    (line,) = [
        line for line in told.stderr.splitlines() if line and not line.startswith("using the data and notebooks")
    ]
    return line


@pytest.fixture(scope="module")
def published(study, tmp_path_factory):
    site = tmp_path_factory.mktemp("published") / "site"
    with contextlib.chdir(study):
        assert build(site).returncode == 0
    return site


@pytest.fixture
def site(published, tmp_path):
    return shutil.copytree(published, tmp_path / "site")


@pytest.fixture
def disk(tmp_path):
    """Give a disk of 16 MB of its own, which only root can mount."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@contextlib.contextmanager
def left_over(disk, kib):
    """Fill a disk but for some KiB."""
    filling = disk / "filling"
    with filling.open("wb") as file:
        state = os.statvfs(disk)
        file.write(b"x" * (state.f_bavail * state.f_frsize - kib * KIB))
    yield
    filling.unlink()


def test_a_full_disk_is_told_in_a_line_and_leaves_the_old_site(disk, published):
    site = shutil.copytree(published, disk / "site")
    before = bytes_of(site)
    (notebook,) = (path.stat().st_size // KIB for path in published.glob("runs/drawn/*/notebook.ipynb"))
    for kib in (0, notebook // 2, notebook + 8):  # there is no room for: anything, the notebook, the page
        with left_over(disk, kib):
            assert refusal(build(site, "--force"), 3) == f"cannot write to {site}: No space left on device"
        assert bytes_of(site) == before and verify(site) == []
        assert not list(site.glob("runs/.staging-*"))
    assert build(site, "--force").returncode == 0 and verify(site) == []


@pytest.mark.parametrize("kib", [4, 64])
def test_a_quota_on_files_leaves_the_old_site_too(site, kib):
    before = bytes_of(site)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (kib * KIB, kib * KIB))

    told = build(site, "--force", start=run, preexec_fn=limit)
    assert told.returncode in (3, 5, 7) and "File too large" in told.stderr
    assert bytes_of(site) == before and verify(site) == []


def test_a_disk_that_is_read_only_is_told_in_a_line(disk, published):
    site = shutil.copytree(published, disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert refusal(build(site, "--force"), 3) == f"cannot write to {site}: Read-only file system"
    assert run_here("verify", "--out", site).returncode == 0


@pytest.mark.parametrize("closed", [".", "drawn", "runs/drawn", "drawn/latest/manifest.json", "runs/.lock"])
def test_what_may_not_be_written_or_read_is_told_in_a_line(site, closed):
    before = bytes_of(site)
    place, mode = site / closed, (site / closed).stat().st_mode
    place.chmod(0o555 if place.is_dir() else 0)
    told = build(site, "--force", start=run, preexec_fn=obey_permissions)
    place.chmod(mode)
    assert refusal(told, 3) == f"cannot write to {site}: Permission denied"
    assert bytes_of(site) == before and verify(site) == []


def test_a_table_that_may_not_be_read_is_named(site, tmp_path):
    data = shutil.copytree(TOY, tmp_path / "data")
    (data / "frameworks.csv").chmod(0)
    told = build(site, "--data", data, start=run, preexec_fn=obey_permissions)
    assert told.returncode == 4 and "\n  frameworks.csv: cannot be read: Permission denied\n" in told.stderr


@pytest.mark.parametrize("command", [("runs",), ("verify",), ("prune", "--keep", 1)], ids=lambda words: words[0])
def test_a_manifest_that_may_not_be_read_is_named_by_every_command(site, command):
    manifests = list(site.rglob("manifest.json"))
    for manifest in manifests:
        manifest.chmod(0)
    line = refusal(run(*command, "--out", site, preexec_fn=obey_permissions), 3)
    assert line in [f"{manifest}: Permission denied" for manifest in manifests]


def test_where_there_is_no_site_nothing_is_verified(tmp_path):
    assert refusal(run_here("verify", "--out", tmp_path / "gone"), 3) == f"there is no site in {tmp_path / 'gone'}"


@pytest.mark.parametrize("out", ["/proc/credatlas/site", "/dev/null", "/dev/null/site"])
def test_a_folder_that_nobody_can_make_is_told_in_a_line(out):
    assert refusal(build(out), 3).startswith(f"cannot write to {out}: ")
