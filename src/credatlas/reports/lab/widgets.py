"""A panel in JupyterLab: day, jurisdictions and weights as labelled fields, and the ranks that follow from them.

Knows ipywidgets where it is installed; where it is not, the same choices are plain arguments and the same figure is
all there is. Fields are those whose labels browsers tie to their input, so that they can be read aloud and typed into.
"""

from collections.abc import Mapping, Sequence
from html import escape

from IPython.display import display

from credatlas.evidence import Dataset, levels_without_instrument
from credatlas.figures import Figure, charts
from credatlas.figures.language import Language
from credatlas.index.scores import Method, score
from credatlas.index.simulation import FACTORS, simulate
from credatlas.settings import ARTICLE_DAY

DRAWS = 2_000  # enough for an interval of whole ranks, and quick enough to answer while somebody types
WIDE = {"description_width": "initial"}


def rank_weighted(
    dataset: Dataset,
    *,
    as_of: str = "latest",
    jurisdictions: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    lang: str = "en",
) -> Figure:
    """Draw the rank intervals that weights of the dimensions give: these stay as given, every other factor is drawn.

    weights: by dimension, any scale, 1 where not named. jurisdictions: those shown, by default all; ranks always count
    among all that can be ranked. Raises ValueError for another day, for weights that are negative, all zero or name no
    dimension, and for nothing to show; KeyError for an unknown jurisdiction.
    """
    atlas = dataset.as_of(as_of)
    method = Method.from_dimensions(atlas.dimensions, dimension_weights=_check_weights(weights or {}, atlas))
    simulation = simulate(atlas, method, DRAWS, factors=[factor for factor in FACTORS if factor != "weights"])
    return charts.rank_intervals(
        simulation.rank_intervals(), atlas, dimension_scores=score(atlas, method).dimensions,
        weights=_say_weights(method, Language(atlas, lang), atlas),
        jurisdictions=jurisdictions, lang=lang,
    )  # fmt: skip


def panel(
    dataset: Dataset,
    *,
    as_of: str = "latest",
    jurisdictions: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    lang: str = "en",
) -> "Panel | Figure":
    """Return the panel, its fields filled with what is given; without ipywidgets the figure that they give.

    Arguments and errors are those of `rank_weighted`.
    """
    figure = rank_weighted(dataset, as_of=as_of, jurisdictions=jurisdictions, weights=weights, lang=lang)
    try:
        import ipywidgets
    except ImportError:
        return figure
    return Panel(ipywidgets, dataset, figure, as_of, jurisdictions, weights)


class Panel:
    """Fields, and under them the figure that follows: an output of its own, so that it stays where fields cannot work.

    as_of, jurisdictions: the fields of day and jurisdictions; weights: a field by dimension; message: what the last
    change did; figure: what they give.
    """

    def __init__(
        self,
        widgets,
        dataset: Dataset,
        figure: Figure,
        as_of: str,
        jurisdictions: Sequence[str] | None,
        weights: Mapping[str, float] | None,
    ):
        t = Language(dataset, figure.lang)
        everyone, wide = list(dataset.jurisdictions["jurisdiction_id"]), {"style": WIDE}
        shown = [name for name in everyone if name not in levels_without_instrument(dataset)]
        self._dataset, self.figure = dataset, figure
        self.as_of = widgets.Combobox(
            value=as_of, options=["latest", ARTICLE_DAY], description=t("As of"), continuous_update=False, **wide
        )
        self.jurisdictions = widgets.SelectMultiple(
            value=shown if jurisdictions is None else dataset.members(jurisdictions),
            rows=8, description=t("Jurisdictions"),
            options=[(t.jurisdiction(jurisdiction_id), jurisdiction_id) for jurisdiction_id in everyone], **wide,
        )  # fmt: skip
        self.weights = {
            dimension_id: widgets.FloatText(
                value=(weights or {}).get(dimension_id, 1.0),
                description=t("Weight of {dimension}", dimension=t.dimension(dimension_id).lower()),
                **wide,
            )
            for dimension_id in dataset.dimensions["dimension_id"]
        }
        self.message = widgets.HTML()
        self._outputs: list = []
        fields = [self.as_of, self.jurisdictions, *self.weights.values()]
        self._box = widgets.VBox([*fields, self.message])
        for field in fields:
            field.observe(self._follow, names="value")

    def _follow(self, change) -> None:
        """Draw again after a change; what cannot be drawn is said, and the figure before it stays."""
        try:
            self.figure = rank_weighted(
                self._dataset,
                as_of=self.as_of.value.strip(),
                jurisdictions=self.jurisdictions.value,
                weights={dimension_id: field.value for dimension_id, field in self.weights.items()},
                lang=self.figure.lang,
            )
        except ValueError as problem:
            self.message.value = f'<p role="alert" lang="en">{escape(str(problem))}</p>'
            return
        self.message.value = f'<p role="status" lang="{self.figure.lang}">{escape(self.figure.title)}</p>'
        for output in self._outputs:
            output.update(self.figure)

    def _ipython_display_(self) -> None:
        display(self._box)
        self._outputs.append(display(self.figure, display_id=True))


def _say_weights(method: Method, t: Language, atlas: Dataset) -> str:
    said = []
    for dimension_id in atlas.dimensions["dimension_id"]:
        weight = method.dimension_weights.get(dimension_id, 1.0)
        said.append(f"{t.dimension(dimension_id).lower()} {t.number(weight, 2 * (weight % 1 > 0))}")
    return t.join_words(said)


def _check_weights(weights: Mapping[str, float], atlas: Dataset) -> Mapping[str, float]:
    known = list(atlas.dimensions["dimension_id"])
    strange = [dimension_id for dimension_id in weights if dimension_id not in known]
    if strange:
        raise ValueError(f"weights name {strange[0]!r}, which is not one of {', '.join(known)}")
    if not any(weights.get(dimension_id, 1.0) for dimension_id in known):
        raise ValueError("weights are all zero; give one dimension more than 0")
    return weights
