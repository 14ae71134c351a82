"""Word the walk of a study folder's README: how one framework, which the data hold, was coded.

Knows which parts of its coding the README shows. Every code, note and number in it is read from the data.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from string import Template

from credatlas.coding.desk import Desk
from credatlas.coding.retell import by_indicator, list_decided, rows_of
from credatlas.coding.sheets import ATTRIBUTES, PASSES
from credatlas.evidence import write_csv

SHOWN = ("ST1", "ST3", "ST6", "SP2")  # one that may, one that is silent, one that is stated, one that does not apply


def write_walk(template: Template, desk: Desk, framework_id: str) -> str:
    """Return the README with what the data hold of a framework: its row, some findings, and every decision."""
    framework = rows_of(desk, "frameworks", framework_id)[0]
    provisions = by_indicator(desk, "provisions", framework_id)
    passes = {name: by_indicator(desk, f"codings_{name}", framework_id) for name in PASSES}
    decided = list(list_decided(provisions, passes))
    differing = [row for row in decided if row[2] != row[3]]
    return template.substitute(
        framework_id=framework_id,
        name=framework["name"],
        title=shlex.quote(framework["name"]),
        issuer=framework["issuer"],
        jurisdiction_id=framework["jurisdiction_id"],
        jurisdiction_row=shlex.quote(_stand_alone(desk, framework["jurisdiction_id"])),
        source_id=framework["source_id"],
        count=len(provisions),
        findings=_table(
            ["question", "finding", "where", "confidence"],
            [
                [
                    f"{name} {desk.indicators[name]}",
                    *(provisions[name][c] for c in ("finding", "locator", "confidence")),
                ]
                for name in SHOWN
            ],
        ),
        passes=_table(
            ["question", "pass a", "why", "pass b", "why"],
            [
                [shown, *(part for rows in passes.values() for part in (_codes(rows[shown]), rows[shown]["note"]))]
                for shown in SHOWN
            ],
        ),
        differing=len(differing),
        pairs=len(passes["a"]) * len(ATTRIBUTES),
        added=len(decided) - len(differing),
        decisions=_table(
            ["indicator", "attribute", "a", "b", "final", "why"],
            [[row[0], row[1], row[2], row[3], row[6], row[7]] for row in decided],
        ),
        **{"from": framework["in_force_from"]},
    )


def _codes(row: Mapping[str, str]) -> str:
    return " ".join(row[attribute] for attribute in ATTRIBUTES if row[attribute])


def _stand_alone(desk: Desk, jurisdiction_id: str) -> str:
    """Return the row of a jurisdiction as CSV, part of no other, since the others are not there."""
    table = desk.tables["jurisdictions"]
    columns = table.descriptor.columns
    row = next(dict(zip(columns, row, strict=True)) for row in table.rows if jurisdiction_id in row[:1])
    content = write_csv((row | {"parent_id": ""}).values(), [])
    return content.decode().rstrip("\n")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
