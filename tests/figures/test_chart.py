"""A chart is registered where it stands, and what it says of itself is known before anything is drawn."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

import credatlas
from credatlas.figures import chart as registry
from credatlas.figures.chart import Chart, chart, list_kits, name_figure
from credatlas.figures.charts import CHARTS
from credatlas.figures.figure import FIGURE_MIME, Figure


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setattr(registry, "REGISTERED", {})
    return registry.REGISTERED


def test_a_function_becomes_the_chart_of_its_name_and_stays_a_function(registered):
    @chart(lambda view: {"scores": view.scores}, about="two bars", gallery=3)
    def two_bars(scores, atlas, size, lang):
        return [scores, atlas, size, lang]

    drawn = registered["two-bars"]
    assert registered == {"two-bars": Chart("two-bars", two_bars.__wrapped__, drawn.recipe, "two bars", gallery=3)}
    assert two_bars("scores", "atlas", size="tall", lang="fr") == ["scores", "atlas", "tall", "fr"]


def test_a_figure_for_an_article_is_drawn_for_a_phone_too_when_it_is_shown(registered):
    sizes = []

    @chart(lambda view: {}, about="one bar")
    def one_bar(atlas, *, size="article"):
        sizes.append(size)
        return Figure(
            id=f"bar-{size}", title="A", caption="B", source="C", columns=(), alt="D", svg=f"<svg>{size}</svg>"
        )

    figure = one_bar("atlas")
    assert sizes == ["article"] and figure.tall == ""
    shown = figure._repr_mimebundle_()
    assert sizes == ["article", "tall"] and shown[FIGURE_MIME]["tall"] == "<svg>tall</svg>"
    both = '<div class="wide"><svg>article</svg></div><div class="tall" hidden><svg>tall</svg></div>'
    assert both in Figure.from_dict(shown[FIGURE_MIME]).to_html()
    assert "<svg>article</svg>" in shown["text/html"] and "tall" not in shown["text/html"]  # notebooks are wide
    assert one_bar("atlas", size="square")._repr_mimebundle_()[FIGURE_MIME]["tall"] == ""


def test_a_chart_is_drawn_of_what_its_recipe_takes_from_a_view(registered):
    @chart(lambda view, dimension: {"scores": view.scores[dimension]}, about="one bar", each="dimension", example="ST")
    def one_bar(scores, atlas, size, lang):
        return [scores, atlas, size, lang]

    view = SimpleNamespace(scores={"ST": 50}, atlas="atlas")
    assert registered["one-bar"].draw(view, {"dimension": "ST"}, lang="es") == [50, "atlas", "article", "es"]
    assert registered["one-bar"].headline == name_figure("one-bar", "ST") == "one-bar-st"


def test_kits_are_those_that_the_charts_name():
    assert list_kits() == [CHARTS[name].headline for name in sorted(CHARTS) if CHARTS[name].kit]


def test_a_chart_may_be_no_kit(tmp_path, monkeypatch):
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts/one.py").write_text('@chart(lambda view: {}, about="one", kit=False)\ndef one(): ...\n')
    (tmp_path / "charts/two.py").write_text('@chart(lambda view: {}, about="2", example="EU")\ndef the_two(): ...\n')
    monkeypatch.setattr(registry, "__file__", str(tmp_path / "chart.py"))
    assert list_kits() == ["the-two-eu"]


def test_listing_kits_loads_neither_matplotlib_nor_the_index():
    code = "import sys; from credatlas.figures import list_kits; list_kits(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "scipy", "credatlas.index.scores", "credatlas.figures.charts"} & set(loaded)


def test_every_module_of_the_folder_is_a_chart_and_its_name_is_the_function():
    assert {name.replace("-", "_") for name in CHARTS} == set(dir(credatlas.charts))
    assert all(
        getattr(credatlas.charts, chart.function.__name__).__wrapped__ is chart.function for chart in CHARTS.values()
    )


def test_no_two_charts_have_one_place_in_the_gallery():
    places = [chart.gallery for chart in CHARTS.values() if chart.gallery]
    assert places == sorted(set(places))
