"""`credatlas runs`, `rerun`, `prune` and `verify`: list past runs, repeat one, delete old ones, check the files."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Base, Data, Exit, Out, Runs, app, explained, fail, print_table
from credatlas.errors import count_of
from credatlas.paths import DEFAULT_OUT


@app.command()
def runs(out: Out = DEFAULT_OUT, runs: Runs = None) -> None:
    """List past runs, the latest first: report, run, status, and the data version."""
    from credatlas.files import runs_folder
    from credatlas.reports.site import list_runs

    with explained():
        rows = [
            [run.name, run.run_id, "failed" if run.failed else "done", str(run.manifest.get("data_version", ""))]
            for run in list_runs(runs_folder(out, runs))
        ]
    print_table(["report", "run", "status", "data"], rows)


@app.command()
def rerun(
    manifest: Annotated[Path, typer.Argument(help="The manifest.json of a past run.")],
    data: Data = None,
    runs: Runs = None,
) -> None:
    """Repeat a past run from the copy of its data that was kept, and list which inputs and which files differ."""
    from credatlas.reports.site import rerun as repeat

    with explained():
        compared = repeat(manifest, data, runs=runs)
    if compared.outcome.status != "done":
        fail(f"the run {compared.outcome.status}: {compared.outcome.problem}", Exit.NOTEBOOK)
    if not compared.kept:
        typer.echo(f"no copy of the run's data is kept beside {manifest}; today's data are used", err=True)
    typer.echo(f"inputs that differ: {', '.join(compared.inputs) or 'none'}")
    typer.echo(f"files that differ: {', '.join(compared.files) or 'none'}")


@app.command()
def prune(
    keep: Annotated[int, typer.Option(min=1, help="How many runs of each report to keep.")],
    out: Out = DEFAULT_OUT,
    runs: Runs = None,
) -> None:
    """Delete old runs, all but the latest of each report; the site stays as it is."""
    from credatlas.files import runs_folder
    from credatlas.reports.site import prune as prune_runs

    with explained():
        removed = prune_runs(out, keep, runs)
    typer.echo(f"{count_of(removed, 'run')} deleted from {runs_folder(out, runs)}")


@app.command()
def verify(
    out: Out = DEFAULT_OUT,
    runs: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also look at the runs there.")] = None,
    links: Annotated[bool, typer.Option("--links", help="Also follow every link within the site.")] = False,
    base: Base = "",
) -> None:
    """Hash every file of the site again and compare it with its manifest; exit 7 when one differs."""
    from credatlas.reports.site import find_dead_links, list_manifests
    from credatlas.reports.site import verify as verify_site

    if not (out / "index.html").exists():
        fail(f"there is no site in {out}", Exit.VALUE)
    with explained():
        problems, count = verify_site(out, runs), len(list_manifests(out))
        problems += find_dead_links(out, base) if links else []
    if problems:
        fail("\n".join([f"{count_of(problems, 'problem')} in the site", *problems]), Exit.RENDERING)
    typer.echo(f"{count} reports and kits in {out}, every file as its manifest says")
