"""`credatlas build` says what it made and where, or in one line why it could not."""


def test_a_build_prints_a_table_of_reports_and_where_to_open_them(run, tmp_path):
    result = run("build", "profile", "--jurisdiction", "SG", "--formats", "html", "--out", str(tmp_path / "site"))
    assert result.returncode == 0, result.stderr
    assert "profile-sg latest done" in " ".join(result.stdout.split())
    assert result.stdout.rstrip().endswith(f"1 of 1 published; open {tmp_path / 'site' / 'index.html'}")


def test_an_output_folder_that_cannot_be_written_is_told_in_one_line(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = run("build", "profile", "--jurisdiction", "SG", "--out", str(tmp_path / "file"))
    assert result.returncode == 3 and result.stderr.strip() == f"cannot write to {tmp_path / 'file'}: File exists"
