"""Say why each claim has its verdict, in words of its own: what was read, what was not, and what could change it.

Knows the facts behind each claim of `index.claims`, claim by claim. Judges nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from credatlas.figures.language import Language, clean
from credatlas.index.claims import AUSTRALIA, UNION, WORDED

Facts = dict[str, Any]
FEW = 4  # unread provisions that are named; more are counted


def give_reasons(row, t: Language) -> list[str]:
    """Return why a claim has its verdict, the reason first, then what could change it; sentences, not escaped.

    row: of `judge_claims`.
    """
    if WORDED.get(row.claim_id) != row.test:
        return [t("No test is written for this point as it is worded.")]
    reason = REASONS[row.claim_id]
    if not row.facts and row.unread == 0 and row.verdict == "cannot be said":
        return [t("No framework that it speaks of was in force on this day.")]
    sentences = [*reason(row.facts, t, row), *_what_depends(row.facts, t), _what_unread(row, t)]
    return [sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence]


def say_what_settles(row, t: Language) -> str:
    """Say what would have to be read, asked or coded before nothing could turn a verdict round."""
    facts = row.facts
    if row.verdict == "not tested":
        return t("A test that could fail, of clauses named beforehand.")
    if "yes" in facts or "lighter" in facts:
        return t("Answers from the universities where it was not found or is unclear.") if row.verdict == "cannot be said" else t("It is settled.")  # fmt: skip
    if not facts:
        return t("A framework in force on this day.")
    if row.point is None:
        return t("Texts of which enough can be read to score them.")
    unread = row.unread if row.needed or row.verdict == "holds as far as could be read" else 0
    coding, weighing = ("coding" in facts.get("depends", ()), "weighing" in facts.get("depends", ()))
    sentences = [
        _read_what(facts["cells"], unread, t) if unread else "",
        t("A third coding of the clauses it turns on.") if coding and not weighing else "",
        t("A third coding of the clauses it turns on, and a choice of weights.") if coding and weighing else "",
        t("A choice of weights: no text would settle it.") if weighing and not coding else "",
    ]  # fmt: skip
    return " ".join(filter(None, sentences)) or t("It is settled, whatever the other texts say.")


def _read_what(cells: list[tuple[str, str]], unread: int, t: Language) -> str:
    if 0 < len(cells) <= FEW:
        return t("Reading {names}.", names=_name_cells(cells, t))
    return t.plural(
        "Reading the {n} provision that could not be read.", "Reading the {n} provisions that could not be read.", len(cells) or unread,
    )  # fmt: skip


def _who(msgid: str, t: Language, ids: Iterable[str], name: Callable | None = None, /, **values: str) -> str:
    """Return a sentence that names those concerned; nothing where there are none."""
    names = t.join_words([(name or t.in_sentence)(member) for member in ids])
    return t(msgid, names=names, **values) if names else ""


def _what_depends(facts: Facts, t: Language) -> list[str]:
    """Say whose codes or which weights turn a verdict round, and whether it stands with the codes of either coder."""
    what = {
        ("coding",): t("Other codings"),
        ("weighing",): t("Other weights"),
        ("coding", "weighing"): t("Other codings or weights"),
    }
    if "depends" not in facts:
        return []
    depends, errors = what[tuple(facts["depends"])], facts["errors"]
    places = {jurisdiction for (jurisdiction, _), *_ in errors}
    named = len(places) == 1 and len({cell for cell, *_ in errors}) <= 2
    return [
        _name_errors(errors, t) if named else _who("{what} would change this for {names}.", t, facts["swings"], what=depends) or t("{what} would change this.", what=depends),
        t("One code a step off can be enough.") if errors and not named else "",
        _say_coders(facts["coders"], t) if "coding" in facts["depends"] else "",
    ]  # fmt: skip


def _name_errors(errors: list[tuple], t: Language) -> str:
    """Name the single codes that, read one step otherwise, turn a verdict round."""
    by_indicator: dict[str, list[str]] = {}
    for (_, indicator_id), attribute, code in errors:
        by_indicator.setdefault(indicator_id, []).append(t("as “{label}”", label=t.code(attribute, code)))
    read = (f"{t.indicator(name)} {', '.join(words)}" for name, words in by_indicator.items())
    return t(
        "One code read otherwise would change this, and in the simulations that happens too often to settle it: {codes}.",
        codes=t.join_clauses(read),
    )


def _say_coders(coders: list[bool], t: Language) -> str:
    if all(coders):
        return t("With the codes of either of the two coders it comes out the same.")
    if any(coders):
        return t("With the codes of one of the two coders it comes out the same, with those of the other it does not.")
    return t("With the codes of neither of the two coders alone it comes out the same; both were settled in a third reading.")  # fmt: skip


def _what_unread(row, t: Language) -> str:
    """Name the unread provisions that could turn a verdict round, or count them where they are many."""
    cells = row.facts.get("cells")
    if cells is None:
        return ""  # universities, of which the reason speaks
    few, names = len(cells) <= FEW, _name_cells(cells, t)
    if row.needed == 1 and few:
        return t.plural("One unread provision could change this: {names}.", "Any one of {n} unread provisions could change this: {names}.", len(cells), names=names)  # fmt: skip
    if row.needed == 1 and cells:
        return t.plural("Any one of {n} unread provision could change this.", "Any one of {n} unread provisions could change this.", len(cells))  # fmt: skip
    if row.needed == 2:
        return (
            t("Two unread provisions of one framework together could change this, of these: {names}.", names=names)
            if few and len({jurisdiction for jurisdiction, _ in cells}) == 1
            else t.plural("Two of {n} unread provision together could change this.", "Two of {n} unread provisions together could change this.", len(cells))
        )  # fmt: skip
    if row.needed > 2:
        return t.plural("More than two of the {n} unread provision would have to say otherwise to change this.", "More than two of the {n} unread provisions would have to say otherwise to change this.", row.unread)  # fmt: skip
    return ""


def _name_cells(cells: Iterable[tuple[str, str]], t: Language) -> str:
    places: dict[str, list[str]] = {}
    for jurisdiction, indicator_id in dict.fromkeys(cells):
        places.setdefault(jurisdiction, []).append(t.indicator(indicator_id))
    return t.join_words(
        [f"{t.in_sentence(jurisdiction)} ({t.join_words(names)})" for jurisdiction, names in places.items()]
    )


def _points(t: Language, value: float) -> str:
    return t.number(value) if value == value else t("no score")


def _numbers(t: Language, facts: Facts, *names: str) -> dict[str, str]:
    return {name: t.number(facts[name]) for name in names}


def _label(t: Language, clause: Facts, *attributes: str) -> str:
    """Return the labels of a clause's codes, or its status where it says nothing or could not be read."""
    if clause["status"] == "supports":
        return ", ".join(t.code(name, clause[name]) for name in attributes)
    return t.code("status", clause["status"])


