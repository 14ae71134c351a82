"""Find notebooks and read their parameters: the lines of the cell tagged `parameters`.

Each line names a parameter, its type (one of `types`, in quotes, since the cell imports nothing), its default and, in a
comment, what it means: `jurisdiction: "Jurisdiction" = "CA-BC"  # the jurisdiction described`. Runs nothing.
"""

import ast
import io
import json
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credatlas.errors import count_of, did_you_mean, quote
from credatlas.paths import find_notebooks
from credatlas.reports.run.types import find_type
from credatlas.settings import list_languages

if TYPE_CHECKING:
    from nbformat import NotebookNode

QUOTE = "'"
TAGS = ("parameters", "check-parameters")
CELLS = ("code", "markdown", "raw")
FORMAT = 4  # of notebooks, since 2014
MERGING = ("<<<<<<< ", ">>>>>>> ")
FORM = 'name: "Type" = default  # what it means'


class ParameterError(ValueError):
    """Parameters that a notebook refuses: `problems` says each, `unknown` whether a name was unknown."""

    def __init__(self, notebook: str, problems: list[str], unknown: bool = False):
        self.problems, self.unknown = problems, unknown
        head = f"{count_of(problems, 'problem')} with the parameters of {notebook}"
        super().__init__("\n  ".join([head, *problems]))


class UnknownName(ValueError):
    """A notebook or study that does not exist; the message names the nearest one."""

    unknown = True

    def __init__(self, kind: str, name: str, known: list[str]):
        hint = did_you_mean(name, known) or f"; there are {', '.join(known) or 'none'}"
        super().__init__(f"no {kind} is called {quote(name)}{hint}")


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
        text = path.read_text("utf-8")
        damage = _find_damage(text)
    except OSError as error:
        damage = error.strerror or str(error)
    except ValueError:
        damage = "it is not UTF-8 text"
    if damage:
        raise ValueError(f"{path.name} cannot be read as a notebook: {damage}")
    notebook = nbformat.reads(text, as_version=4)
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    for tag in TAGS:
        if tags.count(tag) != 1:
            raise ValueError(
                f"{path.name} has {tags.count(tag)} cells tagged {tag!r}; "
                "it needs one, or a wrong parameter would go unnoticed"
            )
    return notebook


def _find_damage(text: str) -> str:
    """Say in a few words why a text is no notebook of format 4; "" where it is one."""
    lines = enumerate(text.splitlines(), 1)
    if marked := next((number for number, line in lines if line.startswith(MERGING)), 0):
        return f"line {marked} is the mark of a merge that nobody settled; keep one side and delete the marks"
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        return f"it is not JSON, in line {error.lineno}: {error.msg}"
    except RecursionError:
        return "it is not JSON: brackets are nested too deep"
    version = raw.get("nbformat") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or (version == FORMAT and not isinstance(raw.get("cells"), list)):
        return "it is JSON without a list of cells"
    if version != FORMAT:
        return f"its nbformat is {version}, not {FORMAT}; open it in JupyterLab and save it there"
    if not isinstance(raw.get("metadata"), dict):
        return "it has no metadata"
    damaged = ((number, _find_cell_damage(cell)) for number, cell in enumerate(raw["cells"], 1))
    return next((f"cell {number} {damage}" for number, damage in damaged if damage), "")


def _find_cell_damage(cell: Any) -> str:
    if not isinstance(cell, dict):
        return "is no JSON object"
    if cell.get("cell_type") not in CELLS:
        return f"is of type {cell.get('cell_type')!r}, not {', '.join(CELLS[:-1])} or {CELLS[-1]}"
    source, metadata = cell.get("source"), cell.get("metadata")
    if not all(isinstance(line, str) for line in (source if isinstance(source, list) else [source])):
        return "has a source that is no text"
    if not isinstance(metadata, dict) or not isinstance(metadata.get("tags", []), list):
        return "has no metadata with a list of tags"
    return ""


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
