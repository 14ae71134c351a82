"""A wrong parameter is refused in words, on the command line, under bare papermill and in JupyterLab."""

import pytest

from credatlas.reports.run.params import (
    MODELS,
    ParameterError,
    UnknownName,
    check,
    describe_parameters,
    model_of,
    validate,
)


def refusal(notebook, values, atlas):
    with pytest.raises(ParameterError) as refused:
        validate(notebook, values, atlas)
    return str(refused.value)


@pytest.mark.parametrize(
    ("notebook", "values", "problem"),
    [
        ("30-comparison", {"asof": "latest"}, "asof is not a parameter; did you mean as_of?"),
        (
            "30-comparison",
            {"zzz": 1},
            "zzz is not a parameter; there are as_of, lang, jurisdictions, comparators, draws, seed",
        ),
        ("30-comparison", {"jurisdictions": ["ON"]}, "jurisdictions 'ON' is not a jurisdiction; did you mean 'CA-ON'?"),
        ("30-comparison", {"jurisdictions": "CA-ON"}, "jurisdictions 'CA-ON' is text, not a list; write ['CA-ON']"),
        ("30-comparison", {"jurisdictions": ["EU", "EU"]}, "jurisdictions 'EU' is named twice"),
        (
            "20-jurisdiction",
            {"jurisdiction": False},
            "jurisdiction False is a boolean; YAML reads NO, ON, YES and OFF without quotes as false or true; write the code in quotes, such as 'CA-ON'",
        ),
        ("20-jurisdiction", {"jurisdiction": 7}, "jurisdiction 7 is not text; write it in quotes"),
        (
            "20-jurisdiction",
            {"as_of": "2022-13-01"},
            "as_of '2022-13-01' is neither 'latest' nor a day such as '2022-11-22'",
        ),
        ("20-jurisdiction", {"as_of": 2022}, "as_of 2022 is not text; write it in quotes"),
        ("40-robustness", {"draws": 10}, "draws 10 is outside 1000 to 1000000"),
        ("40-robustness", {"draws": "many"}, "draws 'many' is not a whole number"),
        ("40-robustness", {"seed": True}, "seed True is not a whole number"),
    ],
)
def test_what_is_refused_and_what_is_suggested(atlas, notebook, values, problem):
    assert refusal(notebook, values, atlas) == f"1 problem with the parameters of {notebook}\n  {problem}"


def test_all_problems_are_told_at_once(atlas):
    assert refusal("20-jurisdiction", {"jurisdiction": True, "when": "x"}, atlas).startswith(
        "2 problems with the parameters of 20-jurisdiction\n"
    )


def test_a_hostile_value_is_refused_and_cut_to_what_a_reader_can_take(atlas):
    for value in ("../../etc", "\x00", "x" * 10_000, "<script>"):
        assert len(refusal("20-jurisdiction", {"jurisdiction": value}, atlas)) < 800


def test_an_unknown_notebook_is_named_with_the_nearest():
    with pytest.raises(UnknownName) as refused:
        model_of("30-comparisons")
    assert str(refused.value) == "no notebook is called '30-comparisons'; did you mean '30-comparison'?"


def test_defaults_are_valid_for_every_notebook(atlas):
    for notebook in MODELS:
        assert validate(notebook, {}, atlas).as_of == "latest"


# The check cell: what it sees in globals()


def test_a_fresh_kernel_refuses_every_name_it_does_not_know():
    names = {
        "__name__": "__main__",
        "In": ["", "..."],
        "Out": {},
        "_i": "",
        "check": check,
        "as_of": "latest",
        "jurisdicton": "CA-ON",
        "jurisdiction": "CA-BC",
        "peers": [],
    }
    with pytest.raises(ParameterError, match="jurisdicton is not a parameter; did you mean jurisdiction?"):
        check("20-jurisdiction", names)


def test_running_the_check_again_in_jupyterlab_leaves_other_names_alone_but_judges_the_cell_before():
    first = check("10-evidence", {"as_of": "latest"})
    again = {
        "params": first,
        "as_of": "2022-11-22",
        "best": "CA-BC",
        "In": ["", "best = 'CA-BC'", "as_of: str = '2022-11-22'", "check(...)"],
    }
    assert check("10-evidence", again).as_of == "2022-11-22"
    with pytest.raises(ParameterError, match="asof is not a parameter; did you mean as_of?"):
        check("10-evidence", {**again, "asof": "2023-01-01", "In": ["", "asof = '2023-01-01'", "check(...)"]})


def test_the_help_table_lists_every_parameter_with_its_default():
    rows = {row["name"]: row for row in describe_parameters("20-jurisdiction")}
    assert list(rows) == ["as_of", "lang", "jurisdiction", "peers"]
    assert (rows["jurisdiction"]["default"], rows["peers"]["type"]) == ("'CA-BC'", "list")
    assert all(row["description"] for row in rows.values())
