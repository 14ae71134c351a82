"""Build and publish: run what is not up to date, keep every run, and put each finished report in the site in one step.

Knows the output folder: <out>/index.html and <out>/<name>/<as-of>/ are the site, <runs>/<name>/<run-id>/ what it was
made in, in the site where no other folder is named. A report that fails stays out of the site, and the one that stood
there stays in.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

from filelock import Timeout

from credatlas.evidence import Dataset, load
from credatlas.files import (
    CARD,
    FAILED,
    KITS,
    clear_orphans,
    hash_data,
    hold_lock,
    key_of,
    lock_of,
    publish_copy,
    read_manifest,
    recover_all,
    runs_folder,
    snapshot_folder,
)
from credatlas.paths import DEFAULT_OUT, find_data, find_notebooks
from credatlas.reports.kits import build_kits, check_base, explain_kits, plan_kits
from credatlas.reports.run import FORMATS, About, Job, Outcome, about_run, describe_error, plan_jobs, run_all
from credatlas.reports.site import (
    UNCHANGED,
    Comparer,
    describe_commit,
    explain_need,
    inputs_of,
    keep_data,
    write_index,
    write_sitemap,
)
from credatlas.settings import list_names

IfLocked = Literal["wait", "skip", "fail"]
FRONT_PAGE = Job("index", "index.html", Path("index.html"), {"as_of": ""})  # it has no day


class OutputLocked(Exception):
    """Another build is writing to the same output folder."""


def build(
    studies: Sequence[str] = (),
    *,
    as_of: str | None = None,
    jurisdictions: Sequence[str] = (),
    langs: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
    out: Path | str = DEFAULT_OUT,
    runs: Path | str | None = None,
    workers: int | None = None,
    data: Path | str | None = None,
    notebooks: Path | str | None = None,
    force: bool = False,
    if_locked: IfLocked = "wait",
    executor: Executor | None = None,
    base: str = "",
    started: Callable[[list[Job]], None] = lambda jobs: None,
    finished: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Run studies (all when none is named), publish their reports under `out` and return the outcome of each.

    A job whose notebook, parameters, data, formats and tools are those of the report in the site is not run, unless
    with `force`; its outcome is `current`, and its problem says why it was or was not run.

    Parameters
    ----------
    studies
        names, as `credatlas studies` lists them; one may stand without a list, here and below.
    as_of
        the day looked at, or "latest"; by default as each study says.
    jurisdictions
        ids of those that a study is about, or groups such as Canada.
    langs
        languages to make each report in; none: as the studies say.
    formats
        of "html" and "pdf".
    out, runs
        the folder of the site, and where runs are kept, by default in the site.
    workers
        processes at work, by default one per core.
    data, notebooks
        folders of one's own in place of those shipped.
    force
        run what is up to date as well.
    if_locked
        what to do while another build writes there: wait, skip or fail.
    executor
        any of concurrent.futures, for reports.
    base
        web address of `out`, which the snippets of kits, feeds and a sitemap then name.
    started, finished
        are told the jobs before the first runs, and each outcome as it comes.

    Returns
    -------
    list[Outcome]
        Outcomes in the order of the plan; none where another build is at work and `if_locked` is "skip".

    Raises
    ------
    DataError
        for wrong data, before anything is written.
    ValueError
        for a wrong study, format or parameter: likewise.
    OutputLocked
        where another build writes there and `if_locked` is "fail".

    Examples
    --------
    >>> outcomes = build(["comparison"], as_of="2022-11-22", out="site")  # doctest: +SKIP
    >>> build(["comparison"], formats=["docx"])
    Traceback (most recent call last):
        ...
    ValueError: format 'docx' is not one of html, pdf
    """
    studies, jurisdictions, langs, formats = map(list_names, (studies, jurisdictions, langs, formats))
    check_choices(formats, if_locked, base)
    folder, out = find_notebooks(notebooks), Path(out)
    dataset, hashes = _read(data)  # what is wrong is wrong before a folder is made
    planned = partial(plan_all, folder, studies=studies, as_of=as_of, jurisdictions=jurisdictions, langs=langs)
    planned(dataset)
    kept = runs_folder(out, runs)
    for root in (out, kept):
        root.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=root).close()  # raises before anything is run where nothing can be written
    lock = _take_lock(out, kept, if_locked)
    if lock is None:
        return []
    with lock, tempfile.TemporaryDirectory(prefix=".staging-", dir=kept) as staging:
        _clear_leftovers(out, kept, Path(staging))
        dataset = _keep_state(dataset, hashes, kept)
        jobs, kits = planned(dataset)
        started([*jobs, *kits])
        plan, current = _sort_out(jobs, dataset, formats, out, force, base)
        workers = workers or os.cpu_count() or 1
        outcomes: list[Outcome] = []
        with (
            closing(run_all(plan, Path(staging), formats, workers, executor)) as ran,
            closing(build_kits(kits, dataset, out, base=base, workers=workers, force=force)) as written,
        ):  # closing them ends the worker processes
            published = _keep_and_publish(ran, plan, Comparer(out, kept, dataset), base)
            for outcome in chain(current, published, written, _write_front_page(outcomes, out, dataset, base)):
                outcomes.append(outcome)
                finished(outcome)
    order = {job.folder: number for number, job in enumerate([*jobs, *kits, FRONT_PAGE])}
    return sorted(outcomes, key=lambda outcome: order[outcome.job.folder])