def _barriers(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "read", "total")
    return [
        _who("Provisions that work against stacking stand in {names}.", t, facts["hindering"])
        or t.plural("Of {total} provisions on stackability in {n} Canadian policy instrument, {read} could be read, and none works against stacking.", "Of {total} provisions on stackability in {n} Canadian policy instruments, {read} could be read, and none works against stacking.", facts["frameworks"], **numbers),
    ]  # fmt: skip


def _provinces(facts: Facts, t: Language, row) -> list[str]:
    return [
        _who(
            "A clause that recommends or requires stacking and names criteria for it stands in {names}.",
            t,
            facts["firm"],
        )
        or t("No stacking clause that was read recommends or requires it and names criteria too."),
        _who("It is addressed without both in {names}.", t, facts["loose"]),
        _who("The text says nothing on it in {names}.", t, facts["silent"]),
        _who("A framework exists, but its stacking clause could not be read, in {names}.", t, facts["unread"]),
        _who("No framework was found in {names}.", t, facts["none_found"]),
        _who("A framework is known, but not in force on this day, in {names}.", t, facts["not_in_force"]),
    ]


def _permission(facts: Facts, t: Language, row) -> list[str]:
    stacking, rules = facts["stacking"], facts["rules"]
    return [
        t("On stacking its words are “{terms}” ({codes}); on how pieces combine: {rules}.", terms=clean(stacking["key_terms"]), codes=_label(t, stacking, "obligation", "precision"), rules=_label(t, rules, "obligation", "precision")),
    ]  # fmt: skip


