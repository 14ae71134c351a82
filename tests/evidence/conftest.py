"""A copy of the toy data in which one thing is damaged, and what the check then says."""

import shutil

import pytest

from credatlas.evidence.dataset import check


class Copy:
    """A data folder that a test may damage."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, file):
        return self.folder / file

    def replace(self, file, old, new):
        """Put `new` in place of the first `old` in a file."""
        content = self.path(file).read_bytes()
        old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
        assert old in content
        self.path(file).write_bytes(content.replace(old, new, 1))

    def problems(self):
        """Return what the check says, one text per problem."""
        found, dataset = check(self.folder)
        assert (dataset is None) == bool(found)
        return [str(problem) for problem in found]


@pytest.fixture
def copy(toy, tmp_path):
    """The toy data in a folder of their own."""
    return Copy(shutil.copytree(toy, tmp_path / "data"))
