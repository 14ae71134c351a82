"""The data as the csv module reads them, to compute by other means what sentences say."""

import csv
from functools import cache

from credatlas.paths import shipped_folder

SUREST = ["high", "medium", "low"]


@cache
def read(name: str) -> list[dict]:
    """Return the rows of a file of the data."""
    with (shipped_folder("data") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(table: str, column: str = "name_en") -> dict[str, str]:
    """Return the words of a table by the id in its first column."""
    rows = read(table)
    return {row[next(iter(row))]: row[column] for row in rows}


def in_force(day: str, place: str) -> list[dict]:
    """Return the instruments of a jurisdiction in force on a day; of partial dates as much is compared as they have."""
    return [
        row
        for row in read("frameworks")
        if row["jurisdiction_id"] == place
        and row["instrument_type"] != "none"
        and row["in_force_from"] <= day
        and (not row["in_force_to"] or row["in_force_to"] >= day[: len(row["in_force_to"])])
    ]


def clauses(day: str, place: str, indicator: str = "") -> list[dict]:
    """Return the provisions of a jurisdiction on a day, of all indicators or of one, with their framework."""
    return [
        row | {"framework_id": framework["framework_id"]}
        for framework in in_force(day, place)
        for row in read(f"provisions/{framework['framework_id']}")
        if indicator in ("", row["indicator_id"])
    ]


def firmest(day: str, place: str, indicator: str) -> dict:
    """Return the supporting clause with the most points, of those coded alike the surest read; else a silent one, else any.

    It says too whether all that oblige as much, as exactly, are known from others: `reported`.
    """
    rows = clauses(day, place, indicator)
    supports = [row for row in rows if row["status"] == "supports"]
    if not supports:
        order = ["hinders", "silent", "missing", "not-applicable"]
        return min(rows, key=lambda row: order.index(row["status"])) | {"reported": False}
    top = max(supports, key=points)
    does = [row for row in supports if all(row[code] == top[code] for code in ("scope", "obligation", "precision"))]
    alike = [row for row in does if row["delegation"] == top["delegation"]]
    surest = min(alike, key=lambda row: SUREST.index(row["confidence"]))
    return surest | {"reported": all(row["confidence"] == "low" for row in does)}


def points(row: dict) -> float:
    """Return the points of a clause; who decides does not count for speed, and two thirds are left of one for some only."""
    counted = ("obligation", "precision", "delegation")[: 2 if row["indicator_id"].startswith("SP") else 3]
    mean = sum(int(row[code] or 0) for code in counted) / len(counted)
    return 100 * mean / 3 * (2 / 3 if row["scope"] == "targeted" else 1)


def case(row: dict) -> str:
    """Return what a clause does: a rule, recommended, permitted, or its status."""
    if row["status"] != "supports":
        return row["status"]
    if int(row["obligation"]) >= 2 and int(row["precision"]) >= 2:
        return "rule"
    return "permitted" if row["obligation"] == "1" else "recommended"