def explain(
    studies: Sequence[str] = (),
    *,
    as_of: str | None = None,
    jurisdictions: Sequence[str] = (),
    langs: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
    out: Path | str = DEFAULT_OUT,
    data: Path | str | None = None,
    notebooks: Path | str | None = None,
    base: str = "",
) -> list[tuple[str, str]]:
    """Say why `build` would make each report and kit or not: its folder, and what differs from the one in the site.

    Raises what `build` raises for what it is asked.
    """
    studies, jurisdictions, langs, formats = map(list_names, (studies, jurisdictions, langs, formats))
    folder, out, (dataset, data_hashes) = find_notebooks(notebooks), Path(out), _read(data)
    jobs, kits = plan_all(folder, dataset, studies, as_of, jurisdictions, langs)
    reasons = [
        explain_need(read_manifest(out / job.folder), inputs_of(job, data_hashes, formats, base)) for job in jobs
    ]
    reasons += explain_kits(kits, dataset, out, base)
    return [(job.folder, why) for job, why in zip([*jobs, *kits], reasons, strict=True)]


def _write_front_page(outcomes: Sequence[Outcome], out: Path, dataset: Dataset, base: str) -> Iterator[Outcome]:
    """Write the front page after what is new; yield an outcome where it cannot be made, as a report would."""
    if any(outcome.status == "done" for outcome in outcomes) or not (out / FRONT_PAGE.folder).exists():
        from credatlas.reports.export import publish_tables

        try:
            publish_tables(dataset, out)
            write_index(out, dataset, base)
        except OSError:  # nothing can be written there
            raise
        except Exception as error:  # noqa: BLE001  told as an outcome, as a report would be
            yield Outcome(FRONT_PAGE, "unrendered", out / FRONT_PAGE.folder, problem=describe_error(error))
    if base:
        write_sitemap(out, base)


def _keep_state(dataset: Dataset, hashes: dict[str, str], runs: Path) -> Dataset:
    """Return the data from the copy that is kept; read again where they were edited since, as while a build waited."""
    kept = keep_data(Path(dataset.folder), runs)
    return replace(dataset, folder=kept) if kept == snapshot_folder(hashes, runs) else load(kept)


def plan_all(
    folder: Path,
    dataset: Dataset,
    studies: Sequence[str] = (),
    as_of: str | None = None,
    jurisdictions: Sequence[str] = (),
    langs: Sequence[str] = (),
) -> tuple[list[Job], list[Job]]:
    """Return the reports and the kits that a build makes, as asked of `build`.

    Kits follow the latest data, and come neither with another day nor with some jurisdictions. Raises what `plan_jobs`
    raises.
    """
    jobs = plan_jobs(folder, dataset, studies, as_of, jurisdictions, langs)
    return jobs, [] if jurisdictions or as_of not in (None, "latest") else plan_kits(folder, studies, langs, dataset)


def check_choices(formats: Sequence[str], if_locked: str, base: str) -> None:
    """Raise ValueError for a choice of `build` that is none, with what is allowed."""
    check_base(base)
    for name in formats or [""]:
        if name not in FORMATS:
            raise ValueError(f"format {name!r} is not one of {', '.join(FORMATS)}")
    if if_locked not in get_args(IfLocked):
        raise ValueError(f"if_locked {if_locked!r} is not one of {', '.join(get_args(IfLocked))}")


