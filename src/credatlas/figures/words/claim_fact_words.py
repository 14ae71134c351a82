"""One sentence per claim: the counts and scores behind it, in words.

Knows the facts of `index.claim_facts`, claim by claim. Knows no verdict.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from credatlas.figures.figure import plain
from credatlas.figures.language import Labels, join_clauses, join_words, mark, number, translator
from credatlas.index.claims import AUSTRALIA, COLLEGES, MOST_CHANGES, UNION

Facts = dict[str, Any]


def give_facts(claim_id: str, facts: Facts, labels: Labels) -> str:
    """Return the sentence of a claim, without the parts that nobody belongs to. Raises KeyError for an unknown claim."""
    sentence = join_clauses(filter(None, SENTENCES[claim_id](facts, labels)), labels.lang)
    return sentence[:1].upper() + sentence[1:] + "."


def _who(labels: Labels, msgid: str, ids: Iterable[str], name: Callable[[str], str] | None = None, **values) -> str:
    """Return a part of a sentence that names those concerned; nothing where there are none."""
    names = join_words([plain((name or labels.jurisdiction)(some)) for some in ids], labels.lang)
    return translator(labels.lang)(msgid, names=names, **values) if names else ""


def _counts(labels: Labels, facts: Facts, *names: str) -> dict[str, str]:
    return {name: number(facts[name], lang=labels.lang) for name in names}


def _points(labels: Labels, value: float) -> str:
    t = translator(labels.lang)
    return t("no score") if np.isnan(value) else t("{points} points", points=number(value, lang=labels.lang))


def _firm_stacking(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    two = number(2, lang=labels.lang)
    return [
        _who(labels, "stacking is addressed by {names}", facts["addressing"]),
        _who(labels, "obligation {two} and precision {two} together are reached by {names}", facts["firm"], two=two)
        or t("obligation {two} and precision {two} together are reached nowhere", two=two),
        _who(labels, "not read: {names}", facts["unread"]),
    ]


def _silent_stacking(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    count, read = len(facts["silent"]), len(facts["silent"]) + len(facts["addressing"])
    return [
        t(
            "{count} of {read} provinces of which stacking was read are silent",
            count=number(count, lang=labels.lang),
            read=number(read, lang=labels.lang),
        ),
        _who(labels, "it is addressed by {names}", facts["addressing"]),
        _who(labels, "not read: {names}", facts["unread"]),
    ]


def _colleges_permit(facts: Facts, labels: Labels) -> list[str]:
    t, silent = translator(labels.lang), facts["rules_silent"]
    rules = t("not read") if np.isnan(silent) else t("silent") if silent else t("not silent")
    return [
        t(
            "stacking has obligation {obligation} and precision {precision}",
            **_counts(labels, facts, "obligation", "precision"),
        ),
        t("on how pieces combine the framework is {rules}", rules=rules),
    ]


def _colleges_portability(facts: Facts, labels: Labels) -> list[str]:
    parts = {
        "silent": mark("silent on {names}"),
        "loose": mark("{names} is there, but loose and left to nobody"),
        "firm": mark("{names} is firmer"),
        "unread": mark("not read: {names}"),
    }

    def name(some: str) -> str:
        return f"{labels.indicator(some)} ({some})"

    return [_who(labels, msgid, facts[part], name) for part, msgid in parts.items()]


def _colleges_median(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    spread = (
        t("the median of {total} provinces has {low}", **_counts(labels, facts, "total", "low"))
        if facts["low"] == facts["high"]
        else t(
            "the median of {total} provinces lies between {low} and {high}",
            **_counts(labels, facts, "total", "low", "high"),
        )
    )
    return [
        _who(labels, "stackability of {names}: {score}", [COLLEGES], score=_points(labels, facts["score"])),
        spread,
        _who(labels, "too little was read to score {names}", facts["unscored"]),
    ]


def _small_routes(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    low, high = (number(100 * facts[name], lang=labels.lang) for name in ("low", "high"))
    return [
        t("of {total} universities, {yes} are known to have such a route and {no} not to have one", **_counts(labels, facts, "total", "yes", "no")),
        t("of {unknown} it is not known, so that the share lies between {low} and {high} %", low=low, high=high, **_counts(labels, facts, "unknown")),
    ]  # fmt: skip


def _speed(facts: Facts, labels: Labels) -> list[str]:
    parts = {
        "faster": mark("speed exceeds stackability in {names}"),
        "others": mark("it does not in {names}"),
        "unscored": mark("too little was read to score {names}"),
    }
    return [_who(labels, msgid, facts[part]) for part, msgid in parts.items()]


def _abroad(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    counts = {name: number(len(facts[name]), lang=labels.lang) for name in ("unscored", "could_exceed")}
    return [
        _who(labels, "stackability of {names}: {score}", [UNION], score=_points(labels, facts["union"])),
        _who(labels, "of {names}: {score}", [AUSTRALIA], score=_points(labels, facts["australia"])),
        _who(labels, "the highest of {scored} Canadian jurisdictions that can be scored is {names} with {best}", facts["leaders"], best=_points(labels, facts["best"]), **_counts(labels, facts, "scored")),
        t("{unscored} more cannot be scored, and {could_exceed} of these could lie above", **counts) if facts["unscored"] else "",
    ]  # fmt: skip


def _both_goals(facts: Facts, labels: Labels) -> list[str]:
    t, counts = translator(labels.lang), _counts(labels, facts, "scored", "middle")
    return [
        t("{scored} jurisdictions with an instrument can be scored on both", **counts),
        _who(labels, "more than {middle} points on each: {names}", facts["above"], **counts)
        or t("none has more than {middle} points on each", **counts),
    ]


def _changes(facts: Facts, labels: Labels) -> list[str]:
    t, needed = translator(labels.lang), facts["needed"]
    parts = [
        _who(
            labels,
            "{needed} of {applicable} indicators would have to change for {names} to go from {score} of stackability to {union}",
            [COLLEGES],
            needed=t("an unknown number") if np.isnan(needed) else number(needed, lang=labels.lang),
            applicable=number(facts["applicable"], lang=labels.lang),
            **{name: _points(labels, facts[name]) for name in ("score", "union")},
        )
    ]
    if facts["applicable"] <= MOST_CHANGES:
        parts.append(t("the test allows all of them, so that it cannot fail"))
    return parts


def _lighter_routes(facts: Facts, labels: Labels) -> list[str]:
    t = translator(labels.lang)
    return [
        _who(labels, "approved in a lighter way at {names}", facts["lighter"], str),
        _who(labels, "at {names} by a text without a date, which does not count for this day", facts["undated"], str),
        t("of {unknown} universities it is not known", **_counts(labels, facts, "unknown")),
    ]


SENTENCES: dict[str, Callable[[Facts, Labels], list[str]]] = {
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
