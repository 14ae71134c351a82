"""The README's section on scheduled runs, followed on a fresh clone: cron line, site, nothing to do, a change, its news."""

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.atom import ATOM, list_problems

ROOT = Path(__file__).parents[1]
SECTION = re.search(r"^## On a schedule\n(.*?)^## ", (ROOT / "README.md").read_text(), re.M | re.S)[1]
LINE = re.search(r"^0 3 \* \* \* +(.*)$", SECTION, re.M)[1]
STUDIES = '[profile]\nnotebook = "20-jurisdiction"\nparameters = { jurisdiction = "EU" }\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A clone in the place of /srv/credatlas, with a small study, and a folder in the place of /srv/www."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("there is no git, or no checkout to clone")
    srv = tmp_path_factory.mktemp("srv")
    clone = srv / "credatlas"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    (clone / "notebooks/studies.toml").write_text(STUDIES)
    program = clone / ".venv/bin/credatlas"  # in place of an installation, which takes minutes
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={clone / "src"} exec {sys.executable} -m credatlas.cli "$@"\n')
    program.chmod(0o755)
    fill_home(srv / "home")
    return srv


def fill_home(home: Path) -> None:
    """Set up the account as its owner likes it, which is nothing that a build could bear."""
    files = {
        "start.py": "raise SystemExit('started')",
        ".ipython/profile_default/startup/00.py": "PROJECT = 'mine'\nimport os; os._exit(1)",
        ".ipython/profile_default/ipython_kernel_config.py": "c.InteractiveShellApp.exec_lines = ['1 / 0']",
        ".config/matplotlib/matplotlibrc": "text.usetex: True\nlines.marker: o\nsavefig.bbox: tight\n",
        ".jupyter/jupyter_config.py": "1 / 0",
    }
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run_as_cron_does(command: str, server: Path) -> subprocess.CompletedProcess:
    """Run a command of the README with its paths replaced, by /bin/sh and with the few variables that cron sets."""
    cron = {"HOME": str(server / "home"), "LOGNAME": "www", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LANG": "C"}
    cron["PYTHONSTARTUP"] = str(server / "home/start.py")
    here = command.replace("/srv/", f"{shlex.quote(str(server))}/")
    return subprocess.run(
        ["/bin/sh", "-c", here], env=cron, capture_output=True, text=True, cwd=server / "home", timeout=180, umask=0o077
    )


def build(server: Path) -> dict:
    """Run the cron line, and return the JSON object that it ends with; the one report in it is added by its name."""
    told = run_as_cron_does(LINE, server)
    assert told.returncode == 0, told.stderr[-2000:]
    summary = json.loads(told.stdout.splitlines()[-1])
    assert summary["exit"] == 0 and len(summary["reports"]) == 1
    return summary["reports"][0]


def edit(server: Path, indicator_id: str, **changes: str) -> None:
    """Change cells of one row of the European Union's provisions."""
    path = server / "credatlas/data/provisions/eu-2024.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["indicator_id"] == indicator_id).update(changes)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def nights(server):
    """What four nights say: the first, one with nothing to do, one after a code was changed, one more."""
    reports = [build(server), build(server)]
    edit(server, "ST1", obligation="2", precision="2", delegation="2")
    return [*reports, build(server), build(server)]


pytestmark = pytest.mark.slow


def test_the_line_holds_no_percent_sign_which_cron_reads_as_a_line_break():
    assert "%" not in LINE


def test_the_first_night_publishes_a_site(nights, server):
    site = server / "www/credatlas"
    assert (nights[0]["status"], nights[0]["changes"]) == ("done", [])
    assert 'href="profile/latest/report.html"' in (site / "index.html").read_text()
    assert (site / "profile/latest/report.pdf").read_bytes().startswith(b"%PDF")


def test_a_web_server_can_read_all_of_the_site_and_no_run_lies_in_it(nights, server):
    site = server / "www/credatlas"
    assert {path.name for path in (server / "credatlas/runs").iterdir()} == {".lock", "_data", "profile"}
    shown = [site, *site.rglob("*")]
    assert not [path for path in shown if path.stat().st_mode & (0o005 if path.is_dir() else 0o004) == 0]
    assert not [path for path in shown if path.name.startswith(".") or path.name == "runs"]


def test_the_second_night_has_nothing_to_do(nights):
    assert (nights[1]["status"], nights[1]["seconds"], nights[1]["changes"]) == ("current", 0, [])


def test_a_changed_code_is_a_changed_finding_in_the_feed_and_the_list_and_is_told_once(nights, server):
    told = nights[2]["changes"]
    assert nights[2]["status"] == "done" and len(told) == 1
    assert re.fullmatch(
        r"Correction: EU stackability as of \d{4}-\d\d-\d\d \d+ to \d+, because ST1 went from 1,1,0 to 2,2,2", told[0]
    )
    assert (nights[3]["status"], nights[3]["changes"]) == ("current", [])
    folder = server / "www/credatlas/profile"
    (entry,) = json.loads((folder / "changes.json").read_text())["entries"]
    assert (entry["text"], entry["kind"], entry["jurisdiction_id"]) == (told[0], "correction", "EU")
    assert entry["score_after"] > entry["score_before"]
    feed = (folder / "feed.atom").read_text()
    assert list_problems(feed) == [] and f"<title>{told[0]}</title>" in feed and ATOM.strip("{}") in feed
    assert told[0] in (folder / "changes.html").read_text() and feed.count("<entry>") == 1


def test_what_the_section_names_for_looking_after_runs_does_so(nights, server):
    for command in ("runs", "verify --links", "rerun MANIFEST", "prune --keep N"):
        assert f"`{command}`" in SECTION or f"`credatlas {command}`" in SECTION, command

    def run(words):
        return run_as_cron_does(f"cd /srv/credatlas && .venv/bin/credatlas {words}", server)

    places = "--out /srv/www/credatlas --runs /srv/credatlas/runs"
    listed = run(f"runs {places}").stdout
    assert listed.count("\nprofile ") == 2
    assert run(f"verify {places}").stdout.endswith("every file as its manifest says\n")
    oldest = min((server / "credatlas/runs").glob("profile/*/manifest.json"))
    repeated = run(f"rerun {shlex.quote(str(oldest))}")
    assert repeated.stdout == "inputs that differ: none\nfiles that differ: none\n", repeated.stderr
    assert (
        "nothing it is made from has changed"
        in run("build --explain --out /srv/www/credatlas --base https://example.org/credatlas").stdout
    )
    assert run(f"prune --keep 1 {places}").stdout.startswith("1 run deleted")
    assert not oldest.exists() and run(f"verify {places}").returncode == 0


def test_a_failure_is_handed_to_the_command_that_the_section_names(server):
    assert "`--on-failure CMD`" in SECTION
    notebook = server / "credatlas/notebooks/20-jurisdiction.ipynb"
    broken = json.loads(notebook.read_text())
    broken["cells"][-1] = broken["cells"][-1] | {
        "cell_type": "code",
        "source": "1 / 0",
        "outputs": [],
        "execution_count": None,
    }
    notebook.write_text(json.dumps(broken))
    told = run_as_cron_does(f'{LINE} --on-failure "tee /srv/failure.json"', server)
    assert told.returncode == 5 and "executed copy: " in told.stderr
    handed = json.loads((server / "failure.json").read_text())
    assert (handed["exit"], handed["reports"][0]["problem"]) == (5, "ZeroDivisionError: division by zero")
    assert (server / "www/credatlas/profile/latest/report.html").exists()


def test_no_command_of_the_section_changes_the_clone(server):
    changed = subprocess.run(
        ["git", "-C", server / "credatlas", "status", "--porcelain"], capture_output=True, text=True
    )
    ours = {"notebooks/studies.toml", "notebooks/20-jurisdiction.ipynb", "data/provisions/eu-2024.csv"}
    assert {line[3:] for line in changed.stdout.splitlines()} <= ours | {".venv/"}
