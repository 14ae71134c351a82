"""The sentence behind each claim, from facts made by hand."""

import pytest

from credatlas.figures.language.language import Language
from credatlas.figures.words.claim_fact_words import SENTENCES, give_facts
from credatlas.index.claims.claim_facts import OF_DRAWS, OF_UNIVERSITIES

NAN = float("nan")


@pytest.fixture(scope="module")
def t(atlas):
    return Language(atlas)


def test_every_claim_has_a_sentence_and_the_other_way_round():
    assert set(SENTENCES) == set(OF_DRAWS) | set(OF_UNIVERSITIES)


@pytest.mark.parametrize(
    ("claim_id", "facts", "sentence"),
    [
        (
            "C1a",
            {"addressing": ["CA-BC", "CA-ON"], "firm": ["CA-ON"], "silent": [], "unread": []},
            "Stacking is addressed by British Columbia and Ontario; obligation 2 and precision 2 together are reached by Ontario.",
        ),
        (
            "C1a",
            {"addressing": [], "firm": [], "silent": ["CA-QC"], "unread": ["CA-NB"]},
            "Obligation 2 and precision 2 together are reached nowhere; not read: New Brunswick.",
        ),
        (
            "C1b",
            {"addressing": ["CA-BC"], "firm": [], "silent": ["CA-QC", "CA-MB"], "unread": ["CA-NB"]},
            "2 of 3 provinces of which stacking was read are silent; it is addressed by British Columbia; not read: New Brunswick.",
        ),
        (
            "C2a",
            {"obligation": 1.0, "precision": 1.0, "rules_silent": 1.0},
            "Stacking has obligation 1 and precision 1; on how pieces combine the framework is silent.",
        ),
        (
            "C2a",
            {"obligation": NAN, "precision": NAN, "rules_silent": NAN},
            "Stacking has obligation – and precision –; on how pieces combine the framework is not read.",
        ),
        (
            "C2b",
            {"silent": ["PO6"], "loose": ["PO1"], "firm": [], "unread": []},
            "Silent on cross-border (PO6); transfer (PO1) is there, but loose and left to nobody.",
        ),
        (
            "C2c",
            {"score": 20.0, "low": 0.0, "high": 40.0, "total": 3, "unscored": ["CA-ON"]},
            "Stackability of Colleges and Institutes Canada: 20 points; the median of 3 provinces with a framework lies between 0 and 40; too little was read to score Ontario.",
        ),
        (
            "C2c",
            {"score": NAN, "low": 5.0, "high": 5.0, "total": 3, "unscored": []},
            "Stackability of Colleges and Institutes Canada: no score; the median of 3 provinces with a framework has 5.",
        ),
        (
            "C3a",
            {"yes": 1, "no": 2, "unknown": 1, "total": 4, "low": 0.25, "high": 0.5},
            "Of 4 universities, 1 are known to have such a route and 2 not to have one; of 1 it is not known, so that the share lies between 25 and 50 %.",
        ),
        (
            "C3b",
            {"faster": ["CA-ON"], "others": ["CA-BC"], "unscored": []},
            "Speed exceeds stackability in Ontario; it does not in British Columbia.",
        ),
        (
            "C4a",
            {"union": 40.0, "australia": NAN, "best": 20.0, "leaders": ["CA-CICAN"], "scored": 2, "unscored": ["CA-ON"], "could_exceed": []},
            "Stackability of European Union: 40 points; of Australia: no score; the highest of 2 Canadian jurisdictions that can be scored is Colleges and Institutes Canada with 20 points; 1 more cannot be scored, and 0 of these could lie above.",
        ),
        (
            "C4b",
            {"middle": 50.0, "above": ["NZ"], "scored": 9},
            "9 jurisdictions with an instrument can be scored on both; more than 50 points on each: New Zealand.",
        ),
        (
            "C4b",
            {"middle": 50.0, "above": [], "scored": 9},
            "9 jurisdictions with an instrument can be scored on both; none has more than 50 points on each.",
        ),
        (
            "C5a",
            {"needed": 2.0, "applicable": 6, "score": 10.0, "union": 40.0},
            "2 of 6 indicators would have to change for Colleges and Institutes Canada to go from 10 points of stackability to 40 points; the test allows all of them, so that it cannot fail.",
        ),
        (
            "C5a",
            {"needed": NAN, "applicable": 7, "score": 10.0, "union": NAN},
            "An unknown number of 7 indicators would have to change for Colleges and Institutes Canada to go from 10 points of stackability to no score.",
        ),
        (
            "C5b",
            {"lighter": ["One", "Two"], "undated": [], "unknown": 3},
            "Approved in a lighter way at One and Two; of 3 universities it is not known.",
        ),
        (
            "C5b",
            {"lighter": [], "undated": ["One"], "unknown": 3},
            "At One by a text without a date, which does not count for this day; of 3 universities it is not known.",
        ),
    ],
)  # fmt: skip
def test_facts_become_a_sentence_without_empty_parts(t, claim_id, facts, sentence):
    assert give_facts(claim_id, facts, t) == sentence


def test_words_from_the_data_are_escaped(t):
    facts = {"lighter": ["<b>*One*</b>"], "undated": [], "unknown": 0}
    assert give_facts("C5b", facts, t).startswith(r"Approved in a lighter way at &lt;b&gt;\*One\*&lt;/b&gt;")


def test_an_unknown_claim_is_refused(t):
    with pytest.raises(KeyError, match="X1"):
        give_facts("X1", {}, t)
