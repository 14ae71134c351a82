"""What was in force on a day, in the toy and in the world; how tables are handed over."""

import datetime as dt
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from credatlas.errors import DataError
from credatlas.evidence.dataset import Dataset, check, load
from credatlas.evidence.display import LEFT
from credatlas.evidence.schema import NEEDED

TABLES = ["provisions/aa-gov-2020.csv", "frameworks.csv", "sources.csv", "datapackage.json"]


@pytest.fixture(scope="module")
def toy_atlas(toy):
    return load(toy)


def _in_force(dataset, day, jurisdiction_id=None):
    frameworks = dataset.as_of(day).frameworks
    kept = frameworks["jurisdiction_id"].isin([jurisdiction_id] if jurisdiction_id else frameworks["jurisdiction_id"])
    return list(frameworks.loc[kept, "framework_id"])


@pytest.mark.parametrize(
    ("day", "framework_ids"),
    [
        ("2019-12-31", ["cc-none"]),
        ("2020-01-01", ["aa-gov-2020", "cc-none"]),
        ("2021-01-01", ["aa-gov-2020", "aa-uni-2021", "cc-none"]),  # from 2021: from its first possible day
        ("2022-06-30", ["aa-gov-2020", "aa-uni-2021", "cc-none"]),
        ("2022-07-01", ["aa-gov-2020", "aa-uni-2021", "bb-2022", "cc-none"]),
        ("2023-12-31", ["aa-gov-2020", "aa-uni-2021", "bb-2022", "cc-none"]),
        ("2024-01-01", ["aa-gov-2020", "aa-uni-2021", "bb-2024", "cc-none"]),  # both may be: the later counts
        ("latest", ["aa-gov-2020", "aa-uni-2021", "bb-2024", "cc-none"]),
    ],
)
def test_in_the_toy_a_version_counts_from_its_start_until_its_successor(toy_atlas, day, framework_ids):
    assert _in_force(toy_atlas, day) == framework_ids


@pytest.mark.parametrize(
    ("jurisdiction_id", "day", "framework_ids"),
    [
        ("CA-ON", "2022-11-22", ["ca-on-2020", "ca-on-ecampus-2022", "ca-on-qaf-2021"]),
        ("CA-ON", "2021-01-31", ["ca-on-2020", "ca-on-ecampus-2020"]),
        ("AU", "2022-11-03", ["au-2021"]),
        ("AU", "2022-11-04", ["au-2022"]),
        ("AU", "2022-03-21", []),
        ("CA-BC", "2023-12-31", ["ca-bc-2021"]),
        ("CA-BC", "2024-06-15", ["ca-bc-2024"]),  # both versions name the year 2024
        ("EE", "2025-03-31", ["ee-none"]),
        ("EE", "2025-04-01", ["ee-2025"]),
        ("CA-NS", "2022-11-22", []),
        ("CA-QC", "1990-01-01", ["ca-qc-none"]),
        ("NZ", "2022-12-31", ["nz-2018"]),
        ("NZ", "2023-01-01", ["nz-2022"]),
    ],
)
def test_in_the_world_what_was_in_force(atlas, jurisdiction_id, day, framework_ids):
    assert _in_force(atlas, day, jurisdiction_id) == framework_ids


def test_latest_is_the_day_of_the_data_and_no_clock_is_asked(atlas):
    latest, package = atlas.as_of("latest"), atlas.descriptor
    assert (latest.date, latest.asked, latest.version) == (package["created"][:10], "latest", package["version"])
    assert (atlas.date, atlas.asked) == ("", "")


def test_a_narrowed_dataset_can_be_asked_for_another_day(toy_atlas):
    assert _in_force(toy_atlas.as_of("2019-12-31"), "2020-01-01") == ["aa-gov-2020", "cc-none"]


def test_narrowing_keeps_provisions_of_what_is_in_force_and_all_other_tables(toy_atlas):
    narrowed = toy_atlas.as_of("2020-01-01")
    assert set(narrowed.provisions["framework_id"]) == {"aa-gov-2020", "cc-none"}
    assert len(narrowed.provisions) == 2 * 18
    assert narrowed.jurisdictions.equals(toy_atlas.jurisdictions)
    assert len(toy_atlas.provisions) == 5 * 18


@pytest.mark.parametrize("day", ["2022-13-01", "20221122", "yesterday", "", None, True, 20221122, "2022-02-30"])
def test_what_is_no_day_is_refused(toy_atlas, day):
    with pytest.raises(ValueError) as caught:
        toy_atlas.as_of(day)
    assert str(caught.value) == f"as_of {day!r} is neither 'latest' nor a day such as '2022-11-22'"


