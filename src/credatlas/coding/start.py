"""Start to code a framework version: the sheets with its 18 questions, every one of them open.

Knows what stands in a sheet before anybody has filled it in. Returns the contents of files; writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from credatlas.coding.desk import Desk, copy_tables
from credatlas.coding.sheets import (
    ATTRIBUTES,
    FINDINGS,
    FRAMEWORK,
    FRAMEWORK_COLUMNS,
    PASSES,
    SOURCES,
    pass_sheet,
)
from credatlas.errors import Problem, did_you_mean
from credatlas.evidence import ColumnSchema, check_tables, write_sheet

LONGEST_ID = 80  # characters; an id is the name of a file


class WrongStart(ValueError):
    """What was asked for a new framework cannot be: the message names every problem, and `problems` holds them."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count} with the framework", *map(str, problems)]))


def start_coding(desk: Desk, framework_id: str, given: Mapping[str, str]) -> dict[str, bytes]:
    """Return the sheets of a new framework version, by file name: its row, its sources, findings, pass a, pass b.

    `given` are values of columns of frameworks.csv, such as jurisdiction_id, name or supersedes. A source that
    sources.csv does not hold gets a row to be completed. Every provision starts open: no cell to be coded is filled.

    Raises
    ------
    WrongStart
        with every value that is not right, under the column's name.
    """
    values = {"framework_id": framework_id, **given}
    problems = [*_check_id(desk, framework_id), *_check_given(desk, values)]
    if problems:
        raise WrongStart(problems)
    sources = desk.tables["sources"]
    new = [values["source_id"]] if values.get("source_id", "") not in ["", *sources.column("source_id")] else []
    rows = [_source_row(desk, name, values["jurisdiction_id"]) for name in new]
    return sheets_of(
        desk, {FRAMEWORK: values, SOURCES: rows, FINDINGS: {}, **{pass_sheet(name): {} for name in PASSES}}
    )


def sheets_of(desk: Desk, filled: Mapping) -> dict[str, bytes]:
    """Return the five sheets as files: what is filled in, beside the questions and what each code means.

    `filled` holds by sheet: of the framework, values by column; of the sources, rows; of the others, by indicator_id
    the cells by column.
    """
    files = {
        FRAMEWORK: write_sheet(FRAMEWORK_COLUMNS, _framework_rows(desk, filled[FRAMEWORK])),
        SOURCES: write_sheet(desk.tables["sources"].descriptor.file_columns, filled[SOURCES]),
    }
    for sheet, explained in {FINDINGS: ("confidence",), **{pass_sheet(name): ATTRIBUTES for name in PASSES}}.items():
        columns = desk.columns_of(sheet)
        codes = " || ".join(map(desk.explain, explained))  # on one line, so that lines are the rows of a spreadsheet
        rows = [
            {
                **dict.fromkeys(columns, ""),
                "indicator_id": name,
                "question": question,
                **filled[sheet].get(name, {}),
                "codes": codes,
            }
            for name, question in desk.indicators.items()
        ]
        files[sheet] = write_sheet(columns, ([row[column] for column in columns] for row in rows))
    return files


def _check_id(desk: Desk, framework_id: str) -> Iterator[Problem]:
    if not desk.is_framework_id(framework_id):
        words = "is not an id of lower-case letters, digits and single hyphens, such as ca-bc-2024"
        yield Problem("framework_id", None, "", framework_id, words)
    elif len(framework_id) > LONGEST_ID:
        yield Problem("framework_id", None, "", framework_id, f"is longer than {LONGEST_ID} characters")
    elif framework_id in desk.framework_ids:
        yield Problem("framework_id", None, "", framework_id, "stands already in frameworks.csv")
    elif (desk.folder / framework_id).exists():
        yield Problem("framework_id", None, "", framework_id, f"has sheets already, in {desk.folder / framework_id}")


def _check_given(desk: Desk, values: Mapping[str, str]) -> Iterator[Problem]:
    """Check the values against the schema, as a row of frameworks.csv of which only these are filled in."""
    tables = copy_tables(desk, leave_out=values["framework_id"])
    frameworks = tables["frameworks"]
    unknown = [name for name in values if name not in frameworks.descriptor.columns]
    if unknown:
        raise KeyError(f"frameworks.csv has no column {unknown[0]!r}")
    frameworks.rows.append([values.get(name, "") for name in frameworks.descriptor.columns])
    frameworks.places.append(("", 0))
    known = tables["sources"].column("source_id")
    for problem in check_tables(tables):
        if problem.file or problem.value is None or problem.column == "framework_id":
            continue  # of other rows, of what is still to be filled in, or told before
        if problem.column == "source_id":
            if not desk.is_framework_id(problem.value):
                near = did_you_mean(problem.value, known)
                words = f"is not an id of lower-case letters, digits and single hyphens{near}"
                yield Problem("source_id", None, "", problem.value, words)
            continue  # else a new source: its row is to be completed
        yield replace(problem, file=problem.column, line=None, column="")


def _framework_rows(desk: Desk, values: Mapping[str, str]) -> list[list[str]]:
    columns = desk.tables["frameworks"].descriptor.schema_.fields_
    about = {field["name"]: field.get("description", "") for field in _fields(desk, "frameworks")}
    return [[column.name, values.get(column.name, ""), _about(desk, column, about[column.name])] for column in columns]


def _fields(desk: Desk, table: str) -> list[dict]:
    return next(resource["schema"]["fields"] for resource in desk.raw["resources"] if resource["name"] == table)


def _about(desk: Desk, column: ColumnSchema, description: str) -> str:
    limits = column.constraints
    coded = column.name in desk.tables["codes"].column("attribute")
    allowed = desk.explain(column.name).partition(": ")[2] if coded else ", ".join(limits.enum or []) or column.allowed
    needed = "Needed. " if limits.required else ""
    return f"{needed}{description}" + (f" Allowed: {allowed}" if allowed else "")


def _source_row(desk: Desk, source_id: str, jurisdiction_id: str) -> list[str]:
    known = {"source_id": source_id, "jurisdiction_id": jurisdiction_id}
    return [known.get(name, "") for name in desk.tables["sources"].descriptor.file_columns]
