"""Say what changed between a published report and the one that replaces it, in findings.

Knows the frames of `index.changes` and how a reader is told: changes of policy apart from corrections of the data.
Compares nothing itself, and writes nothing; `feed` does that.
"""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from credatlas.errors import DataError
from credatlas.evidence import Dataset, load
from credatlas.figures import name_classes
from credatlas.figures.language import Language, Translator, translator
from credatlas.index.changes import DataChanges, compare_datasets, list_changes
from credatlas.index.scores import WITHOUT_FRAMEWORK
from credatlas.reports.run import Job
from credatlas.reports.site.snapshots import kept_data

DOUBTFUL = "read differently"  # of a provision: no change of policy that was seen
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:credatlas:findings")


@dataclass
class Comparer:
    """Compares the data of today with those that the reports in the site were made from, each state once."""

    out: Path
    runs: Path
    dataset: Dataset  # of every date
    _compared: dict[tuple[str, str, str], list[DataChanges]] = field(default_factory=dict)

    def list_entries(self, job: Job, manifest: dict[str, Any] | None) -> list[dict[str, Any]]:
        """Return what is to be announced when a report takes the place of the one that `manifest` describes.

        One entry per jurisdiction x dimension with a provision whose status, scope or codes differ; empty where no
        report stood there, or where its data were not kept or cannot be read any more.
        """
        old = kept_data(manifest["inputs"].get("data", {}), self.runs) if manifest else None
        if manifest is None or old is None or old.name == Path(self.dataset.folder).name:
            return []
        today = self.dataset.as_of(job.as_of).date
        found = self._compare(old, manifest["day"], today)
        versions = {"data_version_before": manifest["data_version"], "data_version": self.dataset.version}
        return [
            _describe(rows, changes, self.dataset, job) | versions
            for changes in found
            for rows in _group(changes, _concerned(job))
        ]

    def _compare(self, old: Path, before: str, after: str) -> list[DataChanges]:
        """Corrections: what is said otherwise of the day of the old report. Changes: what came since that day."""
        wanted = (old.name, before, after)
        if wanted not in self._compared:
            found = self._compared[wanted] = []
            with suppress(DataError):  # the tables have another shape now, and nothing can be set beside them
                found.append(compare_datasets(load(old), self.dataset, before))
                if after > before:
                    found.append(list_changes(self.dataset, before, after))
        return self._compared[wanted]


def _concerned(job: Job) -> set[str]:
    """Return the jurisdictions that a report is about; empty: all of them."""
    parameters = job.parameters
    return {parameters["jurisdiction"]} if "jurisdiction" in parameters else set(parameters.get("jurisdictions") or ())


def _group(changes: DataChanges, concerned: set[str]) -> list[list[Any]]:
    """Return the provisions that changed, together where they are of one jurisdiction and dimension."""
    rows = changes.provisions
    shown = rows[rows["jurisdiction_id"].isin(concerned)] if concerned else rows
    groups = shown.groupby(["jurisdiction_id", "dimension_id"], sort=False)
    return [list(group.itertuples()) for _, group in groups]


def _describe(rows: Sequence[Any], changes: DataChanges, dataset: Dataset, job: Job) -> dict[str, Any]:
    jurisdiction_id, dimension_id = rows[0].jurisdiction_id, rows[0].dimension_id
    moved = changes.dimensions.set_index(["jurisdiction_id", "dimension_id"]).loc[(jurisdiction_id, dimension_id)]
    addresses = dataset.sources.set_index("source_id")["url"]
    provisions = [
        {
            "indicator_id": row.indicator_id,
            "before": _coded(row, "before"),
            "after": _coded(row, "after"),
            "why": row.direction if row.direction == DOUBTFUL else row.why,
            "finding": row.finding_after,
            "source_id": row.source_id_after,
            "locator": row.locator_after,
            "url": addresses.get(row.source_id_after, ""),
        }
        for row in rows
    ]
    entry = {
        "kind": changes.kind,
        "report": job.folder,
        "before": changes.before,
        "as_of": changes.after,
        "jurisdiction_id": jurisdiction_id,
        "dimension_id": dimension_id,
        "score_before": _points(moved["score_before"]),
        "score_after": _points(moved["score_after"]),
        "provisions": provisions,
        "updated": dataset.descriptor["created"],
    }
    lang = job.parameters.get("lang", "en")
    classes = (moved["class_before"], moved["class_after"])
    exact = entry | {name: moved[name] for name in ("score_before", "score_after")}  # rounded once, where it is printed
    sure = changes.kind == "correction" or bool(moved["beyond_doubt"])
    text = word_finding(exact, Language(dataset, lang).dimension(dimension_id).lower(), lang, classes, sure)
    return {"id": entry_id(entry), "text": text} | entry


def entry_id(entry: dict[str, Any]) -> str:
    """Return the id of an announcement, which readers' programs remember: equal fields in equal order, equal id.

    Hashed is the entry as Python writes it, so every value must be of Python's own types, not of numpy's.
    """
    return uuid.uuid5(NAMESPACE, repr(entry)).urn


def _coded(row: Any, side: str) -> str:
    """Return the codes of one side, or the status where there are none, with the scope where only that differs."""
    if not getattr(row, f"framework_id_{side}"):
        return "no framework"
    coded = getattr(row, f"codes_{side}") or getattr(row, f"status_{side}")
    same = (row.codes_before, row.status_before) == (row.codes_after, row.status_after)
    return f"{coded} ({getattr(row, f'scope_{side}') or 'no scope'})" if same else coded


def _points(score: float) -> float | None:
    return None if score != score else round(float(score), 1)


def word_finding(
    entry: dict[str, Any], dimension: str, lang: str = "en", classes: tuple[str, str] = ("", ""), sure: bool = True
) -> str:
    """Return one entry as a sentence: `CA-BC stackability 22 to 35, because ST1 went from 1,1,0 to 2,2,2`.

    classes: those of the scores before and after, to say of one that it has no framework. sure: whether the score moved
    beyond doubt; two scores that differ otherwise are said side by side, and not to have moved.
    """
    t = translator(lang)
    sides = zip(("before", "after"), classes, strict=True)
    before, after = (_score_words(entry[f"score_{side}"], known, t) for side, known in sides)
    causes = t.join_words([_word_cause(row, t) for row in entry["provisions"]])
    of = f"{entry['jurisdiction_id']} {dimension}"
    if entry["kind"] == "correction":
        of = t("Correction: {of} as of {date}", of=of, date=entry["as_of"])
    facts = {"of": of, "before": before, "after": after, "causes": causes}
    if before == after:
        return t("{of} still {after}, though {causes}", **facts)
    if sure or entry["score_before"] is None or entry["score_after"] is None:
        return t("{of} {before} to {after}, because {causes}", **facts)
    return t("{of}: {before}, then {after}, which is no change beyond doubt: {causes}", **facts)


def _word_cause(row: dict[str, Any], t: Translator) -> str:
    facts = {"indicator": row["indicator_id"], "before": row["before"], "after": row["after"]}
    if row.get("why") == DOUBTFUL:
        return t("{indicator} is read differently ({before}, then {after})", **facts)
    return t("{indicator} went from {before} to {after}", **facts)


def _score_words(score: float | None, known: str, t: Translator) -> str:
    if known in WITHOUT_FRAMEWORK:
        return name_classes(t)[known]
    return t("without a score") if score is None or score != score else t.number(score)
