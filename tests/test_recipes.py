"""Each recipe runs from a cold start and gives what the page says that it gives."""

import re

import pytest

from tools.recipes import PAGE, run_recipe, split_page

pytestmark = pytest.mark.slow

START, *RECIPES = split_page(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.partition("\n")[0].removeprefix("## ") for recipe in RECIPES])
def test_a_recipe_gives_what_the_page_says(recipe):
    assert "```python" in recipe
    assert run_recipe(recipe) == recipe


def test_there_are_ten_and_the_page_begins_with_links_to_each():
    heads = [recipe.partition("\n")[0].removeprefix("## ") for recipe in RECIPES]
    assert [int(head.split()[0]) for head in heads] == list(range(1, 11))
    places = [re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads]
    assert re.findall(r"\]\(#([^)]+)\)", START) == places
