"""What the check says when one thing in the toy data is damaged."""

import os
import shutil

import pandas as pd
import pytest

from credatlas.evidence.schema import NEEDED

FILE = "provisions/aa-gov-2020.csv"
STATUS = "supports, hinders, silent, missing, not-applicable"
SECTORS = "all, or some of universities, colleges, polytechnics, private, industry, with ; between"


@pytest.mark.parametrize("code", ["4", "1.0", "one", "٣"])
def test_a_code_that_is_none_is_refused(copy, code):
    copy.replace(FILE, "general,3", f"general,{code}")
    assert copy.problems() == [f"{FILE}:2:obligation '{code}' is not one of 0, 1, 2, 3"]


def test_a_code_with_a_space_is_refused_and_the_right_one_suggested(copy):
    copy.replace(FILE, "general,3", "general, 1")
    assert copy.problems() == [f"{FILE}:2:obligation ' 1' is not one of 0, 1, 2, 3; did you mean '1'?"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            FILE,
            "aa-gov-text",
            "aa-gov-txt",
            f"{FILE}:2:source_id 'aa-gov-txt' is not in sources.source_id; did you mean 'aa-gov-text'?",
        ),
        (
            FILE,
            "supports",
            "support",
            f"{FILE}:2:status 'support' is not one of {STATUS}; did you mean 'supports'?",
        ),
        (
            "context.csv",
            ",HK,",
            ",INTL,",
            "context.csv:3:jurisdiction_id 'INTL' is not in jurisdictions.jurisdiction_id or other_jurisdictions.jurisdiction_id; did you mean 'INT'?",
        ),
        (
            "reforms.csv",
            "CC,ST1",
            "CZ,ST1",
            "reforms.csv:2:jurisdiction_id 'CZ' is not in jurisdictions.jurisdiction_id",
        ),
        (
            "frameworks.csv",
            "stated,bb-2022",
            "stated,bb-2021",
            "frameworks.csv:5:supersedes 'bb-2021' is not in frameworks.framework_id; did you mean 'bb-2022'?",
        ),
        (
            "claims_evidence.csv",
            "C2,f002",
            "C3,f002",
            "claims_evidence.csv:3:argument_id 'C3' is not in claims.argument_id",
        ),
        ("jurisdictions.csv", "BB,Borland,", "BB,,", "jurisdictions.csv:3:name_en is empty; needed: a value"),
        ("jurisdictions.csv", ",yes\n", ",\n", "jurisdictions.csv:2:core is empty; needed: one of yes, no"),
        ("jurisdictions.csv", "Borland,", "Aland,", "jurisdictions.csv:3:name_en 'Aland' stands already in line 2"),
        (
            "frameworks.csv",
            "universities;colleges",
            "universities, colleges",
            "frameworks.csv:2: has 18 cells; 17 cells are needed, as in the header",
        ),
        (
            "frameworks.csv",
            "universities;colleges",
            "universities;schools",
            f"frameworks.csv:2:sectors_bound 'universities;schools' is not {SECTORS}",
        ),
        (
            "frameworks.csv",
            ",all,",
            ",all but one,",
            f"frameworks.csv:4:sectors_bound 'all but one' is not {SECTORS}",
        ),
        (
            "jurisdictions.csv",
            "BB,Borland",
            '"BB\n",Borland',
            "jurisdictions.csv:3:jurisdiction_id 'BB\\n' is not an id such as CA-BC",
        ),
        (
            "frameworks.csv",
            "2022-07",
            "2022-13",
            "frameworks.csv:4:in_force_from '2022-13' is not a year (2024), a month (2024-05) or a day (2024-05-31)",
        ),
        (
            "sources.csv",
            "2021-03-04",
            "2022-02-30",
            "sources.csv:7:published '2022-02-30' is not a year (2024), a month (2024-05) or a day (2024-05-31)",
        ),
        ("dimensions.csv", "1,1,0", "1,1,x", "dimensions.csv:4:weight_delegation 'x' is not a whole number"),
        ("dimensions.csv", "1,1,0", "1,1,1_0", "dimensions.csv:4:weight_delegation '1_0' is not a whole number"),
        ("dimensions.csv", "1,1,0", "1,1,٣", "dimensions.csv:4:weight_delegation '٣' is not a whole number"),
        (
            "dimensions.csv",
            "1,1,0",
            f"1,1,{'9' * 30}",
            f"dimensions.csv:4:weight_delegation '{'9' * 30}' is not a whole number",
        ),
        ("dimensions.csv", "1,1,0", "1,1,-1", "dimensions.csv:4:weight_delegation '-1' is below 0"),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_allowed(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert problem in copy.problems()


def test_an_unknown_indicator_is_named_and_leaves_its_own_place_empty(copy):
    copy.replace(FILE, "ST6", "ST7")
    assert copy.problems() == [
        f"{FILE}: has no row for ST6; every indicator needs one",
        f"{FILE}:7:indicator_id 'ST7' is not in indicators.indicator_id; did you mean 'ST1'?",
    ]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (FILE, f"{FILE}:20:indicator_id 'ST1' stands already in line 2"),
        ("claims_evidence.csv", "claims_evidence.csv:4:argument_id, fact_id 'C1, f001' stands already in line 2"),
        ("sources.csv", "sources.csv:8:source_id 'aa-gov-text' stands already in line 2"),
    ],
)
def test_a_duplicate_row_names_the_line_that_it_repeats(copy, file, problem):
    content = copy.path(file).read_text("utf-8")
    copy.path(file).write_text(content + content.splitlines(keepends=True)[1], "utf-8")
    assert copy.problems() == [problem]


