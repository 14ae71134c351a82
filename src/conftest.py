"""Doctests read the published data once: every example begins with them."""

from functools import cache

import pytest

import credatlas
from credatlas import evidence
from credatlas.evidence import dataset


@pytest.fixture(scope="session", autouse=True)
def data_are_read_once():
    """Give every example the same data, whichever module it loads them from."""
    load = cache(dataset.load)
    with pytest.MonkeyPatch.context() as patch:
        for module in (credatlas, evidence, dataset):
            patch.setattr(module, "load", load)
        yield
