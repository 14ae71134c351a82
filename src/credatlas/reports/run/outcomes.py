"""What a build hands to its workers and gets back: `About`, what a report is made from; `Outcome`, what became of it.

Knows no tool, so that a build with nothing to do loads none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from credatlas.evidence import Dataset
from credatlas.files import key_of
from credatlas.reports.run.studies import Job

Format = Literal["html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True)
class Outcome:
    """What became of a job.

    status: done, current (nothing to do), skipped (nothing to show), failed, timeout, unrendered or inaccessible;
    folder; seconds by part; the problem if any; changes: the findings that were announced.
    """

    job: Job
    status: str
    folder: Path
    title: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    problem: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class About:
    """What a report was made from.

    created: the day of the data, which dates the PDF, so that equal inputs give equal bytes; inputs, key: as `cache`
    makes them; commit: of the checkout, with a plus where files differ from it.
    """

    data_folder: str
    data_version: str
    created: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    run_id: str = ""
    commit: str = ""

    @property
    def base(self) -> str:
        """The web address of the site, without a slash at its end; "" where it is not known."""
        return self.inputs.get("base", "").rstrip("/")

    def day_of(self, job: Job) -> str:
        """Return the day that a job looks at; the latest is the day of the data."""
        return self.created[:10] if job.as_of == "latest" else job.as_of


def about_run(dataset: Dataset, inputs: Mapping[str, Any], run_id: str, commit: str = "") -> About:
    """Return what a report is made from, as far as its data say."""
    created, folder = dataset.descriptor["created"], str(Path(dataset.folder).resolve())
    return About(folder, dataset.version, created, inputs, key_of(inputs), run_id, commit)
