"""The reason of each verdict, from facts made by hand."""

from types import SimpleNamespace

import pytest

from credatlas.figures.language.language import Language
from credatlas.figures.words.claim_fact_words import FEW, REASONS, give_reasons, say_what_settles
from credatlas.index.claims.claim_tests import TESTS, WORDED
from credatlas.index.claims.judge import COUNTED

NAN = float("nan")


@pytest.fixture(scope="module")
def t(atlas):
    return Language(atlas)


def row(claim_id, facts, verdict="holds", point=True, unread=0, needed=0):
    told = {"facts": facts, "verdict": verdict, "point": point, "unread": unread, "needed": needed}
    return SimpleNamespace(claim_id=claim_id, test=WORDED.get(claim_id), **told)


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
    assert set(REASONS) == set(WORDED) == {*TESTS, *COUNTED, "C5a"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            row("C0", {"read": 9, "total": 12, "frameworks": 2, "hindering": []}),
            "Of 12 provisions on stackability in 2 Canadian policy instruments, 9 could be read, and none works against stacking.",
        ),
        (
            row("C0", {"read": 9, "total": 12, "frameworks": 2, "hindering": ["CA-BC"]}),
            "Provisions that work against stacking stand in British Columbia.",
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
            "On stacking its words are “may be stackable” (permitted, principle); on how pieces combine: not addressed.",
        ),
        (row("C2c", {"score": 16.67}), "It scores 17 of 100 on stackability, more than nothing and less than half."),
        (row("C2c", {"score": NAN}, point=None, unread=6), "Its score on stackability, of 100: no score."),
        (
            row("C3a", {"yes": 1, "no": 2, "unknown": 1, "total": 4, "needed": 1}, needed=1),
            "Of 4 universities, 1 is known to have a route to credit for units smaller than a certificate and 2 to have none; for 1 that was not found or is unclear. If 1 of those had one, it would be half or more.",
        ),
        (
            row("C3b", {"faster": {"CA-ON": 33.3}, "others": {"CA-BC": 0.0}, "unscored": [], "depends": ["coding", "weighing"], "swings": ["CA-ON"], "errors": [(("CA-ON", "SP1"), "obligation", 1), (("CA-BC", "SP1"), "obligation", 1)], "coders": [True, False], "cells": [("CA-BC", "ST3"), ("CA-BC", "ST4")]}, needed=2),
            "Speed is above stackability, in points of 100, in Ontario (by 33). It is not in British Columbia (by 0). Other codings or weights would change this for Ontario. One code a step off can be enough. With the codes of one of the two coders it comes out the same, with those of the other it does not. Two unread provisions of one framework together could change this, of these: British Columbia (level and combination rules).",
        ),
        (
            row("C4a", {"union": 40.0, "australia": NAN, "best": "CA-ON", "best_score": 20.0, "estimated": ["CA-BC"], "too_little": []}),
            "On stackability the European Union scores 40, Australia no score, and the highest of the Canadian frameworks 20 with what was read, in Ontario. Only an estimate can be given for British Columbia.",
        ),
        (
            row("C4b", {"above": ["NZ"], "scored": 9, "below": ["EU", "AU"], "open": [], "depends": ["weighing"], "swings": [], "errors": [], "coders": [True, True]}),
            "Of 9 jurisdictions with both scores, above 50 of 100 on both: New Zealand. Neither the European Union nor Australia reaches it. Other weights would change this.",
        ),
        (
            row("C5b", {"lighter": ["One", "Two"], "undated": [], "unknown": 3, "total": 5}),
            "One and Two are known to have such a route. Of 3 of the 5 universities it is not known.",
        ),
        (
            row("C5b", {"lighter": [], "undated": ["One"], "unknown": 3, "total": 5}),
            "No case is known on this day. Texts without a date, which do not count for this day, name such a route at One. Of 3 of the 5 universities it is not known.",
        ),
        (row("C2a", {}, "cannot be said", None), "No framework that it speaks of was in force on this day."),
    ],
)  # fmt: skip
def test_facts_become_sentences_without_empty_parts(t, given, reason):
    assert " ".join(give_reasons(given, t)) == reason


PARTLY = {"depends": ["coding"], "swings": ["CA-CICAN"], "coders": [True, True]}


def test_a_verdict_that_turns_on_single_codes_names_them_as_what_they_would_be(t):
    facts = {"stacking": clause(), "rules": SILENT} | PARTLY
    errors = [(("CA-CICAN", "ST1"), "obligation", 2), (("CA-CICAN", "ST1"), "status", "silent"), (("CA-CICAN", "ST4"), "status", "supports")]  # fmt: skip
    told = give_reasons(row("C2a", facts | {"errors": errors}, "holds in part"), t)
    assert told[1:] == [
        "One code read otherwise would change this, and in the simulations that happens too often to settle it: stacking as “recommended”, as “not addressed”; combination rules as “addressed”.",
        "With the codes of either of the two coders it comes out the same.",
    ]


@pytest.mark.parametrize(
    ("cells", "needed", "unread", "told"),
    [
        (FEW, 1, FEW, "Any one of 4 unread provisions could change this: Quebec (stacking, credit value, level and combination rules)."),
        (FEW + 1, 1, 9, "Any one of 5 unread provisions could change this."),
        (FEW + 1, 2, 9, "Two of 5 unread provisions together could change this."),
        (0, 3, 9, "More than two of the 9 unread provisions would have to say otherwise to change this."),
        (0, 0, 9, "It scores 17 of 100 on stackability, more than nothing and less than half."),
    ],
)  # fmt: skip
def test_a_few_unread_provisions_are_named_and_more_are_counted(t, cells, needed, unread, told):
    facts = {"score": 16.67, "cells": [("CA-QC", f"ST{number}") for number in range(1, cells + 1)]}
    assert give_reasons(row("C2c", facts, unread=unread, needed=needed), t)[-1] == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (row("C5a", {}, "not tested", None), "A test that could fail, of clauses named beforehand."),
        (row("C2c", {"score": 1.0, "cells": []}), "It is settled, whatever the other texts say."),
        (row("C2a", {}, "cannot be said", None), "A framework in force on this day."),
        (row("C1", PROVINCES | {"cells": [("CA-SK", "ST1")]}, "holds as far as could be read", unread=1, needed=1), "Reading Saskatchewan (stacking)."),
        (row("C0", {"cells": [("CA-SK", f"ST{n}") for n in range(1, 7)]}, "cannot be said", False, 6, 1), "Reading the 6 provisions that could not be read."),
        (row("C3b", {"cells": []}, "holds as far as could be read", unread=7), "Reading the 7 provisions that could not be read."),
        (row("C4a", {"cells": []}, "cannot be said", None, 1), "Texts of which enough can be read to score them."),
        (row("C4b", {"cells": [], "depends": ["weighing"]}, "holds in part"), "A choice of weights: no text would settle it."),
        (row("C2a", {"cells": [], "depends": ["coding"]}, "holds in part"), "A third coding of the clauses it turns on."),
        (row("C3a", {"yes": 1, "unknown": 2}, "cannot be said", None), "Answers from the universities where it was not found or is unclear."),
        (row("C5b", {"lighter": ["One"], "unknown": 2}), "It is settled."),
    ],
)  # fmt: skip
def test_what_would_settle_a_point_is_reading_coding_asking_or_nothing(t, given, told):
    assert say_what_settles(given, t) == told


def test_an_unknown_claim_is_refused(t):
    with pytest.raises(KeyError, match="X1"):
        give_reasons(row("X1", {}), t)
