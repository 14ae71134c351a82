"""Repeat a past run from its manifest, and say what differs: what went in, and what came out.

Knows how a manifest becomes a job again. Publishes nothing.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from credatlas.evidence.dataset import load
from credatlas.reports.execute import run_job
from credatlas.reports.keys import differing, hash_data, inputs_of, key_of
from credatlas.reports.outcomes import FORMATS, About, Outcome
from credatlas.reports.params import validate
from credatlas.reports.studies import Job
from credatlas.shipped import shipped_folder

VOLATILE = ("notebook.ipynb",)  # holds the times of its cells


@dataclass(frozen=True)
class Comparison:
    """A run repeated: its outcome, the inputs that differ, and the files that came out otherwise, each by name."""

    outcome: Outcome
    inputs: list[str]
    files: list[str]


def rerun(manifest: Path, data: Path | None = None, notebooks: Path | None = None) -> Comparison:
    """Run again what a manifest describes, with the notebook and data of today.

    Raises ValueError where the file is no manifest, and what `params.validate` raises where its parameters are refused
    now.
    """
    try:
        old = json.loads(manifest.read_text("utf-8"))
        wanted = old["study"], old["name"], old["notebook"], old["parameters"], old["artefacts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{manifest} is no manifest of a run: {error}") from None
    study, name, notebook, parameters, artefacts = wanted
    dataset = load(data)
    path = (notebooks or shipped_folder("notebooks")) / Path(notebook).name
    job = Job(study, name, path, validate(path.stem, parameters, dataset).model_dump())
    formats = old.get("inputs", {}).get("formats") or list(FORMATS)
    inputs = inputs_of(job, hash_data(dataset.folder), formats)
    about = About(
        str(dataset.folder.resolve()),
        dataset.version,
        dataset.descriptor["created"],
        inputs,
        key_of(inputs),
        old.get("run_id", ""),
    )
    with tempfile.TemporaryDirectory(prefix="credatlas-") as place:
        outcome = run_job(job, Path(place) / "report", about, formats)
        fresh = Path(place) / "report" / "manifest.json"
        made = (
            {item["path"]: item["sha256"] for item in json.loads(fresh.read_text("utf-8"))["artefacts"]}
            if fresh.exists()
            else {}
        )
    before = {item["path"]: item["sha256"] for item in artefacts}
    files = [
        path
        for path in sorted(before.keys() | made.keys())
        if path not in VOLATILE and before.get(path) != made.get(path)
    ]
    return Comparison(outcome, differing(old.get("inputs", {}), inputs), files)
