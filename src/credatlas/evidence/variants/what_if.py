"""Change the codes of one provision, or keep some provisions and take the others as not read.

Frames in, new frames out. Knows which codes go with which status; every other rule about what a provision may hold is
the codebook's and asked there.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

import pandas as pd

from credatlas.errors import DataError, did_you_mean
from credatlas.evidence.rules import check_codes_fit_status, check_confidence_fits_status
from credatlas.evidence.schema import ATTRIBUTES, TableDescriptor
from credatlas.evidence.statuses import CODED_ZERO, WITHOUT_CODES, Confidence, Status
from credatlas.evidence.tables import CODE_COLUMNS, RawTable, check_cells
from credatlas.evidence.variants.edition import CODED, KEY, Selection
from credatlas.evidence.versions import keep_instruments
from credatlas.settings import list_names

NOT_READ: dict[str, Any] = {
    **dict.fromkeys(["scope", "finding", "key_terms", "source_id", "locator"], ""),
    **dict.fromkeys(CODE_COLUMNS),
    "status": Status.MISSING.value,
    "confidence": Confidence.MISSING.value,
}


def change_provision(
    provisions: pd.DataFrame,
    resource: Mapping[str, Any],
    framework_id: str,
    indicator_id: str,
    codes: Mapping[str, Any],
) -> pd.DataFrame:
    """Return the provisions with one of them coded otherwise, and its note saying how it was coded.

    resource: how datapackage.json describes provisions. codes: new values of status, scope, obligation, precision,
    delegation, confidence. A new status brings the codes that it must have, and what is now known is known surely
    (confidence high), unless they are given.

    Raises
    ------
    KeyError: no such framework or column. DataError: the result is no provision; with every problem.
    """
    _choose("framework", [framework_id], provisions["framework_id"])
    _choose("code", codes, CODED)
    (at,) = provisions.index[(provisions[KEY] == [framework_id, indicator_id]).all(axis=1)]
    before = provisions.loc[at]
    after = _follow(before["status"], str(codes.get("status", before["status"]))) | dict(codes)
    old, new = ({name: _write(cell) for name, cell in cells.items()} for cells in (before, after))
    changed = {name: cell for name, cell in new.items() if cell != old[name]}
    _check(resource, old | changed, before["place"])
    changes = [f"{name} {cell or 'none'} instead of {old[name] or 'none'}" for name, cell in changed.items()]
    result = provisions.copy()
    for name, cell in (changed | {"note": "; ".join(changes)} if changed else {}).items():
        result.loc[at, name] = float(cell or "nan") if name in CODE_COLUMNS else cell
    return result


def select(
    tables: Mapping[str, pd.DataFrame], chosen: Mapping[str, str | Iterable[str]]
) -> tuple[pd.DataFrame, Selection]:
    """Return the provisions with those that were not chosen as not read, and what was chosen, checked.

    chosen: values of confidence, framework, access (to the source) or pass (whose codes are final). A search that found
    no framework stays. Raises KeyError for an unknown value, ValueError for none and for two passes.
    """
    provisions = tables["provisions"]
    access = tables["sources"].set_index("source_id")["access"]
    known = {
        "confidence": provisions["confidence"],
        "framework": provisions["framework_id"],
        "access": provisions["source_id"].map(access),
        "pass": pd.Series(["a", "b"]),
    }
    selected = tuple((name, _choose(name, values, known[name].dropna())) for name, values in chosen.items())
    for name, values in selected:
        if not values:
            raise ValueError(f"no {name} is named: nothing would be kept")
        if name == "pass" and len(values) > 1:
            raise ValueError(f"passes {' and '.join(values)} are named: the codes of one can be taken as final")
    searched = ~provisions["framework_id"].isin(keep_instruments(tables["frameworks"])["framework_id"])
    kept = [known[name].isin(values) | searched for name, values in selected if name != "pass"]
    for one in dict(selected).get("pass", ()):
        provisions = _take_pass(provisions, tables[f"codings_{one}"])
    return reduce(_keep, kept, provisions), selected


def put_back(
    whole: Mapping[str, pd.DataFrame], narrowed: Mapping[str, pd.DataFrame], own: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return tables that stand in place of narrowed ones, with the frameworks of other days and their provisions.

    whole: of every date; narrowed: the same as of a day; own: what is not as in `narrowed`.
    """
    order = {name: position for position, name in enumerate(whole["frameworks"]["framework_id"])}
    tables = dict(own)
    for name in own.keys() & {"frameworks", "provisions"}:
        there = whole[name]["framework_id"].isin(narrowed["frameworks"]["framework_id"])
        both = pd.concat([whole[name][~there], own[name]])
        rows = both["framework_id"].map(order).to_numpy().argsort(kind="stable")
        tables[name] = both.iloc[rows].reset_index(drop=True)
    return tables


