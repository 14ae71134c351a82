"""The reader's page says what the library says: its numbers, its order, its intervals, and who cannot be ranked."""

import base64
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from credatlas.figures.language import clean
from credatlas.index.scores.classes import WITHOUT_FRAMEWORK
from credatlas.index.scores.scoring import score
from credatlas.index.simulation.own_weights import draw_open_scores, rank_under
from credatlas.reports.kits.editions import LATEST, KitAddress
from credatlas.reports.kits.weights_page import CLAUSE, draw_days, page_data, weights_page, write_weights_page
from credatlas.settings import ARTICLE_DAY, LANGUAGES
from tests.browser import serve

pytestmark = pytest.mark.slow


PLACE = KitAddress("weights", "p", "p")
NEWEST = PLACE.at(LATEST)
CHOICES = (
    {"ST": 3, "PO": 3, "SP": 3},
    {"ST": 5, "PO": 1, "SP": 0},
    {"ST": 0, "PO": 0, "SP": 4},
    {"ST": 1, "PO": 4, "SP": 5},
)


@pytest.fixture(scope="module")
def narrowed(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def drawn(narrowed):
    return draw_open_scores(narrowed, draws=64)


@pytest.fixture(scope="module")
def days(atlas, narrowed, drawn):
    return {narrowed.date: drawn, ARTICLE_DAY: draw_open_scores(atlas.as_of(ARTICLE_DAY), draws=64)}


@pytest.fixture(scope="module")
def pages(narrowed, days, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    for lang in ("en", "fr", "es"):
        (folder / f"{lang}.html").write_text(weights_page(narrowed, days, NEWEST, lang))
    names = narrowed.jurisdictions.assign(name_en="</script><script>document.title='run'</script>")
    (folder / "hostile.html").write_text(weights_page(replace(narrowed, jurisdictions=names), days, NEWEST))
    with serve(folder) as address:
        yield folder, address


def test_the_page_carries_the_librarys_points_and_every_draw_of_both_days(narrowed, days):
    data = page_data(narrowed, days)
    assert [day["day"] for day in data["days"]] == list(days)
    for day, drawn in zip(data["days"], days.values(), strict=True):
        codes = iter(np.frombuffer(base64.b64decode(day["codes"]), dtype="<u2").reshape(-1, data["draws"]))
        for index, row in enumerate(day["rows"]):
            for d, points in enumerate(row["score"]):
                point = drawn.points[index, d]
                assert (points is None) == np.isnan(point)
                if points is not None:
                    assert points == point
                    assert (next(codes) == drawn.codes[:, index, d]).all()
        assert next(codes, None) is None


def test_the_clauses_are_those_with_most_points_in_the_words_of_the_table(narrowed, days):
    scores = score(narrowed).indicators
    findings = {clean(text, CLAUSE) for text in narrowed.provisions["finding"]}
    names = list(narrowed.dimensions["dimension_id"])
    for row in page_data(narrowed, days)["days"][0]["rows"]:
        for dimension, clause in zip(names, row["clauses"], strict=True):
            own = scores[(scores["jurisdiction_id"] == row["id"]) & (scores["dimension_id"] == dimension)]["score"]
            assert bool(clause) == bool(own.max() > 0)
            if clause:
                assert clause[1] == f"{own.max():.1f}" and clause[2] in findings


def test_without_a_script_the_page_shows_equal_weights(drawn, pages):
    page = (pages[0] / "en.html").read_text()
    expected = rank_under(drawn, CHOICES[0]).dropna(subset="score").set_index("jurisdiction_id")
    shown = re.findall(
        r'<tr data-id="([^"]+)" data-score="([^"]+)" data-rank="(\d+)" data-low="(\d+)" data-high="(\d+)"', page
    )
    assert {row[0] for row in shown} == set(expected.index)
    for jurisdiction, points, *ranks in shown:
        assert float(points) == expected.at[jurisdiction, "score"]
        assert list(map(int, ranks)) == expected.loc[jurisdiction, ["rank", "low", "high"]].tolist()
    assert [float(row[1]) for row in shown] == sorted((float(row[1]) for row in shown), reverse=True)


def test_those_without_a_rank_stand_apart_with_what_they_lack(narrowed, drawn, pages):
    apart = (pages[0] / "en.html").read_text().split('id="apart"')[1]
    short = drawn.scores[drawn.scores["score"].isna()]
    names = narrowed.dimensions.set_index("dimension_id")["name_en"]
    for jurisdiction_id, rows in short.groupby("jurisdiction_id"):
        told = re.search(f'<tr data-id="{jurisdiction_id}">(.*?)</tr>', apart)[1]
        without = rows["class"].isin(WITHOUT_FRAMEWORK).all()
        assert ("no framework" in told) == without
        lacking = {} if without else dict(zip(rows["dimension_id"], rows["coded"], strict=True))
        for dimension_id, name in names.items():
            assert (f"{name} ({lacking.get(dimension_id)} of " in told) == (dimension_id in lacking)


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_page_is_small(lang, narrowed):
    assert len(weights_page(narrowed, draw_days(narrowed), PLACE, lang).encode()) < 125_000


def test_both_editions_are_written_and_the_pinned_one_once(narrowed, tmp_path):
    pinned = f"{narrowed.date}-data-{narrowed.version}"
    first = write_weights_page(narrowed, tmp_path / "weights")
    assert {path.relative_to(tmp_path / "weights").as_posix() for path in first} == {
        f"{pinned}/index.html", f"{pinned}/weights-card.png",
        "latest/index.html", "latest/edition.svg", "latest/weights-card.png",
    }  # fmt: skip
    before = (tmp_path / "weights/latest/index.html").read_bytes()
    assert {path.parent.name for path in write_weights_page(narrowed, tmp_path / "weights")} == {"latest"}
    assert (tmp_path / "weights/latest/index.html").read_bytes() == before
    assert write_weights_page(narrowed, tmp_path / "weights", latest=False) == []


def test_a_page_says_which_edition_it_is_and_links_to_the_other(narrowed, days):
    assert 'href="../latest/index.html"' in weights_page(narrowed, days, PLACE)
    assert 'href="../p/index.html"' in weights_page(narrowed, days, NEWEST)


def test_the_snippet_names_the_address(narrowed, days):
    page = weights_page(narrowed, days, kit=KitAddress("weights", "latest", "p", "https://example.org"))
    assert "&lt;iframe src=&#34;https://example.org/weights/latest/index.html&#34;" in page


SHOWN = "JSON.stringify([...document.querySelectorAll('#ranked tbody tr[data-id]')].map(row => ({...row.dataset})))"


@pytest.mark.browser
@pytest.mark.parametrize("some", [False, True], ids=["everybody", "some"])
@pytest.mark.parametrize("place", [0, 1], ids=["latest", "article"])
@pytest.mark.parametrize("weights", CHOICES, ids=str)
def test_the_script_computes_what_the_library_computes_at_every_date(weights, place, some, days, pages, browser):
    day, drawn = list(days.items())[place]
    choice = "&".join([*(f"{name}={weight}" for name, weight in weights.items()), f"day={day}"])
    if some:
        kept = [row for row, name in enumerate(drawn.jurisdictions) if name in ("IE", "EE", "NZ", "CA-BC", "CA-CICAN")]
        names = tuple(drawn.jurisdictions[row] for row in kept)
        choice += "&who=" + ",".join(names)
        drawn = replace(drawn, jurisdictions=names, points=drawn.points[kept], codes=drawn.codes[:, kept])
    expected = rank_under(drawn, weights).dropna(subset="score").set_index("jurisdiction_id")
    with browser.page(f"{pages[1]}/en.html#{choice}") as page:
        shown = json.loads(page.run(SHOWN))
        assert page.troubles() == []
    assert {row["id"] for row in shown} == set(expected.index)
    for row in shown:
        assert abs(float(row["score"]) - expected.at[row["id"], "score"]) < 1e-9
        assert [int(row[name]) for name in ("rank", "low", "high")] == expected.loc[
            row["id"], ["rank", "low", "high"]
        ].tolist()


@pytest.mark.browser
def test_a_moved_slider_changes_the_order_and_the_link_keeps_it(drawn, pages, browser):
    with browser.page(f"{pages[1]}/en.html") as page:
        before = page.run(SHOWN)
        page.run(
            "for (const [name, value] of [['ST', 0], ['PO', 0], ['SP', 5]]) document.getElementById('w-' + name).value = value"
        )
        page.run("document.getElementById('w-SP').dispatchEvent(new Event('input', {bubbles: true}))")
        after, link = page.run(SHOWN), page.run("document.getElementById('link').href")
        assert after != before and page.run("location.hash") == "#ST=0&PO=0&SP=5" and link.endswith("#ST=0&PO=0&SP=5")
        assert "#ST=0&amp;PO=0&amp;SP=5" in page.run("document.getElementById('frame').textContent")
    with browser.page(link) as page:
        assert page.run(SHOWN) == after


@pytest.mark.browser
def test_date_rows_and_opened_clauses_change_together_and_the_address_keeps_them(pages, browser):
    with browser.page(f"{pages[1]}/en.html") as page:
        before = page.run(SHOWN)
        page.run(f"document.querySelector('[name=day][value=\"{ARTICLE_DAY}\"]').click()")
        assert page.run(SHOWN) != before and "22 November 2022" in page.run("document.body.innerText")
        page.run("document.querySelector('[data-all=\"\"]').click()")
        for jurisdiction in ("IE", "EE"):
            page.run(f"document.querySelector('[name=who][value={jurisdiction}]').click()")
        page.run("document.querySelector('[data-opens=IE]').click()")
        assert page.run("location.hash").endswith(f"&day={ARTICLE_DAY}&who=IE,EE&open=IE")
        after, told = page.run(SHOWN), page.run("document.querySelector('.clauses').innerText")
        assert "Strongest clause on Stackability" in told and page.troubles() == []
        link = page.run("location.href")
    with browser.page(link) as page:
        assert page.run(SHOWN) == after and page.run("document.querySelector('.clauses').innerText") == told


@pytest.mark.browser
def test_on_a_phone_the_result_is_in_sight_of_the_sliders(pages, browser):
    with browser.page(f"{pages[1]}/en.html", 390) as page:
        page.run("document.getElementById('ranked').scrollIntoView()")
        form, window = (
            page.run("document.getElementById('weights').getBoundingClientRect().bottom"),
            page.run("innerHeight"),
        )
        top = page.run("document.getElementById('weights').getBoundingClientRect().top")
        assert top >= 0 and form < 0.6 * window


@pytest.mark.browser
def test_no_weight_at_all_is_told_and_ranks_nobody(pages, browser):
    with browser.page(f"{pages[1]}/en.html#ST=0&PO=0&SP=0") as page:
        assert page.run(SHOWN) == "[]" and not page.run("document.getElementById('nothing').hidden")


@pytest.mark.browser
@pytest.mark.parametrize("hash", ["#ST=9&PO=x&SP=1.5", "#ST=<b>", "#%"])
def test_a_link_with_nonsense_is_read_as_the_default(hash, pages, browser):
    with browser.page(f"{pages[1]}/en.html") as page:
        default = page.run(SHOWN)
    with browser.page(f"{pages[1]}/en.html{hash}") as page:
        assert page.run(SHOWN) == default and page.troubles() == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "width"), [("en", 320), ("en", 640), ("en", 1200), *((lang, 320) for lang in LANGUAGES if lang != "en")]
)
def test_the_page_fits_any_width_and_asks_for_nothing_else(lang, width, pages, browser):
    for scripts in (True, False):
        with browser.page(f"{pages[1]}/{lang}.html", width, scripts=scripts) as page:
            assert page.troubles() == [] and page.overflow() == [0]
            assert page.requests() == [f"{pages[1]}/{lang}.html"]
            assert page.run("document.getElementById('weights').hidden") is not scripts


