"""`credatlas studies` and `credatlas params`: list the studies, and the parameters of a notebook."""

import json
from typing import Annotated

import typer

from credatlas.cli.app import app, explained, print_table


@app.command()
def studies() -> None:
    """List the studies that `build` knows: name, notebook, and what each is made for."""
    from credatlas.paths import find_notebooks
    from credatlas.reports.run import read_studies

    with explained():
        known = read_studies(find_notebooks())
    rows = [
        [name, study.notebook, "; ".join(_name_each(*each) for each in study.for_each.items())]
        for name, study in known.items()
    ]
    print_table(["study", "notebook", "one report for"], rows)


def _name_each(parameter: str, values: list | str) -> str:
    """Name the values of a parameter that a study has a report for each of; a list of them, such as a pair, joined."""
    listed = [values] if isinstance(values, str) else values
    named = (" and ".join(map(str, value)) if isinstance(value, list) else str(value) for value in listed)
    return f"each {parameter}: {', '.join(named)}"


@app.command()
def params(
    notebook: Annotated[str, typer.Argument(help="A notebook's name, such as 30-comparison.")],
    schema: Annotated[bool, typer.Option("--schema", help="Print JSON Schema instead of a table.")] = False,
) -> None:
    """Print the parameters of a notebook: their types, defaults and meaning."""
    from credatlas.reports.run import describe_parameters, model_of

    name = notebook.removesuffix(".ipynb")
    with explained():
        if schema:
            typer.echo(json.dumps(model_of(name).model_json_schema(), indent=2))
            return
        rows = describe_parameters(name)
        print_table(list(rows[0]), [row.values() for row in rows])
