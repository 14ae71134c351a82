"""What can be built, what a notebook can be asked, and what a build says of itself."""

import json


def test_studies_and_params_are_listed(run):
    assert "each jurisdiction: with-framework" in run("studies").stdout
    shown = run("params", "20-jurisdiction").stdout
    assert "the jurisdiction described, by its id" in shown and "'CA-BC'" in shown
    assert (
        json.loads(run("params", "20-jurisdiction", "--schema").stdout)["properties"]["jurisdiction"]["default"]
        == "CA-BC"
    )
