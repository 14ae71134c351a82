"""`credatlas verify` tells a sound site from a damaged one and from none."""

from typer.testing import CliRunner

from credatlas.cli import app


def verify(out):
    result = CliRunner().invoke(app, ["verify", "--out", str(out)])
    return result.exit_code, result.output.strip()


def test_a_folder_without_a_front_page_is_no_site(tmp_path):
    assert verify(tmp_path) == (3, f"there is no site in {tmp_path}")


def test_a_damaged_manifest_is_counted_and_named(tmp_path):
    (tmp_path / "index.html").touch()
    assert verify(tmp_path) == (0, f"0 reports and kits in {tmp_path}, every file as its manifest says")
    (tmp_path / "evidence/latest").mkdir(parents=True)
    (tmp_path / "evidence/latest/manifest.json").write_text("{}")
    code, told = verify(tmp_path)
    assert code == 7 and told.startswith("1 problem in the files of the site\n") and "manifest.json" in told
