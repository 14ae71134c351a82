"""Find notebooks and read their parameters: the lines of the cell tagged `parameters`.

Each line names a parameter, its type (one of `types`, in quotes, since the cell imports nothing), its default and, in a
comment, what it means: `jurisdiction: "Jurisdiction" = "CA-BC"  # the jurisdiction described`. Runs nothing.
"""

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credatlas.errors import did_you_mean, quote
from credatlas.paths import find_notebooks
from credatlas.reports.run.types import find_type
from credatlas.settings import list_languages

if TYPE_CHECKING:
    from nbformat import NotebookNode

QUOTE = "'"
TAGS = ("parameters", "check-parameters")
FORM = 'name: "Type" = default  # what it means'


class ParameterError(ValueError):
    """Parameters that a notebook refuses: `problems` says each, `unknown` whether a name was unknown."""

    def __init__(self, notebook: str, problems: list[str], unknown: bool = False):
        self.problems, self.unknown = problems, unknown
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count} with the parameters of {notebook}", *problems]))


class UnknownName(ValueError):
    """A notebook or study that does not exist; the message names the nearest one."""

    unknown = True

    def __init__(self, kind: str, name: str, known: list[str]):
        super().__init__(
            f"no {kind} is called {quote(name)}"
            + (did_you_mean(name, known) or f"; there are {', '.join(known) or 'none'}")
        )


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell; `type` is the name of its type."""

    name: str
    type: str
    default: Any
    description: str


EVERY = {  # what every report has, also where the notebook does not name it
    "as_of": Parameter("as_of", "Day", "latest", "the day looked at: 'latest', or a date such as '2022-11-22'"),
    "lang": Parameter("lang", "Language", "en", f"language of the words: {list_languages(QUOTE)}"),
}


def find_notebook(name: str, folder: Path | None = None) -> Path:
    """Return the file of a notebook, by its name without .ipynb, in a folder or that of the notebooks in use.

    Raises UnknownName where there is none of that name.
    """
    known = {path.stem: path for path in sorted((folder or find_notebooks()).glob("[!.]*.ipynb"))}
    if name not in known:
        raise UnknownName("notebook", name, list(known))
    return known[name]


def read_notebook(path: Path) -> "NotebookNode":
    """Read a notebook that takes parameters and checks them. Raises ValueError when it does not."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
        tags = [tag for cell in notebook.cells if isinstance(cell.source, str) for tag in cell.metadata.get("tags", [])]
    except Exception as error:  # noqa: BLE001  # nbformat meets what is no notebook with errors of many classes
        problem = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise ValueError(f"{path.name} cannot be read as a notebook: {problem}") from None
    for tag in TAGS:
        if tags.count(tag) != 1:
            raise ValueError(
                f"{path.name} has {tags.count(tag)} cells tagged {tag!r}; "
                "it needs one, or a wrong parameter would go unnoticed"
            )
    return notebook


def read_parameters(notebook: str | Path) -> list[Parameter]:
    """Read the parameters of a notebook, given as its file or by its name among the notebooks in use.

    Raises what `find_notebook`, `read_notebook` and `parse_parameters` raise.
    """
    path = notebook if isinstance(notebook, Path) else find_notebook(notebook)
    cells = [cell for cell in read_notebook(path).cells if TAGS[0] in cell.metadata.get("tags", [])]
    return parse_parameters(path.stem, cells[0].source)


def parse_parameters(notebook: str, source: str) -> list[Parameter]:
    """Read the text of a parameters cell, and add what every report has.

    Raises ParameterError with every line that does not name a parameter.
    """
    try:
        lines, comments = ast.parse(source).body, _comments(source)
    except (SyntaxError, ValueError) as error:
        raise ParameterError(notebook, [f"its parameters cell is not Python: {error}"]) from None
    parameters, problems = [], []
    for line in lines:
        try:
            parameters.append(_parse_line(line, comments.get(line.end_lineno or 0, "")))
        except ValueError as error:
            problems.append(f"{ast.unparse(line)[:80]}: {error}")
    if problems or not parameters:
        raise ParameterError(notebook, problems or [f"its parameters cell has no line such as {FORM}"])
    return list((EVERY | {parameter.name: parameter for parameter in parameters}).values())


def _parse_line(line: ast.stmt, comment: str) -> Parameter:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value):
        raise ValueError(f"write it as {FORM}")
    annotation = line.annotation
    named = annotation.value if isinstance(annotation, ast.Constant) else ast.unparse(annotation)
    find_type(str(named))
    try:
        default = ast.literal_eval(line.value)
    except ValueError:
        raise ValueError("the default is not a plain value, such as a text or a number") from None
    return Parameter(line.target.id, str(named), default, comment)


def _comments(source: str) -> dict[int, str]:
    """Return the comment at the end of each line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
