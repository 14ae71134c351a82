"""studies.toml becomes jobs, and a wrong line in it a message."""

import pytest

from credatlas.paths import shipped_folder
from credatlas.reports.run.params import ParameterError, UnknownName
from credatlas.reports.run.studies import plan_jobs, read_studies
from tests.reports.small_studies import study_shipped

NOTEBOOKS = shipped_folder("notebooks")


def test_the_default_set_is_evidence_comparison_then_and_now_and_a_profile_for_each_with_a_framework(atlas):
    folders = [job.folder for job in plan_jobs(NOTEBOOKS, atlas)]
    had_one = atlas.frameworks.query("instrument_type != 'none'")["jurisdiction_id"].unique()
    assert {"evidence/latest", "comparison/2022-11-22", "comparison/latest"} < set(folders)
    assert {f"profile-{i.lower()}/latest" for i in had_one} == {
        folder for folder in folders if folder.startswith("profile-")
    }


def test_a_date_replaces_those_of_the_study_and_equal_jobs_run_once(atlas):
    assert [job.folder for job in plan_jobs(NOTEBOOKS, atlas, ["comparison"], as_of="2023-06-01")] == [
        "comparison/2023-06-01"
    ]


def test_a_jurisdiction_keeps_only_its_own_profile(atlas):
    jobs = plan_jobs(NOTEBOOKS, atlas, jurisdictions=["CA-QC"])
    assert [job.folder for job in jobs] == ["profile-ca-qc/latest"]
    assert jobs[0].parameters["jurisdiction"] == "CA-QC"
    group = plan_jobs(NOTEBOOKS, atlas, jurisdictions=["Asia-Pacific"])
    assert [job.parameters["jurisdiction"] for job in group] == ["AU", "NZ", "MY", "SG"]


def test_two_jurisdictions_are_a_pair_where_that_is_asked_for(atlas):
    jobs = plan_jobs(NOTEBOOKS, atlas, ["pair"], jurisdictions=["CA-ON", "AU"])
    assert [(job.folder, job.parameters["jurisdictions"]) for job in jobs] == [
        ("pair-ca-on-au/latest", ["CA-ON", "AU"])
    ]
    assert [job.folder for job in plan_jobs(NOTEBOOKS, atlas, ["pair"])] == ["pair-ca-cican-eu/latest"]
    both = plan_jobs(NOTEBOOKS, atlas, jurisdictions=["CA-ON", "AU"])
    assert [job.folder for job in both] == ["profile-ca-on/latest", "profile-au/latest"]
    with pytest.raises(ParameterError, match="has 1 jurisdiction, and a pair is two"):
        plan_jobs(NOTEBOOKS, atlas, ["pair"], jurisdictions=["CA-ON"])


