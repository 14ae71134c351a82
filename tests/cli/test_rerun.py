"""`credatlas rerun` explains a manifest that it cannot repeat."""

from typer.testing import CliRunner

from credatlas.cli import app


def test_a_manifest_that_is_not_there_is_named(tmp_path):
    result = CliRunner().invoke(app, ["rerun", str(tmp_path / "manifest.json")])
    assert result.exit_code == 3 and result.output.startswith(f"{tmp_path / 'manifest.json'} is no manifest of a run: ")
