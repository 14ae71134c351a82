"""What would keep somebody from reading a page is found before it is published."""

import pytest

from credatlas.reports.render.accessibility import list_barriers_to_reading

GOOD = '<html lang="en"><h1>T</h1><h2>A</h2><svg role="img" aria-labelledby="x"></svg><table><th scope="col">A</th></table><img alt=""></html>'


def test_a_good_page_has_no_barrier():
    assert list_barriers_to_reading(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "barrier"),
    [
        ('lang="en"', "", "the page names no language"),
        ("<h1>T</h1>", "", "the page has 0 headings of the first level"),
        ("<h2>A</h2>", "<h3>A</h3>", "a heading of level 3 follows one of level 1"),
        ('role="img"', "", "a drawing has no name"),
        (' scope="col"', "", "a table head has no scope"),
        ('<img alt="">', "<img>", "a picture has no alt text"),
    ],
)
def test_each_barrier_is_named(good, bad, barrier):
    assert barrier in list_barriers_to_reading(GOOD.replace(good, bad))
