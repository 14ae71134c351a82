"""Data and notebooks are found beside the package or at the top of the checkout."""

import pytest

from credatlas.shipped import shipped_folder


def test_the_checkout_has_both_folders():
    assert (shipped_folder("data") / "datapackage.json").is_file()
    assert (shipped_folder("notebooks") / "studies.toml").is_file()


def test_a_folder_that_did_not_come_along_is_named():
    with pytest.raises(
        FileNotFoundError, match="no folder 'nothing' came with this installation of credatlas; install it again"
    ):
        shipped_folder("nothing")
