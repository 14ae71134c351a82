"""Open the workspace of coding: the data folder, its tables, and the folder `coding` with the sheets beside it.

Knows where the sheets of a framework lie and what each code means.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from credatlas.coding.sheets import EVIDENCE, FINDINGS, FRAMEWORK, HELP, PASSES, WORKBOOK, pass_sheet
from credatlas.errors import DataError, Problem, did_you_mean, quote
from credatlas.evidence import ATTRIBUTES, DESCRIPTOR, NEEDED, RawTable, read_folder

FOLDER = "coding"
CODED = {FINDINGS: "provisions", **{pass_sheet(name): f"codings_{name}" for name in PASSES}}  # table of each sheet


class UnknownFramework(ValueError):
    """No framework is being coded under this id; the message suggests the nearest one."""

    unknown = True  # the command line then exits as for any unknown name


@dataclass(frozen=True)
class Workspace:
    """The data folder, its tables as text, and the folder of the sheets."""

    data: Path
    raw: dict[str, Any]
    tables: dict[str, RawTable]

    @property
    def folder(self) -> Path:
        """The folder `coding` beside the data."""
        return self.data.parent / FOLDER

    @property
    def indicators(self) -> dict[str, str]:
        """Each indicator_id with its question, in the codebook's order."""
        table = self.tables["indicators"]
        return dict(zip(table.column("indicator_id"), table.column("question_en"), strict=True))

    @property
    def framework_ids(self) -> list[str]:
        """The ids of the frameworks in the data."""
        return self.tables["frameworks"].column("framework_id")

    def list_coding(self) -> list[str]:
        """Return the ids of the frameworks that have sheets, sorted."""
        return sorted({path.parent.name for name in (FRAMEWORK, WORKBOOK) for path in self.folder.glob(f"*/{name}")})

    def find_coding(self, framework_id: str) -> Path:
        """Return the folder of a framework's sheets; raises UnknownFramework where there is none."""
        known = self.list_coding()
        if framework_id not in known:
            hint = did_you_mean(framework_id, known) or "; `credatlas framework add` starts one"
            raise UnknownFramework(f"nothing is being coded as {quote(framework_id)}{hint}")
        return self.folder / framework_id

    def file_name(self, framework_id: str, sheet: str) -> str:
        """Return the path of a sheet as problems show it."""
        return f"{FOLDER}/{framework_id}/{sheet}"

    def own_columns(self, table: str) -> list[str]:
        """Return the columns that this data folder adds to those that the library needs."""
        return [name for name in self.tables[table].descriptor.file_columns if name not in NEEDED[table].split()]

    def sheet_columns(self, sheet: str) -> list[str]:
        """Return the columns of the findings or of a pass, with those that this data folder adds to the table.

        Raises DataError where an added column has the name of one that explains how to fill in the sheet.
        """
        table, filled_in = CODED[sheet], EVIDENCE if sheet == FINDINGS else ATTRIBUTES
        own = self.own_columns(table)
        if taken := [name for name in own if name in HELP]:
            words = "is already a column of the coding sheets; choose another name"
            raise DataError(Problem(DESCRIPTOR, None, table, name, words) for name in taken)
        question, codes = HELP
        return ["indicator_id", question, *filled_in, *own, "note", codes]

    def allowed(self, attribute: str) -> list[str]:
        """Return the codes that the schema of provisions allows for an attribute."""
        columns = self.tables["provisions"].descriptor.schema_.fields_
        return next(column.constraints.enum or [] for column in columns if column.name == attribute)

    def explain(self, attribute: str) -> str:
        """Return one line with each code of an attribute and its meaning."""
        table = self.tables["codes"]
        rows = zip(*(table.column(name) for name in ("attribute", "code", "meaning_en")), strict=True)
        return f"{attribute}: " + " | ".join(f"{code} = {meaning}" for name, code, meaning in rows if name == attribute)

    def is_framework_id(self, text: str) -> bool:
        """Whether the text has the form of an id, which also makes it safe as the name of a folder."""
        columns = self.tables["frameworks"].descriptor.schema_.fields_
        pattern = next(column.constraints.pattern for column in columns if column.name == "framework_id")
        return re.fullmatch(pattern or ".*", text) is not None


def open_workspace(data: Path) -> Workspace:
    """Read a data folder as it stands. Raises DataError where it cannot be read."""
    raw, tables, problems = read_folder(data)
    if problems:
        raise DataError(problems)
    return Workspace(data, raw, tables)


def tables_without(workspace: Workspace, framework_id: str) -> dict[str, RawTable]:
    """Return copies of the tables, for adding rows, without the rows of one framework."""
    return {name: _copy(table, framework_id) for name, table in workspace.tables.items()}


def _copy(table: RawTable, framework_id: str) -> RawTable:
    own = table.column("framework_id") if "framework_id" in table.descriptor.columns else []
    kept = [n for n in range(len(table.rows)) if not own or own[n] != framework_id]
    return RawTable(table.descriptor, [table.rows[n] for n in kept], [table.places[n] for n in kept], table.whole)
