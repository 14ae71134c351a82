"""The codebook can be asked about one thing: question, scale, cases; an unknown id is answered with the nearest."""

import pytest

from credatlas import load
from credatlas.evidence.codebook.entry import ATTRIBUTES


def test_an_indicator_has_a_question_a_scale_with_labels_and_the_cases_of_its_page(atlas):
    entry = atlas.as_of("2022-11-22").about("ST1")  # also those of other days
    assert entry.title == "stacking (ST1)" and entry.question.startswith("Does it provide")
    assert set(entry.scale["attribute"]) == set(ATTRIBUTES)
    case = entry.cases.set_index(["attribute", "code"]).loc[("obligation", "2")]
    assert (case["framework_id"], case["label"]) == ("my-2023", "recommended")
    own = atlas.provisions.query("framework_id == 'my-2023' and indicator_id == 'ST1'").iloc[0]
    assert case["finding"] == own["finding"] and own["obligation"] == 2
    assert "## Procedure" in entry.page
    assert "obligation 2 recommended: should" in repr(entry) and "(my-2023)" in repr(entry)
    assert "<caption>stacking (ST1)</caption>" in entry._repr_html_()


def test_a_code_that_nobody_was_given_has_no_case(atlas):
    cases = atlas.about("ST1").cases
    assert "hinders" not in set(cases["code"]) and "hinders" in set(atlas.about("ST1").scale["code"])


def test_without_a_page_the_first_in_the_data_is_the_case(toy):
    toys = load(toy)
    entry = toys.about("ST1")
    first = toys.provisions.query("indicator_id == 'ST1' and status == 'supports'").iloc[0]
    assert entry.page == "" and entry.cases.set_index("code").at["supports", "framework_id"] == first["framework_id"]


def test_a_dimension_lists_its_indicators_and_an_attribute_its_codes(atlas):
    assert atlas.about("ST").indicators["indicator_id"].tolist() == ["ST1", "ST2", "ST3", "ST4", "ST5", "ST6"]
    assert atlas.about("obligation", "es").scale["label"].tolist()[-1] == "obligatorio"


@pytest.mark.parametrize(
    ("asked", "meant"), [("Stacking", "ST1"), ("st1", "ST1"), ("Portability", "PO"), ("obligatoin", "obligation")]
)
def test_an_unknown_id_is_answered_with_the_nearest(atlas, asked, meant):
    with pytest.raises(KeyError) as error:
        atlas.about(asked)
    assert error.value.args == (f"no dimension, indicator or attribute {asked!r}; did you mean {meant!r}?",)
