"""A wrong parameter is refused in words, on the command line, under bare papermill and in JupyterLab."""

import pytest

from credatlas.paths import shipped_folder
from credatlas.reports.run.params import (
    ParameterError,
    UnknownName,
    check,
    describe_parameters,
    model_of,
    read_parameters,
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
        (
            "30-comparison",
            {"jurisdictions": '["CA"'},
            "jurisdictions '[\"CA\"' is text, not a list; write it as '[\"CA-ON\"]'",
        ),
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
        ("40-robustness", {"draws": 2.5e3 + 0.5}, "draws 2500.5 is not a whole number"),
        ("40-robustness", {"seed": True}, "seed True is not a whole number"),
    ],
)
def test_what_is_refused_and_what_is_suggested(atlas, notebook, values, problem):
    assert refusal(notebook, values, atlas) == f"1 problem with the parameters of {notebook}\n  {problem}"


def test_a_list_as_json_and_a_whole_number_as_schedulers_send_them_are_read(atlas):
    read = validate("30-comparison", {"jurisdictions": '["EU", "AU"]', "draws": 2e4, "seed": "1e3"}, atlas)
    assert (read.jurisdictions, read.draws, read.seed) == (["EU", "AU"], 20_000, 1000)


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


@pytest.mark.parametrize("path", sorted(shipped_folder("notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_defaults_of_a_notebook_are_valid(path, atlas):
    defaults = {parameter.name: parameter.default for parameter in read_parameters(path)}
    assert validate(path, defaults, atlas).model_dump() == defaults


# The check cell: what it sees in globals(), where `In` holds the cells that the kernel ran, this one last


def kernel(*cells):
    """Return the globals() of a kernel that ran these cells and now runs the check."""
    names = {}
    for cell in cells:
        exec(cell, names)
    return {**names, "In": ["", *cells, "check(...)"], "Out": {}, "_i": "", "check": check}


PARAMETERS = 'as_of: "Day" = "latest"  # day\njurisdiction: "Jurisdiction" = "CA-BC"  # one'


def test_a_name_that_papermill_injects_and_the_parameters_cell_does_not_have_is_refused():
    with pytest.raises(ParameterError, match="jurisdicton is not a parameter; did you mean jurisdiction?") as refused:
        check("90-mine", kernel(PARAMETERS, "# Parameters\njurisdicton = 'CA-ON'"))
    assert refused.value.unknown


def test_what_papermill_injects_replaces_the_default():
    assert check("90-mine", kernel(PARAMETERS, "# Parameters\njurisdiction = 'CA-ON'")).jurisdiction == "CA-ON"


def test_the_paths_that_papermill_injects_when_asked_to_are_no_parameters():
    assert check("90-mine", kernel(PARAMETERS, "# Parameters\nPAPERMILL_INPUT_PATH = 'a.ipynb'")).as_of == "latest"


def test_variables_of_ones_own_are_left_alone_before_the_parameters_and_after_the_check():
    names = kernel("PROJECT = 'x'", PARAMETERS, "params = 1", "1 + 1", "best = 'CA-BC'", "print(best)")
    assert check("90-mine", names).jurisdiction == "CA-BC"
    assert check("90-mine", kernel(PARAMETERS, "mine = 3")).jurisdiction == "CA-BC"


def test_parameters_that_were_edited_and_run_again_in_jupyterlab_are_those_that_count():
    names = kernel(PARAMETERS, "params = 1", "print(params)", PARAMETERS.replace("BC", "ON"))
    assert check("90-mine", names).jurisdiction == "CA-ON"


def test_a_kernel_that_ran_no_parameters_cell_is_told_what_one_looks_like():
    with pytest.raises(ParameterError, match=r'only lines such as name: "Type" = default  # what it means$'):
        check("90-mine", kernel("lang = 'en'"))


def test_where_no_history_is_kept_the_notebook_of_that_name_says_what_it_takes():
    with pytest.raises(ParameterError, match="jurisdiction 'ON' is not a jurisdiction; did you mean 'CA-ON'?"):
        check("20-jurisdiction", {"jurisdiction": "ON"})


def test_the_help_table_lists_every_parameter_with_its_default():
    rows = {row["name"]: row for row in describe_parameters("20-jurisdiction")}
    assert list(rows) == ["as_of", "lang", "jurisdiction", "peers", "before"]
    assert (rows["jurisdiction"]["default"], rows["peers"]["type"]) == ("'CA-BC'", "Jurisdictions")
    assert all(row["description"] for row in rows.values())
