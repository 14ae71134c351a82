"""Rebuild the sheets in which a framework of the data was coded: settled again, they must give the same files.

Knows that a final code which differs from a pass was decided, for the reason that stands in its note.
`python -m tests.coding.rebuild_sheets` writes the sheets of the example anew, after a change of its data.
"""

from collections.abc import Iterator

from credatlas import load
from credatlas.coding.blank_sheets import write_sheets
from credatlas.coding.sheets import (
    EVIDENCE,
    FINDINGS,
    FRAMEWORK,
    PASSES,
    RECONCILIATION,
    RECONCILIATION_COLUMNS,
    SOURCES,
    pass_sheet,
)
from credatlas.coding.study_folder import EXAMPLE, TEMPLATE
from credatlas.coding.workspace import Workspace, open_workspace
from credatlas.evidence import ATTRIBUTES, Status, write_sheet
from credatlas.files import fill_folder

Rows = dict[str, dict[str, str]]  # by indicator_id, the cells by column


def rebuild_sheets(desk: Workspace, framework_id: str) -> dict[str, bytes]:
    """Return the six sheets of a framework that the data hold, by file name."""
    provisions = by_indicator(desk, "provisions", framework_id)
    passes = {name: by_indicator(desk, f"codings_{name}", framework_id) for name in PASSES}
    decided = list(list_decided(provisions, passes))
    explained = {row[0] for row in decided}
    evidence = (*EVIDENCE, *desk.own_columns("provisions"))
    findings = {
        name: {**{column: cells[column] for column in evidence}, "note": "" if name in explained else cells["note"]}
        for name, cells in provisions.items()
    }
    filled = {
        FRAMEWORK: rows_of(desk, "frameworks", framework_id)[0],
        SOURCES: _sources(desk, framework_id),
        FINDINGS: findings,
        **{pass_sheet(name): rows for name, rows in passes.items()},
    }
    explained_rows = [[*row, desk.explain(row[1])] for row in decided]
    return {**write_sheets(desk, filled), RECONCILIATION: write_sheet(RECONCILIATION_COLUMNS, explained_rows)}


def list_decided(provisions: Rows, passes: dict[str, Rows]) -> Iterator[list[str]]:
    """Yield indicator_id, attribute, a, b, note_a, note_b, final, why of each code that a pass does not have so.

    Where the final status does not support, rule 1 decides the rest: final and why are then empty but for the status.
    """
    for indicator_id, cells in provisions.items():
        coded = [passes[name].get(indicator_id) for name in PASSES]
        for attribute in ATTRIBUTES if all(coded) else ():
            a, b = (row[attribute] for row in coded)
            if a == b == cells[attribute] or (a == b and _follows(attribute, cells)):
                continue
            final = ["", ""] if _follows(attribute, cells) else [cells[attribute], cells["note"]]
            yield [indicator_id, attribute, a, b, *(row["note"] for row in coded), *final]


def _follows(attribute: str, cells: dict[str, str]) -> bool:
    return attribute != "status" and cells["status"] != Status.SUPPORTS


def rows_of(desk: Workspace, table: str, framework_id: str) -> list[dict[str, str]]:
    """Return the rows of a framework in one table of the data, each by column."""
    columns = desk.tables[table].descriptor.columns
    rows = (dict(zip(columns, row, strict=True)) for row in desk.tables[table].rows)
    return [row for row in rows if row["framework_id"] == framework_id]


def by_indicator(desk: Workspace, table: str, framework_id: str) -> Rows:
    """Return the same by indicator_id."""
    return {row["indicator_id"]: row for row in rows_of(desk, table, framework_id)}


def _sources(desk: Workspace, framework_id: str) -> list[list[str]]:
    """Return the rows of sources.csv that the framework names, is described by, or cites in a provision."""
    tables = [rows_of(desk, name, framework_id) for name in ("framework_sources", "frameworks", "provisions")]
    named = dict.fromkeys(row["source_id"] for table in tables for row in table)
    sources = desk.tables["sources"]
    rows = dict(zip(sources.column("source_id"), sources.rows, strict=True))
    return [rows[source_id] for source_id in named if source_id]


if __name__ == "__main__":
    fill_folder(TEMPLATE / "example", rebuild_sheets(open_workspace(load().folder), EXAMPLE))