def _take_lock(out: Path, runs: Path, if_locked: IfLocked) -> AbstractContextManager | None:
    """Return the lock of the runs, held; None where another build has it and this one is to be left out."""
    try:
        return hold_lock(lock_of(runs), -1 if if_locked == "wait" else 0)
    except Timeout:
        if if_locked == "skip":
            return None
        raise OutputLocked(f"another build is writing to {out}") from None


def _clear_leftovers(out: Path, runs: Path, staging: Path) -> None:
    """Put back or remove what builds left that were ended half way; nobody else is at work here, the lock is ours."""
    clear_orphans()
    for folder in [*out.glob("*/"), *out.glob(f"{KITS}/*/")]:
        recover_all(folder)
    for path in [*runs.glob(".staging-*"), *out.glob(f"{KITS}/*/.staging-*"), *out.glob("*/.*.next")]:
        if path != staging:
            shutil.rmtree(path, ignore_errors=True)


def _read(data: Path | str | None) -> tuple[Dataset, dict[str, str]]:
    """Return the data and the hashes of their files, taken before they were read."""
    folder = find_data(data)
    try:
        hashes = hash_data(folder)
    except OSError:
        load(folder)  # says which table cannot be read, and why
        raise
    return load(folder), hashes


def _sort_out(
    jobs: Sequence[Job], dataset: Dataset, formats: Sequence[str], out: Path, force: bool, base: str
) -> tuple[list[tuple[Job, About]], list[Outcome]]:
    """Part the jobs into those to run and those that are up to date."""
    data, commit = hash_data(dataset.folder), describe_commit()
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    plan, current = [], []
    for job in jobs:
        inputs = inputs_of(job, data, formats, base)
        key, standing = key_of(inputs), read_manifest(out / job.folder)
        if standing and standing["key"] == key and not force:
            current.append(Outcome(job, "current", out / job.folder, standing["title"], problem=UNCHANGED))
        else:
            plan.append((job, about_run(dataset, inputs, f"{stamp}-{key[:8]}", commit)))
    return plan, current


def _keep_and_publish(
    outcomes: Iterator[Outcome], plan: Sequence[tuple[Job, About]], comparer: Comparer, base: str
) -> Iterator[Outcome]:
    """Keep each run as it comes, and publish those that went well; of one with nothing to show nothing is kept."""
    run_ids = {job.folder: about.run_id for job, about in plan}
    for outcome in outcomes:
        if outcome.status == "skipped":
            yield replace(outcome, folder=comparer.out / outcome.job.folder)
            continue
        run = _keep(outcome, run_ids[outcome.job.folder], comparer.runs)
        days = [job.as_of for job, _ in plan if job.name == run.job.name]
        yield _publish(run, comparer, base, days) if run.status == "done" else run


def _keep(outcome: Outcome, run_id: str, runs: Path) -> Outcome:
    """Keep the run under its id; a second one of the same second gets a number."""
    own, ending = runs / outcome.job.name, "" if outcome.status == "done" else FAILED
    own.mkdir(parents=True, exist_ok=True)
    names = (run_id + number + ending for number in ("", *(f"-{count}" for count in range(2, 1000))))
    kept = next(own / name for name in names if not (own / name).exists())
    os.replace(outcome.folder, kept)
    return replace(outcome, folder=kept)


def _publish(outcome: Outcome, comparer: Comparer, base: str, days: Sequence[str]) -> Outcome:
    """Announce what changes with a report, then put it in the site; a crash in between only announces it again.

    days: of the editions that are made of it. The page of changes is called by the question of the report, which its
    editions share, and has the card of the newest.
    """
    from credatlas.reports.site import announce

    target = comparer.out / outcome.job.folder
    entries = comparer.list_entries(outcome.job, read_manifest(target))
    created, lang = comparer.dataset.descriptor["created"], outcome.job.lang
    newest = max([*days, *(card.parent.name for card in target.parent.glob(f"*/{CARD}"))])
    card = f"{newest}/{CARD}" if (outcome.folder / CARD).exists() else ""
    title = (read_manifest(outcome.folder) or {}).get("kicker") or outcome.title
    new = announce(target.parent, title, created, entries, lang, base, card)
    publish_copy(outcome.folder, target)
    return replace(outcome, folder=target, changes=tuple(entry["text"] for entry in new))
