"""`credatlas framework add` and `credatlas reconcile`: code a new framework, and settle its two passes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from credatlas.cli.app import Data, Exit, app, explained, fail

if TYPE_CHECKING:
    from credatlas.coding import Decision

framework = typer.Typer(no_args_is_help=True, help="Start coding a framework.")
app.add_typer(framework, name="framework")

OPTIONS = {
    "framework_id": "FRAMEWORK_ID",
    "jurisdiction_id": "JURISDICTION",
    "name": "--title",
    "source_id": "--source",
}  # columns of frameworks.csv whose option has another name


@framework.command()
def add(
    jurisdiction: Annotated[str, typer.Argument(help="Where it applies: an id of jurisdictions.csv, such as CA-BC.")],
    framework_id: Annotated[str, typer.Argument(help="Its new id, such as ca-bc-2024.")],
    title: Annotated[str, typer.Option(help="Its name in English.")] = "",
    issuer: Annotated[str, typer.Option(help="Who issued it.")] = "",
    instrument_type: Annotated[str, typer.Option(help="law, strategy, ... (see codes.csv)")] = "",
    legal_force: Annotated[str, typer.Option(help="binding, conditional or non-binding.")] = "",
    in_force_from: Annotated[str, typer.Option(metavar="DATE", help="2024, 2024-05, ...")] = "",
    in_force_to: Annotated[str, typer.Option(metavar="DATE", help="Empty: still in force.")] = "",
    supersedes: Annotated[str, typer.Option(metavar="ID", help="The version that it replaces.")] = "",
    source: Annotated[
        str, typer.Option(metavar="ID", help="Its source: of sources.csv, or a new id to describe.")
    ] = "",
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Also as one Excel workbook with drop-downs; fill in one or the other.")
    ] = False,
    data: Data = None,
) -> None:
    """Write the sheets in which a new framework version is coded, with the questions and what each code means.

    The sheets are written to coding/FRAMEWORK_ID beside the data; what is not given as an option is filled in there.
    The data stay as they are until `credatlas reconcile` adds the framework to them.
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
            folder = add_framework(find_own_data(data), framework_id, given, xlsx=xlsx)
        except InvalidFramework as error:
            options = (OPTIONS.get(problem.file, f"--{problem.file.replace('_', '-')}") for problem in error.problems)
            named = [replace(problem, file=option) for problem, option in zip(error.problems, options, strict=True)]
            raise InvalidFramework(named) from None
    typer.echo(f"{folder}: fill in {', '.join(sorted(path.name for path in folder.iterdir()))}")
    typer.echo(f"then: credatlas reconcile {framework_id}")


@app.command()
def reconcile(
    framework_id: Annotated[str, typer.Argument(help="A framework that has sheets in coding/.")], data: Data = None
) -> None:
    """Compare the two passes of a framework, list the differences, and add it to the data once all are settled.

    Each difference is settled in coding/FRAMEWORK_ID/reconciliation.csv by a final code and a reason. While one is
    still open, it is listed, the data stay as they are, and the exit code is 4.
    """
    from credatlas.coding import reconcile_framework
    from credatlas.paths import find_own_data

    with explained():
        reconciled = reconcile_framework(find_own_data(data), framework_id)
    for _, decisions in groupby(reconciled.decisions, key=lambda decision: decision.indicator_id):
        typer.echo("\n".join(_describe(list(decisions))))
    if reconciled.open:
        fail("\n  ".join([f"{framework_id} is not settled; still open:", *reconciled.open]), Exit.DATA)
    if reconciled.files:
        typer.echo(f"{framework_id} is settled and added to the data: {', '.join(sorted(reconciled.files))}")
    else:
        typer.echo(f"{framework_id} is already in the data as settled; nothing to do")


def _describe(decisions: Sequence["Decision"]) -> Iterator[str]:
    """Yield lines on the decisions about one indicator: both notes, then each code."""
    first = decisions[0]
    yield f"{first.indicator_id}\n  note of a: {first.note_a}\n  note of b: {first.note_b}"
    for decision in decisions:
        codes = f"a {decision.a or 'nothing'}, b {decision.b or 'nothing'}"
        settled = f", final {decision.final}: {decision.why}" if decision.is_settled else ""
        yield f"  {decision.attribute}: {codes}{settled}"
