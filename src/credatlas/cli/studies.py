"""`credatlas studies` and `credatlas params`: list the studies, and the parameters of a notebook."""

import json
from typing import Annotated, Any

import typer

from credatlas.cli.app import app, explained, print_table


@app.command()
def studies() -> None:
    """List the studies that `build` knows: name, notebook, and what each is made for."""
    from credatlas.paths import find_notebooks
    from credatlas.reports.run import read_studies

    with explained():
        known = read_studies(find_notebooks())
    each = {
        name: "; ".join(
            f"each {parameter}: {values if isinstance(values, str) else ', '.join(map(_name_value, values))}"
            for parameter, values in study.for_each.items()
        )
        for name, study in known.items()
    }
    print_table(
        ["study", "notebook", "one report for"], [[name, study.notebook, each[name]] for name, study in known.items()]
    )


def _name_value(value: Any) -> str:
    """Return a value of a parameter as text; a list, such as a pair, joined."""
    return " and ".join(map(str, value)) if isinstance(value, list) else str(value)


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