@pytest.mark.browser
def test_sliders_and_tables_have_names(drawn, pages, browser):
    ranked = rank_under(drawn, CHOICES[0])["rank"].count()
    with browser.page(f"{pages[1]}/en.html") as page:
        nodes = page.accessible()
        assert [name for role, name in nodes if role == "slider"] == ["Stackability", "Portability", "Speed"]
        assert ("table", f"{ranked} jurisdictions, ranked") in nodes


@pytest.mark.browser
def test_it_works_in_a_sandboxed_frame_with_scripts(drawn, pages, browser):
    fastest = rank_under(drawn, {"ST": 0, "PO": 0, "SP": 5}).set_index("jurisdiction_id")["rank"].idxmin()
    (pages[0] / "host.html").write_text(
        '<!DOCTYPE html><title>host</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="100%" '
        'height="900" src="en.html#ST=0&amp;PO=0&amp;SP=5"></iframe>'
    )
    with browser.page(f"{pages[1]}/host.html", 640) as page:
        assert page.troubles() == [] and set(page.overflow()) == {0}
        assert page.in_frame("document.querySelector('#ranked tbody tr').dataset.id") == fastest


@pytest.mark.browser
def test_hostile_names_show_as_text_and_run_nothing(pages, browser):
    for scripts in (True, False):
        with browser.page(f"{pages[1]}/hostile.html", 320, scripts=scripts) as page:
            assert page.troubles() == [] and page.overflow() == [0]
            assert page.run("document.title") != "run"
            assert page.run("document.querySelector('#ranked tbody th').textContent").startswith("</script><script>")