def test_unknown_names_are_refused_before_anything_runs(atlas):
    with pytest.raises(UnknownName, match="no study is called 'comparisons'; did you mean 'comparison'?"):
        plan_jobs(NOTEBOOKS, atlas, ["comparisons"])
    with pytest.raises(ParameterError, match="jurisdiction 'ON' is not a jurisdiction; did you mean 'CA-ON'?"):
        plan_jobs(NOTEBOOKS, atlas, jurisdictions=["ON"])
    with pytest.raises(ValueError, match="comparison has no report for each jurisdiction"):
        plan_jobs(NOTEBOOKS, atlas, ["comparison", "profile", "canada"], jurisdictions=["CA-ON"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[../up]\nnotebook = 'x'",
            "studies.toml cannot be read: Invalid initial character for a key part (at line 1, column 2)",
        ),
        (
            "[figures]\nnotebook = 'x'",
            "studies.toml: [figures] names the folder of kits; a notebook's study needs another name",
        ),
        ("['../up']\nnotebook = 'x'", "studies.toml: [../up] is not a study's name: small letters, digits and hyphens"),
        (
            '["a\\u202eb"]',
            "studies.toml: ['a\\u202eb'] is not a study's name: small letters, digits and hyphens",
        ),
        ("[a]\nnotebook = 'x'\ntimeout = inf", "studies.toml: [a] timeout 'inf' is not a number of seconds"),
        (
            "[a]\nnotebok = 'x'",
            "studies.toml: [a] notebok is no line of a study; did you mean 'notebook'?",
        ),
        ("a = 1", "studies.toml: [a] '1' is not a table such as [comparison] with lines below it"),
        ("[a]\nnotebook = 'x'\nkits = 'all'", "studies.toml: [a] needs either a notebook or kits"),
        (
            "[a]\nkits = 'some'",
            "studies.toml: [a] kits 'some' is neither a list nor 'all'",
        ),
        ("[a]\nnotebook = 'x'\ntimeout = true", "studies.toml: [a] timeout 'True' is not a number of seconds"),
        (
            "[data]\nnotebook = 'x'",
            "studies.toml: [data] names the folder of tables for download; a notebook's study needs another name",
        ),
    ],
)
def test_a_wrong_line_is_named(tmp_path, text, message):
    (tmp_path / "studies.toml").write_text(text)
    with pytest.raises(ValueError) as refused:
        read_studies(tmp_path)
    assert str(refused.value) == message


def test_what_several_studies_refuse_is_said_at_once(tmp_path, atlas):
    text = "[a]\nnotebook = '10-evidnce'\n[b]\nnotebook = '30-comparison'\nparameters = { drws = 2000 }"
    with pytest.raises(ValueError) as refused:
        plan_jobs(study_shipped(tmp_path, text), atlas)
    assert "did you mean '10-evidence'?" in str(refused.value) and "did you mean draws?" in str(refused.value)


def test_studies_of_kits_alone_have_no_reports_and_none_at_all_are_told(tmp_path, atlas):
    assert plan_jobs(study_shipped(tmp_path, "[a]\nkits = 'all'"), atlas) == []
    with pytest.raises(ValueError, match="nothing to build: studies.toml names no report"):
        plan_jobs(study_shipped(tmp_path, ""), atlas)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"^studies\.toml cannot be read: "):
        read_studies(tmp_path)


def folders_of(tmp_path, atlas, text):
    return [job.folder for job in plan_jobs(study_shipped(tmp_path, text), atlas)]


def test_a_report_lies_in_a_folder_of_small_letters_digits_and_hyphens_whatever_it_is_made_for(tmp_path, atlas):
    text = "[a]\nnotebook = '60-reforms'\nfor_each = { target = ['../../../x/..', 'rank 3', 'dominated by nobody'] }"
    assert folders_of(tmp_path, atlas, text) == ["a-x/latest", "a-rank-3/latest", "a-dominated-by-nobody/latest"]


def test_two_reports_in_one_folder_are_refused(tmp_path, atlas):
    text = "[a]\nnotebook = '60-reforms'\nfor_each = { target = ['rank 3', 'rank-3'] }"
    with pytest.raises(ValueError, match=r"^studies.toml: \[a\] two reports would lie in a-rank-3/latest$"):
        folders_of(tmp_path, atlas, text)


@pytest.mark.parametrize("target", ["A" * 10_000, "/", "\\u0000"])
def test_a_value_that_names_no_folder_is_refused(tmp_path, atlas, target):
    text = f'[a]\nnotebook = "60-reforms"\nfor_each = {{ target = ["{target}"] }}'
    with pytest.raises(ValueError, match=r"^studies.toml: \[a\] a report cannot be called 'a-") as refused:
        folders_of(tmp_path, atlas, text)
    assert len(str(refused.value)) < 200


def test_a_report_in_another_language_says_so_in_its_name(tmp_path, atlas):
    text = "[a]\nnotebook = '60-reforms'\nfor_each = { target = ['rank 3'], lang = ['en', 'fr'] }"
    assert folders_of(tmp_path, atlas, text) == ["a-rank-3/latest", "a-rank-3.fr/latest"]
