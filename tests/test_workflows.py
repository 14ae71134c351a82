"""The workflows on GitHub run what they name: actions by hash, commands of this project, Pythons that it declares."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
RULES = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request):
    return request.param.read_text(encoding="utf-8")


def _commands(text):
    jobs = yaml.safe_load(text)["jobs"].values()
    return "\n".join(step.get("run", "") for job in jobs for step in job["steps"])


def test_every_action_is_pinned_by_hash_and_says_its_version(workflow):
    used = re.findall(r"uses: (.*)", workflow)
    assert used and [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_an_action_has_one_version_in_all_workflows():
    used = {one for path in WORKFLOWS for one in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))}
    assert len(used) == len({one.split("@")[0] for one in used})


def test_every_rule_that_is_made_exists(workflow):
    assert set(re.findall(r"make ([\w-]+)", _commands(workflow))) <= RULES


def test_a_release_links_to_the_repository_that_it_is_made_in(tmp_path):
    flow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in flow["jobs"]["build"]["steps"] if "project.urls" in step.get("run", "")]
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    where = {"GITHUB_SERVER_URL": "https://example.org", "GITHUB_REPOSITORY": "some/atlas", "GITHUB_REF_NAME": "v1.2.3"}
    subprocess.run(
        ["bash", "-ec", step["run"]], cwd=tmp_path, env={"GITHUB_REPOSITORY_OWNER": "some", **where}, check=True
    )
    urls = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert list(urls) == ["Repository", "Reference", "Recipes", "Changelog", "Issues"]
    files = [url.partition("/blob/v1.2.3/")[2] for url in urls.values() if "/blob/" in url]
    assert len(files) == 2 and all((ROOT / file).is_file() for file in files)


def test_nothing_may_write_but_who_publishes(workflow):
    assert yaml.safe_load(workflow)["permissions"]["contents"] == "read"


def test_tests_run_on_each_python_from_the_lowest_that_is_declared_to_3_14():
    text = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    lowest = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    assert {int(minor) for minor in re.findall(r'python(?:-version)?: "3\.(\d+)"', text)} == set(range(int(lowest), 15))
