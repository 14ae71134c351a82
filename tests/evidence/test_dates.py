"""Which days a partial date can mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.evidence.dates import first_day, is_partial_date, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2021-08-30", date(2021, 8, 30), date(2021, 8, 30)),
    ],
)
def test_a_partial_date_means_every_day_from_its_first_to_its_last(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2022-13", "2022-02-30", "2022-00", "0000", "22", "2022-1", "2022-01-01T00:00", "٢٠٢٢"]
)
def test_what_the_calendar_does_not_have_is_no_date(text):
    assert not is_partial_date(text)
    with pytest.raises(ValueError):
        first_day(text)


@given(st.dates())
def test_a_day_lies_within_its_month_and_its_month_within_its_year(day):
    text = day.isoformat()
    assert first_day(text[:4]) <= first_day(text[:7]) <= day <= last_day(text[:7]) <= last_day(text[:4])
