"""One sentence per claim: the counts and scores behind it, in words.

Knows the facts behind each claim of `index.claims`, claim by claim. Knows no verdict.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from credatlas.figures.figure import plain
from credatlas.figures.language import Language, mark
from credatlas.index.claims import AUSTRALIA, COLLEGES, MOST_CHANGES, UNION

Facts = dict[str, Any]


def give_facts(claim_id: str, facts: Facts, t: Language) -> str:
    """Return the sentence of a claim, without the parts that nobody belongs to. Raises KeyError for an unknown claim."""
    sentence = t.join_clauses(filter(None, SENTENCES[claim_id](facts, t)))
    return sentence[:1].upper() + sentence[1:] + "."


def _who(msgid: str, t: Language, ids: Iterable[str], name: Callable | None = None, /, **values: str) -> str:
    """Return a part of a sentence that names those concerned; nothing where there are none."""
    names = t.join_words([plain((name or t.jurisdiction)(member)) for member in ids])
    return t(msgid, names=names, **values) if names else ""


def _counts(t: Language, facts: Facts, *names: str) -> dict[str, str]:
    return {name: t.number(facts[name]) for name in names}


def _points(t: Language, value: float) -> str:
    return t("no score") if np.isnan(value) else t("{points} points", points=t.number(value))


def _firm_stacking(facts: Facts, t: Language) -> list[str]:
    two = t.number(2)
    return [
        _who("stacking is addressed by {names}", t, facts["addressing"]),
        _who("obligation {two} and precision {two} together are reached by {names}", t, facts["firm"], two=two)
        or t("obligation {two} and precision {two} together are reached nowhere", two=two),
        _who("not read: {names}", t, facts["unread"]),
    ]


def _silent_stacking(facts: Facts, t: Language) -> list[str]:
    count, read = len(facts["silent"]), len(facts["silent"]) + len(facts["addressing"])
    return [
        t(
            "{count} of {read} provinces of which stacking was read are silent",
            count=t.number(count),
            read=t.number(read),
        ),
        _who("it is addressed by {names}", t, facts["addressing"]),
        _who("not read: {names}", t, facts["unread"]),
    ]


def _colleges_permit(facts: Facts, t: Language) -> list[str]:
    silent = facts["rules_silent"]
    rules = t("not read") if np.isnan(silent) else t("silent") if silent else t("not silent")
    return [
        t(
            "stacking has obligation {obligation} and precision {precision}",
            **_counts(t, facts, "obligation", "precision"),
        ),
        t("on how pieces combine the framework is {rules}", rules=rules),
    ]


def _colleges_portability(facts: Facts, t: Language) -> list[str]:
    parts = {
        "silent": mark("silent on {names}"),
        "loose": mark("{names} is there, but loose and left to nobody"),
        "firm": mark("{names} is firmer"),
        "unread": mark("not read: {names}"),
    }

    def name(indicator: str) -> str:
        return f"{t.indicator(indicator)} ({indicator})"

    return [_who(msgid, t, facts[part], name) for part, msgid in parts.items()]


def _colleges_median(facts: Facts, t: Language) -> list[str]:
    spread = (
        t("the median of {total} provinces with a framework has {low}", **_counts(t, facts, "total", "low"))
        if facts["low"] == facts["high"]
        else t(
            "the median of {total} provinces with a framework lies between {low} and {high}",
            **_counts(t, facts, "total", "low", "high"),
        )
    )
    return [
        _who("stackability of {names}: {score}", t, [COLLEGES], score=_points(t, facts["score"])),
        spread if facts["total"] else t("no province has a framework"),
        _who("too little was read to score {names}", t, facts["unscored"]),
    ]


def _small_routes(facts: Facts, t: Language) -> list[str]:
    low, high = (t.number(100 * facts[name]) for name in ("low", "high"))
    return [
        t("of {total} universities, {yes} are known to have such a route and {no} not to have one", **_counts(t, facts, "total", "yes", "no")),
        t("of {unknown} it is not known, so that the share lies between {low} and {high} %", low=low, high=high, **_counts(t, facts, "unknown")),
    ]  # fmt: skip


def _speed(facts: Facts, t: Language) -> list[str]:
    parts = {
        "faster": mark("speed exceeds stackability in {names}"),
        "others": mark("it does not in {names}"),
        "unscored": mark("too little was read to score {names}"),
    }
    return [_who(msgid, t, facts[part]) for part, msgid in parts.items()]


def _abroad(facts: Facts, t: Language) -> list[str]:
    counts = {name: t.number(len(facts[name])) for name in ("unscored", "could_exceed")}
    return [
        _who("stackability of {names}: {score}", t, [UNION], score=_points(t, facts["union"])),
        _who("of {names}: {score}", t, [AUSTRALIA], score=_points(t, facts["australia"])),
        _who("the highest of {scored} Canadian jurisdictions that can be scored is {names} with {best}", t, facts["leaders"], best=_points(t, facts["best"]), **_counts(t, facts, "scored")),
        t("{unscored} more cannot be scored, and {could_exceed} of these could lie above", **counts) if facts["unscored"] else "",
    ]  # fmt: skip


def _both_goals(facts: Facts, t: Language) -> list[str]:
    counts = _counts(t, facts, "scored", "middle")
    return [
        t("{scored} jurisdictions with an instrument can be scored on both", **counts),
        _who("more than {middle} points on each: {names}", t, facts["above"], **counts)
        or t("none has more than {middle} points on each", **counts),
    ]


def _changes(facts: Facts, t: Language) -> list[str]:
    needed = facts["needed"]
    parts = [
        _who(
            "{needed} of {applicable} indicators would have to change for {names} to go from {score} of stackability to {union}",
            t,
            [COLLEGES],
            needed=t("an unknown number") if np.isnan(needed) else t.number(needed),
            applicable=t.number(facts["applicable"]),
            **{name: _points(t, facts[name]) for name in ("score", "union")},
        )
    ]
    if facts["applicable"] <= MOST_CHANGES:
        parts.append(t("the test allows all of them, so that it cannot fail"))
    return parts


def _lighter_routes(facts: Facts, t: Language) -> list[str]:
    return [
        _who("approved in a lighter way at {names}", t, facts["lighter"], str),
        _who("at {names} by a text without a date, which does not count for this day", t, facts["undated"], str),
        t("of {unknown} universities it is not known", **_counts(t, facts, "unknown")),
    ]


SENTENCES: dict[str, Callable[[Facts, Language], list[str]]] = {
    "C1a": _firm_stacking,
    "C1b": _silent_stacking,
    "C2a": _colleges_permit,
    "C2b": _colleges_portability,
    "C2c": _colleges_median,
    "C3a": _small_routes,
    "C3b": _speed,
    "C4a": _abroad,
    "C4b": _both_goals,
    "C5a": _changes,
    "C5b": _lighter_routes,
}
