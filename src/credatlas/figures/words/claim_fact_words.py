"""Say why each claim has its verdict, in words of its own: what was read, what was not, and what could change it.

Knows the facts behind each claim of `index.claims`, claim by claim. Judges nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from credatlas.figures.language import Language, clean
from credatlas.index.claims import AUSTRALIA, UNION

Facts = dict[str, Any]


def give_reason(row, t: Language) -> str:
    """Return the reason of one verdict, a row of `judge_claims`, not escaped. Raises KeyError for an unknown claim."""
    reason = REASONS[row.claim_id]
    if not row.facts and row.unread == 0 and row.verdict == "cannot be said":
        return t("No framework that it speaks of was in force on this day.")
    sentences = [*reason(row.facts, t, row), *_what_could_change(row, t)]
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence)


def _who(msgid: str, t: Language, ids: Iterable[str], name: Callable | None = None, /, **values: str) -> str:
    """Return a sentence that names those concerned; nothing where there are none."""
    names = t.join_words([(name or t.in_sentence)(member) for member in ids])
    return t(msgid, names=names, **values) if names else ""


def _what_could_change(row, t: Language) -> list[str]:
    """Name the codings, and the one or two unread provisions, that could turn a verdict round."""
    facts = row.facts
    what = {
        ("coding",): t("Other codings"),
        ("weighing",): t("Other weights"),
        ("coding", "weighing"): t("Other codings or weights"),
    }
    swings, cells = facts.get("swings", []), facts.get("cells", [])
    depends = what[tuple(facts["depends"])] if "depends" in facts and row.claim_id not in ("C2a", "C2b") else ""
    places = dict.fromkeys(place for place, _ in cells)
    names = t.join_words(
        [_provisions_of(t, place, [name for home, name in cells if home == place]) for place in places]
    )
    unread = (
        t("Two unread provisions together could change this: {names}.", names=names)
        if row.needed == 2
        else t.plural("One unread provision could change this: {names}.", "Any one of {n} unread provisions could change this: {names}.", len(cells), names=names)
    )  # fmt: skip
    return [
        depends and (_who("{what} would change this for {names}.", t, swings, what=depends) or t("{what} would change this.", what=depends)),
        unread if cells else "",
    ]  # fmt: skip


def _provisions_of(t: Language, place: str, indicators: list[str]) -> str:
    return f"{t.in_sentence(place)} ({t.join_words([t.indicator(name) for name in indicators])})"


def _points(t: Language, value: float) -> str:
    return t.number(value) if value == value else t("no score")


def _numbers(t: Language, facts: Facts, *names: str) -> dict[str, str]:
    return {name: t.number(facts[name]) for name in names}


def _label(t: Language, clause: Facts, *attributes: str) -> str:
    """Return the labels of a clause's codes, or its status where it says nothing or could not be read."""
    if clause["status"] == "supports":
        return ", ".join(t.code(name, clause[name]) for name in attributes)
    return t("not addressed") if clause["status"] == "silent" else t.code("status", clause["status"])


def _barriers(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "read", "total", "frameworks")
    return [
        _who("Provisions that work against stacking stand in {names}.", t, facts["hindering"])
        or t("Of {total} provisions on stackability in {frameworks} Canadian frameworks, {read} could be read, and none works against stacking.", **numbers),
        t("The article’s word also covers what is left out; the next points look at that."),
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
        t("One step more in a code, a recommendation instead of a permission or a criterion, would change that, and in a tenth of simulations or more there is such a coding error.") if "depends" in facts else "",
    ]  # fmt: skip


def _portability(facts: Facts, t: Language, row) -> list[str]:
    transfer, across = facts["transfer"], facts["across"]
    codes = ("obligation", "precision", "delegation")
    return [
        t("A principle says “{terms}” ({codes}); on recognition across borders: {across}.", terms=clean(transfer["key_terms"]), codes=_label(t, transfer, *codes), across=_label(t, across, *codes)),
        t("If the principle were coded as a criterion, or as naming who decides, the point would fail; in a tenth of simulations or more there is such a coding error.") if "depends" in facts else "",
    ]  # fmt: skip


def _colleges_score(facts: Facts, t: Language, row) -> list[str]:
    score = _points(t, facts["score"])
    if row.point:
        return [t("It scores {score} of 100 on stackability, more than nothing and less than half.", score=score)]
    return [t("Its score on stackability, of 100: {score}.", score=score)]


def _small_routes(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "total", "yes", "no", "unknown", "needed")
    return [
        t(
            "Of {total} universities, such a route is known at {yes} and known not to exist at {no}; of {unknown} nothing is known.",
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
    return [
        t("On stackability the European Union scores {union}, Australia {australia}.", **scores),
        _who("The highest of the Canadian scores is {best_score}, in {names}.", t, filter(None, [facts["best"]]), **scores),
        _who("Only an estimate can be given for {names}.", t, facts["estimated"]),
        _who("Too little was read to estimate {names}.", t, facts["too_little"]),
    ]  # fmt: skip


def _both_goals(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "scored")
    return [
        _who("Of {scored} jurisdictions with both scores, above 50 of 100 on both: {names}.", t, facts["above"], **numbers)
        or t("Of {scored} jurisdictions with both scores none is above 50 of 100 on both.", **numbers),
        t("Neither the European Union nor Australia reaches it.")
        if set(facts["below"]) == {UNION, AUSTRALIA}
        else _who("It is not reached in {names}.", t, facts["below"]),
    ]  # fmt: skip


def _clauses(facts: Facts, t: Language, row) -> list[str]:
    return [t("Many different sets of clauses would bring it there, so that no test of this could fail.")]


def _lighter_routes(facts: Facts, t: Language, row) -> list[str]:
    numbers = _numbers(t, facts, "unknown", "total")
    return [
        _who("Known cases: {names}.", t, facts["lighter"], clean) or t("No case is known on this day."),
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