def _portability(facts: Facts, t: Language, row) -> list[str]:
    transfer, across = facts["transfer"], facts["across"]
    codes = ("obligation", "precision", "delegation")
    return [
        t("A principle says “{terms}” ({codes}); on recognition across borders: {across}.", terms=clean(transfer["key_terms"]), codes=_label(t, transfer, *codes), across=_label(t, across, *codes)),
    ]  # fmt: skip


def _colleges_score(facts: Facts, t: Language, row) -> list[str]:
    score = _points(t, facts["score"])
    if row.point:
        return [t("It scores {score} of 100 on stackability, more than nothing and less than half.", score=score)]
    return [t("Its score on stackability, of 100: {score}.", score=score)]


def _small_routes(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "total", "no", "unknown", "needed")
    return [
        t.plural(
            "Of {total} universities, {n} is known to have a route to credit for units smaller than a certificate and {no} to have none; for {unknown} that was not found or is unclear.",
            "Of {total} universities, {n} are known to have a route to credit for units smaller than a certificate and {no} to have none; for {unknown} that was not found or is unclear.",
            facts["yes"],
            **numbers,
        ),
        t("If {needed} of those had one, it would be half or more.", **numbers) if row.needed else "",
    ]


def _speed(facts: Facts, t: Language, row) -> list[str]:
    def gap(place: str) -> str:
        return t(
            "{name} (by {points})",
            name=t.in_sentence(place),
            points=t.number((facts["faster"] | facts["others"])[place]),
        )

    return [
        _who("Speed is above stackability, in points of 100, in {names}.", t, facts["faster"], gap),
        _who("It is not in {names}.", t, facts["others"], gap),
        _who("Too little was read for both scores in {names}.", t, facts["unscored"]),
    ]  # fmt: skip


def _abroad(facts: Facts, t: Language, row) -> list[str]:
    scores = {name: _points(t, facts[name]) for name in ("union", "australia", "best_score")}
    best = [facts["best"]] if facts["best"] else []
    return [
        _who("On stackability the European Union scores {union}, Australia {australia}, and the highest of the Canadian frameworks {best_score} with what was read, in {names}.", t, best, **scores)
        or t("On stackability the European Union scores {union}, Australia {australia}; no Canadian framework could be scored.", **scores),
        _who("Only an estimate can be given for {names}.", t, facts["estimated"]),
        _who("Too little was read to estimate {names}.", t, facts["too_little"]),
    ]  # fmt: skip


def _both_goals(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "scored")
    return [
        _who("Of {scored} jurisdictions with both scores, above 50 of 100 on both: {names}.", t, facts["above"], **numbers)
        or t("Of {scored} jurisdictions with both scores none is above 50 of 100 on both.", **numbers),
        t("Neither the European Union nor Australia reaches it.")
        if set(facts["below"]) == {UNION, AUSTRALIA} and not facts["open"]
        else _who("It is not reached in {names}.", t, [name for name in facts["below"] if name not in facts["open"]]),
        _who("With what was read it is not reached in {names}; unread texts leave that open.", t, facts["open"]),
    ]  # fmt: skip


def _clauses(facts: Facts, t: Language, row) -> list[str]:
    return [t("Many different sets of clauses would bring it there, so that no test of this could fail.")]


def _lighter_routes(facts: Facts, t: Language, row) -> list[str]:
    numbers, lighter = _numbers(t, facts, "unknown", "total"), [clean(name) for name in facts["lighter"]]
    found = t.plural("{names} is known to have such a route.", "{names} are known to have such a route.", len(lighter), names=t.join_words(lighter))  # fmt: skip
    return [
        found if lighter else t("No case is known on this day."),
        _who("Texts without a date, which do not count for this day, name such a route at {names}.", t, facts["undated"], clean),
        t("Of {unknown} of the {total} universities it is not known.", **numbers),
    ]  # fmt: skip


REASONS: dict[str, Callable[[Facts, Language, Any], list[str]]] = {
    "C0": _barriers,
    "C1": _provinces,
    "C2a": _permission,
    "C2b": _portability,
    "C2c": _colleges_score,
    "C3a": _small_routes,
    "C3b": _speed,
    "C4a": _abroad,
    "C4b": _both_goals,
    "C5a": _clauses,
    "C5b": _lighter_routes,
}
