"""`credatlas scores`: print scores as CSV, JSON or a table."""

from typing import Annotated, Any

import typer

from credatlas.cli.app import AsOf, Data, app, explained, one_of, print_table

COLUMNS = {
    "dimension": ["jurisdiction_id", "dimension_id", "score", "low", "high", "coded", "applicable", "class"],
    "indicator": ["jurisdiction_id", "indicator_id", "score", "status", "framework_id", "confidence"],
}


@app.command()
def scores(
    as_of: AsOf = "latest",
    level: Annotated[str, typer.Option(help="dimension or indicator.")] = "dimension",
    format: Annotated[str, typer.Option(help="csv, json or table.")] = "csv",
    data: Data = None,
) -> None:
    """Print scores: one row per jurisdiction and dimension (or indicator), points from 0 to 100.

    Only class scored has a score; missing is never zero. Low and high are empty where no framework is in force.
    """
    from credatlas.evidence import load
    from credatlas.index.scores import score

    one_of("--level", level, list(COLUMNS))
    one_of("--format", format, ["csv", "json", "table"])
    with explained():
        scored = score(load(data).as_of(as_of))
    frame = (scored.dimensions if level == "dimension" else scored.indicators)[COLUMNS[level]]
    if format == "csv":
        typer.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif format == "json":
        typer.echo(frame.to_json(orient="records", double_precision=15, force_ascii=False))
    else:
        print_table(list(frame.columns), [map(_show, row) for row in frame.itertuples(index=False)])


def _show(cell: Any) -> str:
    if cell != cell:  # NaN
        return ""
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
