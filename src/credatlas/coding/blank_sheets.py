"""Make the blank sheets of a new framework version: a row for each question, and nothing coded yet.

Returns the contents of files; writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from credatlas.coding.sheets import FINDINGS, FRAMEWORK, FRAMEWORK_COLUMNS, PASSES, SOURCES, pass_sheet
from credatlas.coding.workspace import Workspace, tables_without
from credatlas.errors import Problem, did_you_mean
from credatlas.evidence import ATTRIBUTES, ColumnSchema, check_tables, write_sheet

NO_ID = "is not an id of lower-case letters, digits and single hyphens"
LONGEST_ID = 80  # characters; an id is the name of a file


class InvalidFramework(ValueError):
    """The values given for a new framework are wrong; the message and `problems` list every one."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count} with the framework", *map(str, problems)]))


def make_blank_sheets(workspace: Workspace, framework_id: str, given: Mapping[str, str]) -> dict[str, bytes]:
    """Return the sheets of a new framework version by file name: its row, its sources, findings, pass a, pass b.

    `given` holds values of columns of frameworks.csv, such as jurisdiction_id, name or supersedes. A source that is
    not in sources.csv gets a row to be completed. No cell to be coded is filled in.

    Raises
    ------
    InvalidFramework
        with every wrong value, under the column's name.
    """
    values = {"framework_id": framework_id, **given}
    wrong = _check_id(workspace, framework_id)
    problems = [Problem("framework_id", None, "", framework_id, wrong)] if wrong else []
    problems += _check_given(workspace, values)
    if problems:
        raise InvalidFramework(problems)
    sources = workspace.tables["sources"]
    is_new = values.get("source_id", "") not in ["", *sources.column("source_id")]
    known = {name: values[name] for name in ("source_id", "jurisdiction_id") if is_new}
    rows = [[known.get(name, "") for name in sources.descriptor.file_columns]] if is_new else []
    return write_sheets(
        workspace, {FRAMEWORK: values, SOURCES: rows, FINDINGS: {}, **{pass_sheet(name): {} for name in PASSES}}
    )


def write_sheets(workspace: Workspace, filled: Mapping) -> dict[str, bytes]:
    """Return the five sheets as files: the cells that are filled in, the questions, and what each code means.

    `filled` holds by sheet: for the framework, values by column; for the sources, rows; for the others, cells by
    indicator_id and column.
    """
    files = {
        FRAMEWORK: write_sheet(FRAMEWORK_COLUMNS, _framework_rows(workspace, filled[FRAMEWORK])),
        SOURCES: write_sheet(workspace.tables["sources"].descriptor.file_columns, filled[SOURCES]),
    }
    for sheet, explained in {FINDINGS: ("confidence",), **{pass_sheet(name): ATTRIBUTES for name in PASSES}}.items():
        columns, rows = workspace.sheet_columns(sheet), []
        codes = " || ".join(map(workspace.explain, explained))  # on one line: lines are the rows of a spreadsheet
        for name, question in workspace.indicators.items():
            row = {"indicator_id": name, "question": question, **filled[sheet].get(name, {}), "codes": codes}
            rows.append([row.get(column, "") for column in columns])
        files[sheet] = write_sheet(columns, rows)
    return files


def _check_id(workspace: Workspace, framework_id: str) -> str:
    """Return what is wrong with the id of a new framework, "" if nothing is."""
    if not workspace.is_framework_id(framework_id):
        return f"{NO_ID}, such as ca-bc-2024"
    if len(framework_id) > LONGEST_ID:
        return f"is longer than {LONGEST_ID} characters"
    if framework_id in workspace.framework_ids:
        return "stands already in frameworks.csv"
    folder = workspace.folder / framework_id
    return f"has sheets already, in {folder}" if folder.exists() else ""


def _check_given(workspace: Workspace, values: Mapping[str, str]) -> Iterator[Problem]:
    """Check the values against the schema, as a row of frameworks.csv with only these filled in."""
    tables = tables_without(workspace, values["framework_id"])
    frameworks = tables["frameworks"]
    unknown = [name for name in values if name not in frameworks.descriptor.columns]
    if unknown:
        raise KeyError(f"frameworks.csv has no column {unknown[0]!r}")
    frameworks.add(values, "", 0)
    known = tables["sources"].column("source_id")
    for problem in check_tables(tables):
        if problem.file or problem.value is None or problem.column == "framework_id":
            continue  # about other rows, cells still to be filled in, or reported by _check_id
        if problem.column == "source_id":
            if not workspace.is_framework_id(problem.value):
                words = f"{NO_ID}{did_you_mean(problem.value, known)}"
                yield Problem("source_id", None, "", problem.value, words)
            continue  # otherwise a new source, whose row is to be completed
        yield replace(problem, file=problem.column, line=None, column="")


def _framework_rows(workspace: Workspace, values: Mapping[str, str]) -> list[list[str]]:
    columns = workspace.tables["frameworks"].descriptor.schema_.fields_
    described = next(resource for resource in workspace.raw["resources"] if resource["name"] == "frameworks")
    about = {field["name"]: field.get("description", "") for field in described["schema"]["fields"]}
    return [[one.name, values.get(one.name, ""), _about(workspace, one, about[one.name])] for one in columns]


def _about(workspace: Workspace, column: ColumnSchema, description: str) -> str:
    limits = column.constraints
    codes = workspace.explain(column.name).partition(": ")[2]  # "" for a column that holds no code
    allowed = codes or ", ".join(limits.enum or []) or column.allowed
    needed = "Needed. " if limits.required else ""
    return f"{needed}{description}" + (f" Allowed: {allowed}" if allowed else "")
