"""What the tests of tables share."""

import pytest

from credatlas.reports.export.tidy import take_tables


@pytest.fixture(scope="session")
def of_the_day(atlas):
    """Every table as of the day of the article, by its name."""
    return {table.name: table for table in take_tables(atlas, as_of="2022-11-22")}
