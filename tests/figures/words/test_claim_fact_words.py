"""The reason of each verdict, from facts made by hand."""

from types import SimpleNamespace

import pytest

from credatlas.figures.language.language import Language
from credatlas.figures.words.claim_fact_words import REASONS, give_reason
from credatlas.index.claims.claim_tests import NOT_TESTED, TESTS
from credatlas.index.claims.judge import COUNTED

NAN = float("nan")


@pytest.fixture(scope="module")
def t(atlas):
    return Language(atlas)


def row(claim_id, facts, verdict="holds", point=True, unread=0, needed=0):
    return SimpleNamespace(claim_id=claim_id, facts=facts, verdict=verdict, point=point, unread=unread, needed=needed)


def clause(obligation=1, precision=1, delegation=0, status="supports", terms="may be stackable"):
    return {
        "status": status,
        "obligation": obligation,
        "precision": precision,
        "delegation": delegation,
        "key_terms": terms,
    }


PROVINCES = {"firm": [], "loose": [], "silent": [], "unread": [], "none_found": [], "not_in_force": []}
SILENT = clause(0, 0, 0, "silent", "")


def test_every_claim_has_a_reason_and_the_other_way_round():
    assert set(REASONS) == {*TESTS, *COUNTED, *NOT_TESTED}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            row("C0", {"read": 9, "total": 12, "frameworks": 2, "hindering": []}),
            "Of 12 provisions on stackability in 2 Canadian frameworks, 9 could be read, and none works against stacking. The article’s word also covers what is left out; the next points look at that.",
        ),
        (
            row("C0", {"read": 9, "total": 12, "frameworks": 2, "hindering": ["CA-BC"]}),
            "Provisions that work against stacking stand in British Columbia. The article’s word also covers what is left out; the next points look at that.",
        ),
        (
            row("C1", PROVINCES | {"loose": ["CA-BC"], "unread": ["CA-SK"], "none_found": ["CA-QC", "CA-PE"], "not_in_force": ["CA-NS"], "cells": [("CA-SK", "ST1")]}, needed=1),
            "No stacking clause that was read recommends or requires it and names criteria too. It is addressed without both in British Columbia. A framework exists, but its stacking clause could not be read, in Saskatchewan. No framework was found in Quebec and Prince Edward Island. A framework is known, but not in force on this day, in Nova Scotia. One unread provision could change this: Saskatchewan (stacking).",
        ),
        (
            row("C1", PROVINCES | {"firm": ["CA-ON"], "silent": ["CA-BC"]}),
            "A clause that recommends or requires stacking and names criteria for it stands in Ontario. The text says nothing on it in British Columbia.",
        ),
        (
            row("C2a", {"stacking": clause(), "rules": SILENT}),
            "On stacking its words are “may be stackable” (permissive, a principle); on how pieces combine: not addressed.",
        ),
        (row("C2c", {"score": 16.67}), "It scores 17 of 100 on stackability, more than nothing and less than half."),
        (row("C2c", {"score": NAN}, point=None, unread=6), "Its score on stackability, of 100: no score."),
        (
            row("C3a", {"yes": 1, "no": 2, "unknown": 1, "total": 4, "needed": 1}, needed=1),
            "Of 4 universities, such a route is known at 1 and known not to exist at 2; of 1 nothing is known. If 1 of those had one, it would be half or more.",
        ),
        (
            row("C3b", {"faster": {"CA-ON": 33.3}, "others": {"CA-BC": 0.0}, "unscored": [], "depends": ["coding", "weighing"], "swings": ["CA-ON"], "cells": [("CA-BC", "ST3"), ("CA-BC", "ST4")]}, needed=2),
            "Speed is above stackability, in points of 100, in Ontario (by 33). It is not in British Columbia (by 0). Other codings or weights would change this for Ontario. Two unread provisions together could change this: British Columbia (level and combination rules).",
        ),
        (
            row("C4a", {"union": 40.0, "australia": NAN, "best": "CA-ON", "best_score": 20.0, "estimated": ["CA-BC"], "too_little": []}),
            "On stackability the European Union scores 40, Australia no score. The highest of the Canadian scores is 20, in Ontario. Only an estimate can be given for British Columbia.",
        ),
        (
            row("C4b", {"above": ["NZ"], "scored": 9, "below": ["EU", "AU"], "depends": ["weighing"], "swings": []}),
            "Of 9 jurisdictions with both scores, above 50 of 100 on both: New Zealand. Neither the European Union nor Australia reaches it. Other weights would change this.",
        ),
        (
            row("C5b", {"lighter": ["One", "Two"], "undated": [], "unknown": 3, "total": 5}),
            "Known cases: One and Two. Of 3 of the 5 universities it is not known.",
        ),
        (
            row("C5b", {"lighter": [], "undated": ["One"], "unknown": 3, "total": 5}),
            "No case is known on this day. Texts without a date, which do not count for this day, name such a route at One. Of 3 of the 5 universities it is not known.",
        ),
        (row("C2a", {}, "cannot be said", None), "No framework that it speaks of was in force on this day."),
    ],
)  # fmt: skip
def test_facts_become_sentences_without_empty_parts(t, given, reason):
    assert give_reason(given, t) == reason


@pytest.mark.parametrize("claim_id", ["C2a", "C2b"])
def test_a_verdict_in_part_on_the_colleges_names_the_coding_and_the_words(t, claim_id):
    facts = {"stacking": clause(), "rules": SILENT, "transfer": clause(terms="portable"), "across": SILENT}
    told = give_reason(row(claim_id, facts | {"depends": ["coding"], "swings": ["CA-CICAN"]}, "holds in part"), t)
    assert "coding error" in told and "criterion" in told
    assert ("“portable”" if claim_id == "C2b" else "“may be stackable”") in told


def test_an_unknown_claim_is_refused(t):
    with pytest.raises(KeyError, match="X1"):
        give_reason(row("X1", {}), t)
