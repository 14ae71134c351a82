"""The data of the days that sentences are asked about."""

import pytest

from credatlas.settings import ARTICLE_DAY


@pytest.fixture(scope="module", params=[ARTICLE_DAY, "latest"])
def day(request, atlas) -> str:
    """Each of the two days that reports look at: that of the article, and that to which the data reach."""
    return atlas.end if request.param == "latest" else request.param


@pytest.fixture(scope="module")
def atlas_of_day(atlas, day):
    """The data of `day`."""
    return atlas.as_of(day)


@pytest.fixture(scope="module")
def atlas_now(atlas):
    """The data of the latest day."""
    return atlas.as_of("latest")