def test_a_day_may_be_a_date_or_a_timestamp(toy_atlas):
    for day in (dt.date(2020, 1, 1), pd.Timestamp("2020-01-01")):
        assert (toy_atlas.as_of(day).date, toy_atlas.as_of(day).asked) == ("2020-01-01", "2020-01-01")


def test_a_month_is_refused_with_the_days_to_write(toy_atlas):
    with pytest.raises(ValueError, match="write '2024-02-01' for its first day, or '2024-02-29' for its last$"):
        toy_atlas.as_of("2024-02")


def test_a_day_after_the_data_end_is_said(toy_atlas):
    with pytest.warns(UserWarning, match=f"^the data end on {toy_atlas.end}: what changed until 2031-01-01 is not in"):
        late = toy_atlas.as_of("2031-01-01")
    assert repr(late).endswith(f"in force on 2031-01-01 (the data end on {toy_atlas.end})")


def test_a_table_that_was_handed_out_cannot_change_the_data(toy_atlas):
    for atlas in (toy_atlas, toy_atlas.as_of("latest")):
        handed = atlas.provisions
        handed.loc[0, "obligation"], handed["status"] = 0, "silent"
        assert atlas.provisions.loc[0, "obligation"] == 3 and set(atlas.provisions["status"]) != {"silent"}


def test_a_changed_code_counts_on_every_day_and_the_version_says_so(toy_atlas):
    what_if = toy_atlas.as_of("2020-01-01").change("aa-gov-2020", "ST1", obligation=1)
    later = what_if.as_of("latest")
    for atlas in (what_if, later, what_if.whole):
        row = atlas.provisions.query("framework_id == 'aa-gov-2020' and indicator_id == 'ST1'").squeeze()
        assert (row["obligation"], row["note"]) == (1.0, "obligation 1 instead of 3")
        assert atlas.version == "toy with 1 code changed"
    assert toy_atlas.version == "toy" and toy_atlas.provisions.loc[0, "obligation"] == 3
    assert later.change("aa-gov-2020", "ST1", obligation=3).version == "toy"


def test_a_table_put_in_place_of_a_narrowed_one_is_kept_for_other_days(toy_atlas):
    narrowed = toy_atlas.as_of("2020-01-01")
    own = replace(narrowed, provisions=narrowed.provisions.assign(obligation=0.0)).as_of("latest")
    assert list(own.frameworks["framework_id"]) == list(toy_atlas.as_of("latest").frameworks["framework_id"])
    zero = own.provisions.groupby("framework_id", sort=False)["obligation"].max() == 0
    assert zero[["aa-gov-2020", "cc-none"]].all() and not zero[["aa-uni-2021", "bb-2024"]].any()
    assert " codes changed" in own.version


def test_another_table_is_said_too_and_the_order_of_rows_is_no_difference(toy_atlas):
    assert replace(toy_atlas, sources=toy_atlas.sources[1:]).version == "toy with tables altered"
    turned = replace(toy_atlas, sources=toy_atlas.sources[::-1], provisions=toy_atlas.provisions[::-1])
    assert turned.version == "toy"


def test_a_selection_counts_all_else_as_not_read_and_stays_for_other_days(toy_atlas):
    sure = toy_atlas.as_of("latest").where(confidence="high")
    assert set(sure.provisions["confidence"]) == {"high", "missing", "not-found"}
    assert sure.provisions.query("confidence == 'missing'")["obligation"].isna().all()
    assert sure.version == sure.as_of("2020-01-01").version == "toy, high confidence only"
    changed = sure.change("aa-gov-2020", "ST1", obligation=1)
    assert changed.version == "toy with 1 code changed, high confidence only"