def _keep(provisions: pd.DataFrame, kept: pd.Series) -> pd.DataFrame:
    """Return the provisions with all but those kept taken as not read: no codes, finding or source."""
    result = provisions.copy()
    for name, value in NOT_READ.items():
        result[name] = result[name].where(kept, value)
    return result


def _take_pass(provisions: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return the provisions with the codes of one pass; what it did not code stays as it was settled."""
    coded = provisions[KEY].merge(codings[[*KEY, *ATTRIBUTES]], how="left", on=KEY)
    there = coded["status"].notna().to_numpy()
    result = provisions.copy()
    for name in ATTRIBUTES:
        result[name] = result[name].where(~there, coded[name].set_axis(provisions.index))
    unread, unsure = result["status"] == Status.MISSING, result["confidence"] == Confidence.MISSING
    result["confidence"] = result["confidence"].mask(unread, Confidence.MISSING.value)
    result["confidence"] = result["confidence"].mask(unsure & ~unread, Confidence.LOW.value)  # one pass alone read it
    return result


def _choose(what: str, asked: Iterable[str] | str, known: Iterable[str]) -> tuple[str, ...]:
    """Return what was asked for, a string as one; raises KeyError for what is not known, with the nearest."""
    wanted, there = tuple(list_names(asked)), list(dict.fromkeys(known))
    for name in [name for name in wanted if name not in there]:
        own = [other for other in there if other.startswith(f"{str(name).lower()}-")]
        listed = own or (there if len(there) < 10 else [])
        near = f"; there are {', '.join(listed)}" if listed else did_you_mean(str(name), there)
        raise KeyError(f"no {what} {name!r}{near}")
    return wanted


def _follow(old: str, new: str) -> dict[str, Any]:
    """Return the cells that a new status brings with it."""
    if old == new:
        return {}
    codes = dict.fromkeys(CODE_COLUMNS, 0) if new in CODED_ZERO else dict.fromkeys(CODE_COLUMNS)
    sure = Confidence.MISSING if new == Status.MISSING else Confidence.HIGH
    return {"confidence": sure.value} | ({"scope": "", **codes} if new in (*CODED_ZERO, *WITHOUT_CODES) else {})


def _write(cell: Any) -> str:
    """Return a cell as it stands in a file."""
    if cell is None or cell != cell:
        return ""
    return f"{cell:g}" if isinstance(cell, int | float) and not isinstance(cell, bool) else str(cell)


def _check(resource: Mapping[str, Any], cells: Mapping[str, str], place: str) -> None:
    descriptor = TableDescriptor.model_validate(resource)
    file, line = place.rsplit(":", 1) if ":" in place else (place, "0")
    row = RawTable(descriptor)
    row.add(cells, file, int(line))
    frame = row.frame()
    fit = check_codes_fit_status(frame, frame[:0], frame[:0], frame[:0])
    problems = [*check_cells(row), *fit, *check_confidence_fits_status(frame)]
    if problems:
        raise DataError(problems)
