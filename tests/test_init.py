"""The public names are there when asked for, and a misspelt one is answered with the nearest."""

import doctest
import inspect
import re
from pathlib import Path

import pytest

import credatlas
from credatlas.figures import charts
from credatlas.index.scores import Scores, score


def test_every_public_name_can_be_fetched_and_says_what_it_is():
    assert dir(credatlas) == [
        "DataError", "Dataset", "Method", "apply_reform", "build", "charts", "cheapest_reform", "compare_pair",
        "house_style", "list_changes", "load", "masked_readings", "rank_bounds", "save_figure", "score", "sensitivity",
        "simulate", "tables",
    ]  # fmt: skip
    assert all(inspect.getdoc(getattr(credatlas, name)) for name in dir(credatlas))
    assert (credatlas.charts, credatlas.score) == (charts, score)


def test_a_misspelt_name_is_answered_with_the_nearest():
    with pytest.raises(AttributeError, match="^module 'credatlas' has no attribute 'scoer'; did you mean 'score'\\?$"):
        credatlas.scoer  # noqa: B018


def test_type_checkers_find_the_types():
    assert (Path(credatlas.__file__).parent / "py.typed").is_file()


def test_the_tab_key_finds_the_names_before_anything_ran():
    jedi = pytest.importorskip("jedi")
    offered = {completion.name for completion in jedi.Script("import credatlas\ncredatlas.").complete(2, 10)}
    assert offered >= set(dir(credatlas))


PUBLIC = {name: getattr(credatlas, name) for name in credatlas.__all__ if name not in ("charts", "tables", "DataError")}
PUBLIC |= {
    f"{room.__name__}.{name}": getattr(room, name) for room in (charts, credatlas.tables) for name in room.__all__
}
PUBLIC |= {
    f"{owner.__name__}.{name}": method
    for owner in (credatlas.Dataset, Scores)
    for name, method in vars(owner).items()
    if inspect.isfunction(method) and name[0] != "_" and name != "suggest"  # which serves messages alone
}


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_says_what_it_takes_gives_and_refuses_with_an_example_that_make_test_runs(name):
    shown, doc = PUBLIC[name], inspect.getdoc(PUBLIC[name])
    sections = re.findall(r"^(\w+)\n-{3,}$", doc, re.M)
    needed = (
        {"Parameters", "Returns", "Raises"}
        if inspect.signature(shown).parameters and inspect.isfunction(shown)
        else set()
    )
    assert needed | {"Examples"} <= set(sections)
    examples = doctest.DocTestParser().get_examples(doc)
    assert [example for example in examples if not example.options.get(doctest.SKIP)]


SECTION = re.compile(r"^(?:Parameters|Returns|Raises|Attributes)\n-+\n(.*?)(?=\n\n\w[^\n]*\n-|\Z)", re.M | re.S)


@pytest.mark.parametrize("shown", [credatlas.Dataset, credatlas.Method, score, credatlas.simulate, credatlas.build])
def test_sections_of_a_docstring_are_names_with_words_below_as_numpydoc_has_them(shown):
    methods = [value for name, value in vars(shown).items() if inspect.isfunction(value) and name[0] != "_"]
    docs = [inspect.getdoc(one) or "" for one in [shown, *(methods if inspect.isclass(shown) else [])]]
    heads = [line for doc in docs for body in SECTION.findall(doc) for line in body.split("\n") if line.strip() == line]
    assert heads and [head for head in heads if head and not re.fullmatch(r"[\w.\[\]]+(?:, \w+)*", head)] == []
