"""Kits in the site: for each figure of a study the files that travel, its pinned edition and `latest`.

Knows <out>/figures/<name>/<edition>/ and when a kit is up to date. What a kit consists of is in `embeds`; a figure that
the data cannot fill is left out with the reason.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path

from credatlas.evidence.dataset import Dataset
from credatlas.reports.keys import describe_tools, hash_data, key_of
from credatlas.reports.outcomes import Outcome
from credatlas.reports.site import read_manifest
from credatlas.reports.studies import Job, in_language, read_studies

FOLDER, LATEST, WEIGHTS = "figures", "latest", "weights"


def plan_kits(notebooks: Path, studies: Sequence[str], langs: Sequence[str]) -> list[Job]:
    """Return a job for each figure of the studies that are kits, in each language, as of the latest day."""
    known = read_studies(notebooks)
    names = [name for study in known if not studies or study in studies for name in known[study].kits]
    return [
        Job(FOLDER, f"{FOLDER}/{in_language(name, lang)}", Path(name), {"as_of": LATEST, "lang": lang})
        for name in dict.fromkeys(names)
        for lang in langs or ["en"]
    ]


def build_kits(
    jobs: Sequence[Job], dataset: Dataset, out: Path, *, base: str = "", workers: int = 1, force: bool = False
) -> Iterator[Outcome]:
    """Write the kits that are not up to date, each edition in one step, and yield what became of each.

    base: web address of `out`, "" where it is not known. Statuses: done; current; skipped, with the reason, where the
    data cannot fill the figure; unrendered.
    """
    data, waiting = hash_data(Path(dataset.folder)), {}
    for job in jobs:
        key = key_of({"figure": job.name, "data": data, "tools": describe_tools(), "base": base})
        standing = read_manifest(out / job.folder)
        if standing and standing["key"] == key and not force:
            yield Outcome(job, "current", out / job.folder, standing["title"], problem="nothing has changed")
        else:
            waiting.setdefault(job.notebook.name, []).append((job, key))
    tasks = [(kits, str(dataset.folder), out, base) for kits in waiting.values()]
    if min(workers, len(tasks)) <= 1:
        for task in tasks:
            yield from _write_figure(*task)
    else:
        yield from _write_in_pool(tasks, min(workers, len(tasks)))


def _write_in_pool(tasks: Sequence[tuple], workers: int) -> Iterator[Outcome]:
    from credatlas.reports.warm import worker_context
    from credatlas.reports.workers import end_with_the_build

    with ProcessPoolExecutor(workers, mp_context=worker_context(), initializer=end_with_the_build) as pool:
        futures = [pool.submit(_write_figure, *task) for task in tasks]
        for future in as_completed(futures):
            yield from future.result()


def _write_figure(kits: Sequence[tuple[Job, str]], data: str, out: Path, base: str) -> list[Outcome]:
    """Write one figure in its languages, so that what it shows is computed once."""
    return [_write_kit(job, key, data, out, base) for job, key in kits]


def _write_kit(job: Job, key: str, data: str, out: Path, base: str) -> Outcome:
    from credatlas.reports.embeds import write_kit
    from credatlas.reports.errors import RenderingError
    from credatlas.reports.repertoire import draw_in
    from credatlas.reports.weights_page import write_weights_page

    view, name, lang = _view(data), job.notebook.name, job.parameters["lang"]
    folder, about = out / job.name, {"name": job.name, "lang": lang, "key": key, "data_version": view.whole.version}
    where = {"base": f"{base.rstrip('/')}/{FOLDER}" if base else "", "about": about}
    try:
        if name == WEIGHTS:
            write_weights_page(view.atlas, folder, lang=lang, **where)
        else:
            write_kit(draw_in(view, name, lang), folder, **where)
    except ValueError as error:
        return Outcome(job, "skipped", folder, problem=str(error))
    except RenderingError as error:
        return Outcome(job, "unrendered", folder, problem=str(error))
    return Outcome(job, "done", folder / LATEST, read_manifest(folder / LATEST)["title"])


@cache
def _view(data: str):
    from credatlas.evidence.dataset import load
    from credatlas.reports.repertoire import View

    whole = load(data)
    return View(whole, whole.as_of(LATEST))