def test_frameworks_sources_and_passes_can_be_selected(atlas):
    now = atlas.as_of("latest")
    one = now.where(framework="ca-cican-2021")
    read = one.provisions.query("status != 'missing' and confidence != 'not-found'")
    assert set(read["framework_id"]) == {"ca-cican-2021"} and one.version.endswith(", framework ca-cican-2021 only")
    access = now.sources.set_index("source_id")["access"]
    full = now.where(access=["full", "excerpt"]).provisions.query("confidence != 'not-found'")
    assert set(full["source_id"].map(access).dropna()) == {"full", "excerpt"}
    key, codes = ["framework_id", "indicator_id"], ["status", "scope", "obligation", "precision", "delegation"]
    both = now.where(coding="a").provisions.merge(now.codings_a, on=key, suffixes=("", "_a"))
    assert len(both) and all(both[name].equals(both[f"{name}_a"]) for name in codes)
    assert ((both["status"] == "missing") == (both["confidence"] == "missing")).all()


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda atlas: atlas.where(confidence=["hihg"]), KeyError, "no confidence 'hihg'; there are "),
        (lambda atlas: atlas.where(confidence=[]), ValueError, "no confidence is named: nothing would be kept"),
        (lambda atlas: atlas.where(coding=["a", "b"]), ValueError, "passes a and b are named: the codes of one can be "),
        (lambda atlas: atlas.where(framework="CA-BC"), KeyError, "no framework 'CA-BC'; there are ca-bc-2021, ca-bc-2024"),
        (lambda atlas: atlas.change("ca-bc-2024", "ST11", obligation=3), KeyError, "'ST11'; did you mean 'ST1'?"),
        (lambda atlas: atlas.change("ca-bc-2024", "ST1", oblig=3), KeyError, "no code 'oblig'; there are status, "),
        (lambda atlas: atlas.change("ca-bc-2024", "ST1", obligation=4), DataError, "ca-bc-2024.csv:2:obligation '4' is "),
        (
            lambda atlas: atlas.change("ee-2025", "ST1", status="silent", precision=2),
            DataError,
            "precision '2' must be 0 where status is silent",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_or_selected_is_said(atlas, ask, error, message):
    with pytest.raises(error) as refused:
        ask(atlas)
    assert message in str(refused.value)


def test_a_new_status_brings_the_codes_that_go_with_it(atlas):
    silent = atlas.change("ca-bc-2024", "ST1", status="silent")["CA-BC"].query("framework_id == 'ca-bc-2024'").iloc[0]
    assert silent[["scope", "obligation", "precision", "delegation"]].tolist() == ["", 0, 0, 0]
    key = ["framework_id", "indicator_id"]
    unread = atlas.provisions.query("status == 'missing'")[key].iloc[0]
    known = atlas.change(*unread, status="supports", scope="general", obligation=1, precision=1, delegation=1)
    row = known.provisions.set_index(key).loc[tuple(unread)]
    assert (row["status"], row["confidence"]) == ("supports", "high") and "with 1 code" in known.version


def test_provisions_carry_text_numbers_places_and_what_they_belong_to(toy_atlas):
    first, sixth = toy_atlas.provisions.iloc[0], toy_atlas.provisions.iloc[5]
    assert (first["framework_id"], first["indicator_id"], first["dimension_id"], first["jurisdiction_id"]) == (
        "aa-gov-2020",
        "ST1",
        "ST",
        "AA",
    )
    assert (first["obligation"], first["place"]) == (3.0, "provisions/aa-gov-2020.csv:2")
    assert sixth["status"] == "missing" and sixth["finding"] == "" and np.isnan(sixth["obligation"])
    assert list(toy_atlas.provisions)[:6] == [
        "framework_id",
        "indicator_id",
        "status",
        "scope",
        "obligation",
        "precision",
    ]
    assert list(toy_atlas.provisions)[-3:] == ["place", "jurisdiction_id", "dimension_id"]
    assert list(toy_atlas.codings_a) == [
        "framework_id",
        "indicator_id",
        "status",
        "scope",
        "obligation",
        "precision",
        "delegation",
        "note",
        "place",
    ]


def test_weights_are_whole_numbers(atlas):
    weights = atlas.dimensions.set_index("dimension_id").filter(like="weight_")
    assert weights.loc["SP"].tolist() == [1, 1, 0] and weights.loc["ST"].tolist() == [1, 1, 1]


def test_a_jurisdiction_is_looked_up_and_an_unknown_one_meets_its_neighbour(atlas):
    assert set(atlas["CA-BC"]["framework_id"]) == {"ca-bc-2021", "ca-bc-2024"}
    with pytest.raises(KeyError) as caught:
        atlas["CA-BX"]
    assert caught.value.args == ("no jurisdiction 'CA-BX'; did you mean 'CA-BC'?",)
    for name, jurisdiction_id in {"Ontario": "CA-ON", "Nouvelle-Zélande": "NZ", "ON": "CA-ON"}.items():
        with pytest.raises(KeyError, match=f"no jurisdiction '{name}'; did you mean '{jurisdiction_id}'"):
            atlas[name]
    with pytest.raises(KeyError, match="no jurisdiction \\['CA-BC'\\]"):
        atlas[["CA-BC"]]


def test_a_group_stands_for_its_jurisdictions_and_an_unknown_one_meets_its_neighbour(atlas):
    members = atlas.jurisdictions.query("group == 'Canada'")["jurisdiction_id"].tolist()
    assert atlas.members("Canada") == members and atlas.members(["AU", "Canada", "CA-BC"]) == ["AU", *members]
    assert [one for group in atlas.groups.values() for one in group] == list(atlas)
    with pytest.raises(KeyError) as caught:
        atlas.members(["AU", "Canda"])
    assert caught.value.args == ("'Canda' is not a jurisdiction; did you mean 'Canada'?",)


def test_jurisdictions_are_looked_up_as_in_a_mapping(atlas):
    assert "CA-BC" in atlas and "CA-BX" not in atlas and 0 not in atlas
    assert list(atlas) == list(atlas.jurisdictions["jurisdiction_id"])


def test_a_dataset_shows_itself_in_one_line_and_offers_its_tables(toy_atlas):
    text = "Dataset toy: 4 frameworks of 2 jurisdictions, 72 provisions, 6 sources"
    assert repr(toy_atlas) == text
    assert repr(toy_atlas.as_of("2020-01-01")).endswith("18 provisions, 6 sources, in force on 2020-01-01")
    assert {"provisions", "claims_evidence", "as_of", "describe"} <= set(dir(toy_atlas))


def test_in_html_it_lists_its_tables_with_what_they_hold(toy_atlas):
    html = toy_atlas._repr_html_().replace(LEFT, "")
    assert f"<caption>{toy_atlas!r}</caption>" in html and html.count('scope="row"') == len(NEEDED)
    assert '<th scope="row">dimensions</th><td>3</td><td>The three dimensions' in html


def test_words_of_the_data_stay_text_in_html(toy_atlas):
    hostile = toy_atlas.descriptor | {"version": "<script>alert(1)</script>"}
    assert "<script>" not in replace(toy_atlas, descriptor=hostile)._repr_html_()


@pytest.fixture
def shell():
    """IPython as a notebook has it, without a kernel."""
    shell = InteractiveShell()
    yield shell
    shell.history_manager.end_session()


@pytest.mark.parametrize(
    ("line", "offered"),
    [('atlas["', ["AA", "BB", "CC"]), ("atlas['B", ["BB"]), ('whole.as_of("latest")["', [])],
    ids=["all", "by its beginning", "not on what must be run first"],
)
def test_the_tab_key_finds_jurisdictions_in_square_brackets(toy_atlas, shell, line, offered):
    shell.push({"atlas": toy_atlas.as_of("latest"), "whole": toy_atlas})
    with provisionalcompleter():
        found = [completion.text.strip("\"'") for completion in shell.Completer.completions(line, len(line))]
    assert [text for text in found if text in ("AA", "BB", "CC")] == offered


def test_the_tab_key_finds_tables_and_describe(toy_atlas, shell):
    shell.push({"atlas": toy_atlas})
    with provisionalcompleter():
        found = {completion.text.lstrip(".") for completion in shell.Completer.completions("atlas.", 6)}
    assert {"provisions", "universities", "describe", "as_of"} <= found


def test_the_folder_may_come_from_the_environment(toy, monkeypatch):
    monkeypatch.setenv("CREDATLAS_DATA", str(toy))
    assert load().version == "toy"


def test_a_folder_that_is_none_is_said(tmp_path):
    with pytest.raises(DataError) as caught:
        load(tmp_path / "nowhere")
    assert str(caught.value) == f"1 problem in the data\n  {tmp_path}/nowhere: is not a folder"
    (tmp_path / ".nowhere.aside").mkdir()
    with pytest.raises(
        DataError, match="is not a folder; a command that was ended half way left it as .*.nowhere.aside"
    ):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "finding", ["<script>alert(1)</script>", "=1+1", "x" * 10_000_000], ids=["html", "formula", "10 MB"]
)
def test_a_finding_is_kept_as_text_whatever_it_holds(copy, finding):
    copy.replace("provisions/aa-gov-2020.csv", "It says so.", finding)
    assert load(copy.folder).provisions.loc[0, "finding"] == finding


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(copy, toy_atlas):
    for path in copy.folder.rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(copy.folder).provisions.equals(toy_atlas.provisions)


@settings(max_examples=settings.default.max_examples // 3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_in_a_file_does_not_matter(copy, toy_atlas, random):
    path = copy.path("provisions/aa-gov-2020.csv")
    header, *rows = path.read_text("utf-8").splitlines(keepends=True)
    random.shuffle(rows)
    path.write_text("".join([header, *rows]), "utf-8")
    assert load(copy.folder).provisions.drop(columns="place").equals(toy_atlas.provisions.drop(columns="place"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(TABLES), place=st.floats(0, 1), cut=st.integers(0, 40), junk=st.binary(max_size=40))
def test_whatever_bytes_a_file_holds_there_are_problems_or_a_dataset(copy, toy, file, place, cut, junk):
    content = (toy / file).read_bytes()
    start = int(place * len(content))
    copy.path(file).write_bytes(content[:start] + junk + content[start + cut :])
    problems, dataset = check(copy.folder)
    shutil.copy(toy / file, copy.path(file))
    assert isinstance(dataset, Dataset) != bool(problems)
    assert all(str(problem).encode() for problem in problems)
