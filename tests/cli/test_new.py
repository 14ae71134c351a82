"""`credatlas new` makes a study folder, and commands that are run in it use it."""

import pytest

pytestmark = pytest.mark.slow


def test_commands_say_which_folder_they_use_and_use_it_from_below_too(run_in, study):
    for folder in (study, study / "notebooks"):
        result = run_in(folder, "check")
        assert (
            result.stderr == f"using the data and notebooks of the study folder {study}, unless options name others\n"
        )
        assert result.stdout.startswith(f"{study / 'data'}: no problems in Dataset ")


def test_the_checkout_and_any_other_folder_use_what_came_along(run_in, tmp_path, atlas):
    for folder in (tmp_path, atlas.folder.parent, atlas.folder.parent / "notebooks"):
        result = run_in(folder, "check")
        assert result.stderr == "" and result.stdout.startswith(f"{atlas.folder}: no problems")


def test_a_folder_that_holds_something_is_refused(run_in, study):
    result = run_in(study.parent, "new mine --empty")
    assert (result.returncode, result.stderr) == (
        3,
        f"{study} is not empty; name a folder that does not exist yet\n",
    )


def test_an_empty_folder_is_sound_and_has_nothing_to_report_or_to_score(run_in, tmp_path):
    run_in(tmp_path, "new mine --empty")
    data = tmp_path / "mine" / "data"
    checked, built, scored = (run_in(tmp_path / "mine", word) for word in ("check", "build", "scores"))
    assert checked.returncode == 0 and ": 0 frameworks of 0 jurisdictions, 0 provisions" in checked.stdout
    for result, wanted in ((built, "report"), (scored, "score")):
        told = f"nothing to {wanted} yet: {data} holds no jurisdiction; each is a row of jurisdictions.csv"
        assert result.returncode == 3 and result.stderr.strip().endswith(told)
    assert not (tmp_path / "mine" / "reports").exists()
