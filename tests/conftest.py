"""Fixtures and skips that all tests share."""

import shutil
from pathlib import Path

import pytest

TOOLS = {"browser": ["chromium"], "poppler": ["pdftotext", "pdftoppm"]}


def pytest_collection_modifyitems(items):
    for item in items:
        for marker, tools in TOOLS.items():
            absent = [tool for tool in tools if shutil.which(tool) is None]
            if absent and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{', '.join(absent)} is not installed here"))


@pytest.fixture(scope="session")
def toy() -> Path:
    """The toy data package: small enough for mental arithmetic."""
    return Path(__file__).parent / "data_toy"


@pytest.fixture(scope="session")
def atlas():
    """The real data, of every date."""
    from credatlas import load

    return load()
