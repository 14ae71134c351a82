"""Fixtures and skips that all tests share."""

import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("usual", deadline=None, max_examples=30)  # no test is about time
settings.register_profile("thorough", deadline=None, max_examples=600)
settings.load_profile(os.environ.get("CREDATLAS_EXAMPLES", "usual"))

TOOLS = {"browser": ["chromium"], "poppler": ["pdftotext", "pdftoppm"]}


def pytest_collection_modifyitems(items):
    for item in items:
        for marker, tools in TOOLS.items():
            absent = [tool for tool in tools if shutil.which(tool) is None]
            if absent and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{', '.join(absent)} is not installed here"))


@pytest.fixture(scope="session", autouse=True)
def no_sentence_goes_untranslated():
    """Refuse a sentence that is asked for in French or Spanish and stands in no catalogue, whoever asks."""
    from credatlas.figures.language.language import Translator

    def strictly(translate):
        def checked(t, words, *rest, **values):
            known = () if t.lang == "en" else t._catalogue._catalog
            assert t.lang == "en" or words in known or (words, 0) in known, f"{t.lang} has no words for {words!r}"
            return translate(t, words, *rest, **values)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Translator, "__call__", strictly(Translator.__call__))
        patch.setattr(Translator, "plural", strictly(Translator.plural))
        yield


@pytest.fixture
def temporary(monkeypatch) -> Path:
    """A temporary folder for whatever a test runs; its name is short, since the path of a socket must be."""
    folder = tempfile.mkdtemp(prefix="t")
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=-200)  # last: a fork server listens there to the end
    monkeypatch.setenv("TMPDIR", folder)
    monkeypatch.setattr(tempfile, "tempdir", folder)
    return Path(folder)


@pytest.fixture(scope="session")
def toy() -> Path:
    """The toy data package: small enough for mental arithmetic."""
    return Path(__file__).parent / "data_toy"


@pytest.fixture(scope="session")
def atlas():
    """The real data, of every date."""
    from credatlas import load

    return load()
