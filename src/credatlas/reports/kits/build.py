"""Build the kits of a site: for each figure of a study its files, its pinned edition and `latest`.

Knows <out>/figures/<name>/<edition>/ and when a kit is up to date. What a kit consists of is in `pages`; a figure that
the data cannot fill is left out with the reason.
"""

import re
import time
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from pathlib import Path

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import list_kits
from credatlas.figures.language import check_language
from credatlas.files import KITS, hash_data, in_language, index_name, key_of, read_manifest
from credatlas.reports.kits.editions import LATEST
from credatlas.reports.run import Job, Lost, Outcome, describe_error, read_studies, run_tasks
from credatlas.reports.site import UNCHANGED, describe_tools, explain_need

PLAIN = r"\s\"'<>\\`{}|^?#"  # what ends an address, in a page or by itself
ADDRESS = re.compile(rf"https?://[^/@{PLAIN}]+(/[^{PLAIN}]*)?", re.ASCII)
WEIGHTS = "weights"


def check_base(base: str) -> None:
    """Refuse a web address of the site that is none: snippets carry it to pages of others. "" is for none.

    Nor may it carry a password, which would be published, or a query, to which no path can be added.
    """
    if base and not ADDRESS.fullmatch(base):
        raise ValueError(f"base {base!r} is not an address such as https://example.org/atlas")


def plan_kits(
    notebooks: Path, studies: Sequence[str], langs: Sequence[str], dataset: Dataset | None = None
) -> list[Job]:
    """Return a job for each figure of the studies that are kits, in each language, as of the latest day.

    dataset: that of the figures; by default the published one.

    Raises ValueError for an unknown language.
    """
    known = read_studies(notebooks)
    asked = [study.kits for name, study in known.items() if not studies or name in studies]
    names = [name for kits in asked for name in ([*list_kits(dataset), WEIGHTS] if kits == "all" else kits)]
    return [
        Job(KITS, f"{KITS}/{in_language(name, lang)}", Path(name), {"as_of": LATEST, "lang": lang})
        for name in dict.fromkeys(names)
        for lang in map(check_language, langs or ["en"])
    ]


def build_kits(
    jobs: Sequence[Job], dataset: Dataset, out: Path, *, base: str = "", workers: int = 1, force: bool = False
) -> Generator[Outcome]:
    """Write the kits that are not up to date, each edition in one step, and yield what became of each.

    base: web address of `out`, "" where it is not known. Statuses: done; current; skipped, with the reason, where the
    data hold nothing to show in the figure; unrendered, with the error, for any other fault.
    """
    waiting: dict[str, list[tuple[Job, dict]]] = {}
    for job, inputs in _with_inputs(jobs, dataset, base):
        standing = read_manifest(out / job.folder)
        if standing and standing["key"] == key_of(inputs) and not force:
            yield Outcome(job, "current", out / job.folder, standing["title"], problem=UNCHANGED)
        else:
            waiting.setdefault(job.notebook.name, []).append((job, inputs))
    tasks = [(kits, str(dataset.folder), out, base) for kits in waiting.values()]
    for (figure, *_), answer in run_tasks(_write_figure, tasks, workers, reuse=True):
        yield from (_failed(job, out, str(answer)) for job, _ in figure) if isinstance(answer, Lost) else answer


def explain_kits(jobs: Sequence[Job], dataset: Dataset, out: Path, base: str = "") -> list[str]:
    """Say of each kit why it would be written or not: what differs between the one in the site and one made now."""
    needed = _with_inputs(jobs, dataset, base)
    return [explain_need(read_manifest(out / job.folder), inputs) for job, inputs in needed]


def _with_inputs(jobs: Sequence[Job], dataset: Dataset, base: str) -> Iterator[tuple[Job, dict]]:
    """Yield each kit with everything that decides what it holds."""
    data = hash_data(Path(dataset.folder))
    for job in jobs:
        yield job, {"figure": job.name, "data": data, "tools": describe_tools(), "base": base}


def _write_figure(kits: Sequence[tuple[Job, dict]], data: str, out: Path, base: str) -> list[Outcome]:
    """Write one figure in its languages, so that what it shows is computed once."""
    from credatlas.reports.render import sheet_fonts

    with sheet_fonts() as fonts:
        return [_write_kit(job, inputs, data, out, base, fonts) for job, inputs in kits]


def _write_kit(job: Job, inputs: dict, data: str, out: Path, base: str, fonts) -> Outcome:
    from credatlas.reports.kits.pages import write_kit
    from credatlas.reports.kits.repertoire import draw_in
    from credatlas.reports.kits.weights_page import write_weights_page

    start = time.perf_counter()
    view, name, lang = _view(data), job.notebook.name, job.parameters["lang"]
    folder = out / job.name
    about = {"name": job.name, "figure": name, "lang": lang, "day": view.atlas.date, "data_version": view.atlas.version}
    about |= {"key": key_of(inputs), "inputs": inputs}
    address = f"{base.rstrip('/')}/{KITS}" if base else ""
    try:
        if name == WEIGHTS:
            write_weights_page(view.atlas, folder, lang=lang, base=address, about=about)
        else:
            shared = {"fonts": fonts, "base": address, "home": f"../../../{index_name(lang)}"}
            draw = draw_in(view, name, lang)
            days = _write_earlier(view, name, lang, folder, about=about, **shared)
            write_kit(draw, folder, about=about, days=days, **shared)
    except NothingToShow as error:
        return Outcome(job, "skipped", folder, problem=str(error))
    except Exception as error:  # noqa: BLE001  told as its outcome: the other kits and the reports do not hang on it
        return _failed(job, out, describe_error(error))
    seconds = {"drawing": time.perf_counter() - start}
    title = (read_manifest(folder / LATEST) or {})["title"]
    return Outcome(job, "done", folder / LATEST, title, seconds)


def _write_earlier(view, name: str, lang: str, folder: Path, *, about: dict, **shared) -> dict[str, str]:
    """Write the edition of the earlier day, of a chart that is shown as of it too.

    Return the editions of both days by name, each with its date in words; none where there is one day.
    """
    from credatlas.figures.language import Language
    from credatlas.reports.kits.editions import pinned_name
    from credatlas.reports.kits.pages import write_kit
    from credatlas.reports.kits.repertoire import draw_in, list_figures

    if view.atlas.date <= view.before or not list_figures(view.atlas.whole)[name].chart.article_day:
        return {}
    try:
        earlier = _view(view.atlas.folder, view.before)
        draw, t = draw_in(earlier, name, lang), Language(view.atlas, lang)
        days = {pinned_name(one.atlas.date, one.atlas.version): t.date(one.atlas.date) for one in (view, earlier)}
        write_kit(draw, folder, latest=False, about={**about, "day": view.before}, days=days, **shared)
    except NothingToShow:
        return {}
    return days


def _failed(job: Job, out: Path, problem: str) -> Outcome:
    return Outcome(job, "unrendered", out / job.name, problem=problem)


@cache
def _view(data: str | Path, day: str = LATEST):
    from credatlas.evidence import load
    from credatlas.figures import View

    return View(load(data).as_of(day))
