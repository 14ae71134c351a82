"""Charts register themselves: what a chart shows, and how it is drawn of a day, stands in its module with `@chart`.

Knows what a chart says about itself. Knows no chart by name.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from credatlas.evidence import Dataset, jurisdictions_with_instrument
from credatlas.figures.arguments import with_checks
from credatlas.figures.figure import Figure

if TYPE_CHECKING:
    from credatlas.figures.view import View  # which loads the index, and listing kits can spare it

Choice = Literal["", "dimension", "indicator", "jurisdiction"]
Recipe = Callable[..., Mapping[str, Any]]  # from a view, and what is chosen, to the arguments of a chart
Draw = TypeVar("Draw", bound=Callable[..., Figure])
REGISTERED: dict[str, "Chart"] = {}


@dataclass(frozen=True)
class Chart:
    """A chart with what it says about itself.

    recipe: from a view of the data to the frames and choices that `function` takes. each: the choice of which there is
    one figure per value. example: the value drawn in the gallery and as a kit, for a chart that cannot do without one.
    gallery: its place in the gallery, 0 where it does not stand there; article_day: there as of that day too.
    """

    name: str
    function: Callable[..., Figure]
    recipe: Recipe
    about: str
    each: Choice = ""
    example: str = ""
    gallery: int = 0
    article_day: bool = False
    kit: bool = True

    @property
    def headline(self) -> str:
        """The name of its figure in the gallery and of its kit."""
        return name_figure(self.name, self.example)

    @property
    def selects(self) -> bool:
        """Whether it draws some of the rows that there are, and can draw all."""
        return "select" in signature(self.function).parameters

    def draw(
        self, view: "View", chosen: Mapping[str, str], *, size: str = "article", lang: str = "en",
        every: bool = False, rows: Sequence[str] = (),
    ) -> Figure:  # fmt: skip
        """Draw the chart of a view of the data.

        chosen: the value of `each`, by its name. rows: the jurisdictions drawn, where it draws some; `every`: all.
        """
        given = dict(self.recipe(view, **chosen))
        if every or rows:
            given |= {"select": None}
        if rows:
            given |= {"jurisdictions": list(rows)}
        return self.function(**given, atlas=view.atlas, size=size, lang=lang)


def chart(
    recipe: Recipe,
    *,
    about: str,
    each: Choice = "",
    example: str = "",
    gallery: int = 0,
    article_day: bool = False,
    kit: bool = True,
) -> Callable[[Draw], Draw]:
    """Register a function as the chart of its name; what is told by keyword is written as it is, and not computed.

    Called by name, it gives a figure that is shown in both drawings: for an article, and for a phone.
    """

    def register(function: Draw) -> Draw:
        checked, name = with_checks(function), kebab(function.__name__)
        REGISTERED[name] = Chart(name, checked, recipe, about, each, example, gallery, article_day, kit)
        return _with_tall(checked)

    return register


def _with_tall(function: Draw) -> Draw:
    """Return a chart whose figure for an article is drawn for a phone too when it is shown."""

    @wraps(function)
    def draw(*args, **choices) -> Figure:
        figure = function(*args, **choices)
        if choices.get("size", "article") == "article":
            figure.set_tall(partial(function, *args, **{**choices, "size": "tall"}))
        return figure

    return cast(Draw, draw)


def kebab(name: str) -> str:
    """Return the name of a function as that of a figure: `rank_intervals` draws `rank-intervals`."""
    return name.replace("_", "-")


def name_figure(chart_name: str, value: str = "") -> str:
    """Return the name of a figure: its chart and the value chosen, such as `indicator-profile-ca-bc`."""
    return f"{chart_name}-{value.lower()}" if value else chart_name


def list_kits(atlas: Dataset | None = None) -> list[str]:
    """Return the figures that are kits, one per chart, in the order of their names.

    A chart of one jurisdiction is of the usual one, or in data without it of the first with a framework. Read from the
    text of the modules: importing them loads matplotlib, which a build with nothing to draw can spare.
    """
    modules = sorted((Path(__file__).parent / "charts").glob("*.py"))
    told = [facts for module in modules for facts in _read_facts(module) if facts.get("kit", True)]
    usual = [facts.get("example", "") for facts in told]
    if atlas is not None and (own := jurisdictions_with_instrument(atlas)):
        usual = [example if not example or example in atlas else own[0] for example in usual]
    return [name_figure(facts["name"], example) for facts, example in zip(told, usual, strict=True)]


def _read_facts(module: Path) -> Iterator[dict[str, Any]]:
    """Yield what `@chart` is told in a module, but for the recipe."""
    statements = ast.parse(module.read_text(encoding="utf-8")).body
    for function in [statement for statement in statements if isinstance(statement, ast.FunctionDef)]:
        for call in [mark for mark in function.decorator_list if isinstance(mark, ast.Call)]:
            if isinstance(call.func, ast.Name) and call.func.id == chart.__name__:
                told = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
                yield {"name": kebab(function.name), **told}
