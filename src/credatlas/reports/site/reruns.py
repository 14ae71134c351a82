"""Repeat a past run from its manifest, and say what differs: what went in, and what came out.

Knows how a manifest becomes a job again, and where the data it was made from were kept. Publishes nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from credatlas.evidence import load
from credatlas.files import RUNS, Artefact, hash_data, key_of, scratch_folder
from credatlas.paths import find_notebooks
from credatlas.reports.run import Format, Job, Outcome, about_run, run_job, validate
from credatlas.reports.site.cache import differing, inputs_of
from credatlas.reports.site.snapshots import kept_data

WORDS = "[a-z0-9]+(-[a-z0-9]+)*"  # of a study, a report or a notebook: no piece of a path
VOLATILE = ("notebook.ipynb",)  # holds the times of its cells


class RunInputs(BaseModel, extra="allow"):
    """What a run was made from, as `cache.inputs_of` says."""

    parameters: dict[str, Any]
    data: dict[str, str]
    formats: list[Format]


class RunManifest(BaseModel):
    """What of a manifest is needed to repeat its run."""

    study: str = Field(pattern=f"^{WORDS}$")
    name: str = Field(pattern=rf"^{WORDS}(\.[a-z]{{2}})?$")
    notebook: str = Field(pattern=rf"^{WORDS}\.ipynb$")
    parameters: dict[str, Any]
    inputs: RunInputs
    key: str
    run_id: str = ""
    artefacts: list[Artefact]


@dataclass(frozen=True)
class Comparison:
    """A run repeated: its outcome, the inputs that differ, and the files that came out otherwise, each by name.

    `kept`: whether the copy of its data was still there, or was not asked for.
    """

    outcome: Outcome
    inputs: list[str]
    files: list[str]
    kept: bool = True


def rerun(
    manifest: Path, data: Path | None = None, notebooks: Path | None = None, runs: Path | None = None
) -> Comparison:
    """Run again what a manifest describes, with the notebook of today and the kept copy of its data.

    Where the copy is gone (it goes with the last run made from it), the data of today take its place; `data` is taken
    instead of either. `runs`: where runs are kept, for a manifest of a site that does not hold them. What is not as it
    was is named among the inputs of the comparison.

    Raises ValueError where the file is no manifest or was edited, or its notebook is gone; DataError for wrong data;
    what `params.validate` raises where its parameters are refused now.
    """
    old = read_past(manifest)
    copy = find_copy(manifest, old.inputs.data, runs)
    dataset = load(data or copy)
    path = find_notebooks(notebooks) / old.notebook
    if not path.is_file():
        raise ValueError(f"{old.notebook} of {manifest} is not among the notebooks any more")
    job = Job(old.study, old.name, path, validate(path, old.parameters, dataset).model_dump())
    base = (old.inputs.model_extra or {}).get("base", "")
    inputs = inputs_of(job, hash_data(dataset.folder), old.inputs.formats, base)
    with scratch_folder() as name:
        folder = Path(name) / "report"
        outcome = run_job(job, folder, about_run(dataset, inputs, old.run_id), old.inputs.formats)
        made = read_past(folder / "manifest.json") if (folder / "manifest.json").exists() else None
    files = _differing_files(old, made) if made else []
    return Comparison(outcome, differing(old.inputs.model_dump(), inputs), files, data is not None or copy is not None)


def read_past(path: Path) -> RunManifest:
    """Read the manifest of a past run. Raises ValueError where it is none, or is not what the run wrote."""
    try:
        manifest = RunManifest.model_validate(json.loads(path.read_text("utf-8")))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors())
        raise ValueError(f"{path} is no manifest of a run: {wrong}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{path} is no manifest of a run: {error}") from None
    if key_of(manifest.inputs.model_dump()) != manifest.key or manifest.inputs.parameters != manifest.parameters:
        raise ValueError(f"{path} was edited: its key is not that of its inputs and parameters")
    return manifest


def find_copy(manifest: Path, hashes: Mapping[str, str], runs: Path | None = None) -> Path | None:
    """Return the copy of the data that a run was made from, among the runs that its manifest lies with.

    A manifest lies in <runs>/<name>/<run-id>/ or in <out>/<name>/<as-of>/. None where there is no copy.
    """
    above = manifest.resolve().parents[2]
    found = (kept_data(hashes, kept) for kept in (runs, above, above / RUNS) if kept)
    return next((copy for copy in found if copy), None)


def _differing_files(old: RunManifest, made: RunManifest) -> list[str]:
    before, after = ({item.path: item.sha256 for item in one.artefacts} for one in (old, made))
    every = sorted(before.keys() | after.keys())
    return [path for path in every if path not in VOLATILE and before.get(path) != after.get(path)]
