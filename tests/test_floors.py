"""The house holds: imports point down, third-party packages stay on their floor, and only the command line prints."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "credatlas"
FLOORS = ["files", "evidence", "coding", "index", "figures", "reports", "cli"]  # from the ground up
MAY_IMPORT = {
    "files": {"filelock", "pydantic"},
    "coding": {"openpyxl", "pypdf"},
    "evidence": {"pandas", "pydantic"},
    "index": {"numpy", "pandas", "scipy", "networkx"},
    "figures": {"matplotlib", "cycler", "seaborn", "numpy", "pandas", "babel"},
    "reports": {
        "matplotlib",
        "pandas",
        "papermill",
        "nbformat",
        "jinja2",
        "mistune",
        "typst",
        "PIL",
        "pydantic",
        "jupyter_client",
        "nbclient",
        "traitlets",
        "filelock",
        "markupsafe",
        "openpyxl",
        "pyarrow",
        "ipywidgets",
        "IPython",
    },
    "cli": {"typer", "rich"},
    "": set(),
}
MODULES = sorted(SOURCE.rglob("*.py"))


def _floor(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py") if first.removesuffix(".py") in FLOORS else ""


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_down(path):
    floor = _floor(path)
    height = FLOORS.index(floor) if floor else -1
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("credatlas.")}
    above = {name for name in ours if name in FLOORS and FLOORS.index(name) > height}
    assert not above or (path.name == "__init__.py" and not floor)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_other_rooms_are_entered_by_their_front_door(path):
    own, rooms = path.parent.relative_to(SOURCE.parent), {room.parent for room in SOURCE.rglob("__init__.pyi")}
    past = [
        name
        for name in _imports(path)
        if (module := SOURCE.parent / name.replace(".", "/")).with_suffix(".py").is_file()
        and module.parent in rooms
        and not own.as_posix().startswith(module.parent.relative_to(SOURCE.parent).as_posix())
    ]
    assert not past or path.parent == SOURCE / "index"  # old names, kept for one version


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES}), ids=lambda room: room.name)
def test_no_room_has_more_modules_than_one_can_hold_in_mind(room):
    modules = [path.name for path in room.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= 12 or room.name == "charts"


@pytest.mark.parametrize("path", sorted((SOURCE / "figures/charts").glob("*.py")), ids=lambda path: path.stem)
def test_a_chart_is_a_module_of_three_hundred_lines_at_most(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.pyi")), ids=lambda path: path.parent.name)
def test_a_front_door_has_what_it_names(path):
    room = import_module(".".join(path.parent.relative_to(SOURCE.parent).parts))
    assert room.__all__ and all(hasattr(room, name) for name in room.__all__)
    assert not {name for name in room.__all__ if (path.parent / f"{name}.py").is_file()} - _modules_named_in(path)


def _modules_named_in(stub: Path) -> set[str]:
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    return {
        alias.name for node in tree.body if isinstance(node, ast.ImportFrom) and not node.module for alias in node.names
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_third_party_packages_stay_on_their_floor(path):
    roots = (
        {name.split(".")[0] for name in _imports(path)} - set(sys.stdlib_module_names) - {"credatlas", "lazy_loader"}
    )
    assert roots <= MAY_IMPORT[_floor(path)]


@pytest.mark.parametrize(
    "path", [path for path in MODULES if _floor(path) != "cli"], ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_nothing_below_the_command_line_prints(path):
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if _floor(path) not in ("cli", "")],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_nobody_below_the_command_line_asks_the_clock_for_the_date(path):
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("datetime.now(", "date.today(", "time.time(") if word in text]


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys, credatlas; print(*[m for m in ('matplotlib', 'scipy', 'papermill', 'pandas') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_help_loads_no_floor_below_the_command_line():
    code = "import sys, credatlas.cli; print(*[m for m in sys.modules if m.startswith(('credatlas.evidence', 'credatlas.index', 'pandas', 'scipy'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_every_module_says_what_it_knows():
    silent = [path.name for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_tests_mirror_the_source():
    tests = Path(__file__).parent
    names = {path.name for path in tests.rglob("test_*.py")}
    missing = [
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        if path.name not in ("__init__.py", "__main__.py")
        and path.parent != SOURCE / "index"
        and f"test_{path.name}" not in names
    ]
    assert not missing, f"no test file for {missing}"


def test_the_map_of_the_architecture_leads_to_what_is_there():
    page = (SOURCE.parents[1] / "docs/architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:figures|index|evidence|reports)/[\w/.]*)`", page)
    assert len(named) > 10 and [name for name in named if not (SOURCE / name).exists()] == []
    rooms = {room.rstrip("/") for line in re.findall(r"^ +\|  \| {3}(.*?)\|$", page, re.M) for room in line.split()}
    there = {
        path.parent.name for floor in ("reports", "figures", "index") for path in SOURCE.glob(f"{floor}/*/__init__.py")
    }
    assert rooms - {"publish"} == there
