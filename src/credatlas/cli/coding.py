"""Commands about coding: a study folder of one's own, the sheets of a new framework, and two passes made one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credatlas.cli.app import Exit, Folder, app, explained, fail

if TYPE_CHECKING:
    from credatlas.coding import Decision

framework = typer.Typer(no_args_is_help=True, help="Start to code a framework.")
app.add_typer(framework, name="framework")

ASKED_AS = {
    "framework_id": "FRAMEWORK_ID",
    "jurisdiction_id": "JURISDICTION",
    "name": "--title",
    "source_id": "--source",
}  # columns of frameworks.csv that have another name here


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not exist yet, or be empty.")],
    empty: Annotated[
        bool, typer.Option("--empty", help="No jurisdictions and frameworks: only what is asked, and the codes.")
    ] = False,
):
    """Make a study folder of your own: data, notebooks, and a README that walks through coding one framework.

    Commands that are run in the folder, or in one below it, use its data and notebooks.
    """
    from credatlas.coding import make_study_folder

    with explained():
        made = make_study_folder(folder, empty=empty)
    what = "an empty data set" if empty else "a copy of the data"
    typer.echo(f"{made}: {what}, notebooks, and a README.md to start with")


@framework.command()
def add(
    jurisdiction: Annotated[str, typer.Argument(help="Where it applies: an id of jurisdictions.csv, such as CA-BC.")],
    framework_id: Annotated[str, typer.Argument(help="The id that it gets, such as ca-bc-2024.")],
    title: Annotated[str, typer.Option("--title", help="Its name in English.")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="Who issued it.")] = "",
    instrument_type: Annotated[str, typer.Option("--instrument-type", help="law, strategy, ... (see codes.csv)")] = "",
    legal_force: Annotated[str, typer.Option("--legal-force", help="binding, conditional or non-binding.")] = "",
    in_force_from: Annotated[str, typer.Option("--in-force-from", metavar="DATE", help="2024, 2024-05, ...")] = "",
    in_force_to: Annotated[str, typer.Option("--in-force-to", metavar="DATE", help="Empty: still in force.")] = "",
    supersedes: Annotated[str, typer.Option("--supersedes", metavar="ID", help="The version it takes over from.")] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="ID", help="Its source: of sources.csv, or a new id to describe.")
    ] = "",
    data: Folder = None,
):
    """Write the sheets in which a new framework version is coded, with the questions and what each code means.

    They lie in coding/FRAMEWORK_ID beside the data. What is not given here is filled in there. Nothing of it is among
    the data before `credatlas reconcile` has settled it.
    """
    from credatlas.coding import InvalidFramework, add_framework
    from credatlas.paths import find_own_data

    given = {
        "jurisdiction_id": jurisdiction,
        "name": title,
        "issuer": issuer,
        "instrument_type": instrument_type,
        "legal_force": legal_force,
        "in_force_from": in_force_from,
        "in_force_to": in_force_to,
        "supersedes": supersedes,
        "source_id": source,
    }
    with explained():
        try:
            folder = add_framework(find_own_data(data), framework_id, given)
        except InvalidFramework as error:
            problems = [replace(problem, file=_asked_as(problem.file)) for problem in error.problems]
            raise InvalidFramework(problems) from None
    typer.echo(f"{folder}: fill in {', '.join(sorted(path.name for path in folder.iterdir()))}")
    typer.echo(f"then: credatlas reconcile {framework_id}")


def _asked_as(column: str) -> str:
    return ASKED_AS.get(column, f"--{column.replace('_', '-')}")


@app.command()
def reconcile(
    framework_id: Annotated[str, typer.Argument(help="A framework that has sheets in coding/.")],
    data: Folder = None,
):
    """Compare the two passes of a framework, list where they differ, and write its final file once all is settled.

    Differences are settled in coding/FRAMEWORK_ID/reconciliation.csv, by a final code and a reason each. While
    something is open, it is named, the data stay as they are, and the exit code is 4.
    """
    from credatlas.coding import reconcile_framework
    from credatlas.paths import find_own_data

    with explained():
        reconciled = reconcile_framework(find_own_data(data), framework_id)
    for _, decisions in groupby(reconciled.decisions, key=lambda decision: decision.indicator_id):
        typer.echo("\n".join(_say(list(decisions))))
    if reconciled.open:
        fail("\n  ".join([f"{framework_id} is not settled; still open:", *reconciled.open]), Exit.DATA)
    if reconciled.files:
        typer.echo(f"{framework_id} is settled; written among the data: {', '.join(sorted(reconciled.files))}")
    else:
        typer.echo(f"{framework_id} is among the data as settled; nothing to do")


def _say(decisions: Sequence["Decision"]) -> Iterator[str]:
    """Word what one indicator's decisions are about: both notes, then each code."""
    first = decisions[0]
    yield f"{first.indicator_id}\n  note of a: {first.note_a}\n  note of b: {first.note_b}"
    for decision in decisions:
        codes = f"a {decision.a or 'nothing'}, b {decision.b or 'nothing'}"
        settled = f", final {decision.final}: {decision.why}" if decision.is_settled else ""
        yield f"  {decision.attribute}: {codes}{settled}"