@pytest.mark.parametrize("file", ["frameworks.csv", "sources.csv", "indicators.csv", "reforms.csv"])
def test_a_missing_file_is_one_problem_and_no_flood_of_references(copy, file):
    copy.path(file).unlink()
    assert copy.problems() == [f"{file}: is missing"]


def test_a_framework_without_provisions_is_one_problem(copy):
    copy.path(FILE).unlink()
    assert copy.problems() == ["frameworks.csv:2:framework_id 'aa-gov-2020' has no file provisions/aa-gov-2020.csv"]


def test_a_file_that_no_framework_names_is_one_problem(copy):
    shutil.copy(copy.path(FILE), copy.path("provisions/aa-gov-2002.csv"))
    assert copy.problems() == [
        "provisions/aa-gov-2002.csv: is named after no frameworks.framework_id; did you mean 'aa-gov-2020'?"
    ]


def test_a_file_whose_name_is_not_utf8_is_a_problem_like_another(copy):
    shutil.copy(copy.path(FILE), os.fsencode(copy.folder) + b"/provisions/\xff.csv")
    assert copy.problems() == ["provisions/\\udcff.csv: is named after no frameworks.framework_id"]


def test_a_missing_folder_is_one_problem(copy):
    shutil.rmtree(copy.path("provisions"))
    assert copy.problems() == ["provisions: is missing; a folder of .csv files is needed"]


def test_problems_of_all_files_come_at_once(copy):
    copy.path("claims.csv").unlink()
    copy.replace(FILE, "general,3", "general,4")
    copy.replace("sources.csv", "en,full", "en,whole")
    assert copy.problems() == [
        "claims.csv: is missing",
        f"{FILE}:2:obligation '4' is not one of 0, 1, 2, 3",
        "sources.csv:2:access 'whole' is not one of full, excerpt, official summary, secondary",
    ]


def test_no_problem_is_dropped_however_many_there_are(copy):
    rows = "".join(f"C1,f{number},for\n" for number in range(100, 1700))
    copy.path("claims_evidence.csv").write_text("argument_id,fact_id,direction\n" + rows, "utf-8")
    assert len(copy.problems()) == 1600


def test_adding_a_framework_is_a_row_a_source_and_a_file(copy):
    row = "bb-more,BB,More,,Ministry,strategy,,non-binding,yes,all,2024,,stated,,A small award.,bb-law-2024,Added.\n"
    with copy.path("frameworks.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    with copy.path("framework_sources.csv").open("a", encoding="utf-8") as file:
        file.write("bb-more,bb-law-2024\n")
    shutil.copy(copy.path("provisions/bb-2024.csv"), copy.path("provisions/bb-more.csv"))
    assert copy.problems() == []


def test_by_the_conventions_of_pandas_a_file_that_was_read_back_is_the_same(atlas, tmp_path):
    for name in NEEDED:
        frame = atlas.frame(name)
        frame.to_csv(tmp_path / "x.csv", index=False)
        back = pd.read_csv(tmp_path / "x.csv", dtype="str", keep_default_na=False, na_values=[""])
        assert (back.isna() == frame.isna()).all(axis=None), name
        assert not (frame.select_dtypes("string") == "").any(axis=None)


def test_codes_are_whole_numbers_and_what_has_an_order_keeps_it(atlas):
    provisions = atlas.frame("provisions")
    assert provisions["obligation"].dtype == "Int64" and provisions["obligation"].max() == 3
    assert list(provisions["confidence"].cat.categories) == ["high", "medium", "low", "not-found", "missing"]
    assert provisions["confidence"].min() == "high" and provisions["status"].cat.ordered
    assert list(provisions["indicator_id"].cat.categories) == list(atlas.indicators["indicator_id"])
    assert provisions["finding"].isna().sum() == (atlas.provisions["finding"] == "").sum() > 0


def test_partial_dates_stand_beside_the_days_they_can_mean(atlas):
    frame = atlas.frame("frameworks").set_index("framework_id")
    ended = frame.dropna(subset=["in_force_from", "in_force_to"])
    assert len(ended) and (ended["from_day"] <= ended["to_day"]).all()
    months = frame[frame["in_force_from"].str.fullmatch("[0-9]{4}-[0-9]{2}").fillna(False)]
    assert len(months) and (months["from_day"].dt.day == 1).all()
    assert frame["in_force_to"].isna().equals(frame["to_day"].isna())


def test_an_unknown_table_is_refused_with_the_nearest(atlas):
    with pytest.raises(KeyError, match="no table 'provision'; did you mean 'provisions'"):
        atlas.frame("provision")
