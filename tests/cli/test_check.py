"""`credatlas check` counts what is there, or prints every problem."""

import shutil


def test_sound_data_are_one_line_with_counts_and_exit_0(run, atlas):
    result = run("check")
    assert result.returncode == 0
    found = atlas.frameworks[atlas.frameworks["instrument_type"] != "none"]
    assert len(found) < len(atlas.frameworks)
    provisions = atlas.provisions["framework_id"].isin(found["framework_id"]).sum()
    assert result.stdout == (
        f"{atlas.folder}: no problems in Dataset {atlas.version}: {len(found)} frameworks of "
        f"{found['jurisdiction_id'].nunique()} jurisdictions, {provisions} provisions, {len(atlas.sources)} sources\n"
    )


def test_the_folder_can_be_named_as_everywhere_and_what_cannot_be_printed_is_told(run, toy, tmp_path):
    folder = shutil.copytree(toy, tmp_path / "data")
    path = folder / "jurisdictions.csv"
    name = path.read_text().splitlines()[1].split(",")[1]
    path.write_text(path.read_text().replace(name, "漢", 1))
    told = run("check", "--data", folder)
    assert (
        told.returncode == 0
        and "notice: jurisdictions.csv:2:name_en '漢' a PDF will show □ for 漢 (U+6F22)" in told.stderr
    )
    refused = run("check", folder, "--data", toy)
    assert refused.returncode == 2 and refused.stderr == f"check {folder} or --data {toy}? name one\n"


def test_unsound_data_are_exit_4_with_every_problem_and_scores_refuse_them_too(run, toy, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(toy, folder)
    path = next(folder.glob("provisions/*.csv"))
    path.write_text(path.read_text().replace("ST1,", "ST7,", 1))
    for command in (
        ("check", str(folder)),
        ("scores", "--data", str(folder)),
        ("build", "--data", str(folder), "--out", str(tmp_path / "site")),
    ):
        result = run(*command)
        assert result.returncode == 4 and "Traceback" not in result.stderr
        assert (
            f"provisions/{path.name}:2:indicator_id 'ST7' is not in indicators.indicator_id; did you mean 'ST1'?"
            in result.stderr
        )
    assert not (tmp_path / "site").exists()
