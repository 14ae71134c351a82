"""A chart in a frame answers to pointer, key and finger with the figure's own rows, and asks for nothing."""

import json
import re
from functools import cache, partial

import pytest

from credatlas.figures.chart import list_kits
from credatlas.figures.view import View
from credatlas.index.claims.judge import judge_claims
from credatlas.reports.kits.editions import KitAddress
from credatlas.reports.kits.pages import HEAVIEST, chart_page, touched_rows
from credatlas.reports.kits.repertoire import draw_in, draw_named
from credatlas.reports.kits.snippets import frame_height
from tests.browser import serve

pytestmark = [pytest.mark.slow, pytest.mark.browser]

COLUMNS = (343, 375, 640, 760, 1200)  # pixels of the columns that a figure is delivered in
LEAST = 11.0  # pixels
PICTURES = ("hasse",)  # without rows to touch
MATRIX = "score-matrix"  # a table, whose cells answer
LETTERS = """(all => JSON.stringify(all.map(e => { const m = e.getScreenCTM ? e.getScreenCTM() : {a: 1, b: 0};
    return parseFloat(getComputedStyle(e).fontSize) * Math.hypot(m.a, m.b); })))(
  [...document.querySelectorAll('body *')].filter(e => e.getClientRects().length && !e.closest('script, style, defs')
    && !['title', 'desc'].includes(e.localName) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())))"""
SHOWN = "[...document.querySelectorAll('[data-at]')].filter(mark => mark.getClientRects().length)"
TOLD = "document.getElementById('told').hidden ? '' : document.getElementById('told').innerText"


def page_of(draw, name):
    """The page of a frame without the files that lie beside it."""
    figure = draw("article")
    shapes = {"article": f"{name}-plot.svg"}
    kit = KitAddress(name, "latest", "p")
    return chart_page(
        figure=figure,
        tall=draw("tall"),
        kit=kit,
        licence=("", ""),
        oembed="",
        shapes=shapes,
        days={},
        card="",
        address="",
    )


@pytest.fixture(scope="module")
def frames(atlas, tmp_path_factory):
    """The frame of each kit, served: the folder, its address, and by name the height that the snippet gives a frame."""
    folder, view, heights = tmp_path_factory.mktemp("frames"), View(atlas.as_of("latest")), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("credatlas.figures.view.judge_claims", partial(judge_claims, draws=1000))
        for name in list_kits():
            draw = cache(draw_in(view, name))
            (folder / f"{name}.html").write_text(page_of(draw, name))
            (folder / f"{name}-plot.svg").write_text(draw("article").svg)
            heights[name] = frame_height(draw("article"), draw("tall"))
    with serve(folder) as address:
        yield folder, address, heights


@pytest.fixture
def profile(frames):
    return f"{frames[1]}/dimension-profile.html"


def names_and_scores(atlas):
    figure = draw_named("dimension-profile", atlas)("article")
    place = {column.name: index for index, column in enumerate(figure.columns)}
    return {row[place["jurisdiction_id"]]: (row[place["jurisdiction"]], row[place["score"]]) for row in figure.rows}


@pytest.mark.parametrize("name", list_kits())
def test_every_letter_of_a_frame_can_be_read_at_every_width_and_the_height_of_the_snippet_cuts_nothing(
    name, frames, browser
):
    with browser.page(f"{frames[1]}/{name}.html", COLUMNS[0]) as page:
        for width in COLUMNS:
            page.resize(width)
            page.settle()
            sizes = json.loads(page.run(LETTERS))
            assert len(sizes) > 5 and min(sizes) >= LEAST, (width, min(sizes))
            assert page.overflow() == [0] and page.troubles() == [], width
            needed = page.run("document.documentElement.getBoundingClientRect().height")
            assert needed <= frames[2][name] or name in PICTURES, (width, needed)
        expected = {f"{frames[1]}/{name}.html"} | ({f"{frames[1]}/{name}-plot.svg"} if name in PICTURES else set())
        assert set(page.requests()) == expected


def test_plain_frames_that_are_higher_than_their_pages_show_the_data_in_the_room_that_is_left(frames, browser):
    names = [name for name in list_kits() if name not in PICTURES]
    held = "".join(
        f'<iframe sandbox="allow-scripts" width="640" height="{frames[2][name]}" src="{name}.html"></iframe>'
        for name in names
    )
    (frames[0] / "plain.html").write_text(f'<!DOCTYPE html><title>host</title><link rel="icon" href="data:,">{held}')
    with browser.page(f"{frames[1]}/plain.html", 760) as page:
        height, open_still = "document.documentElement.getBoundingClientRect().height", names
        for _ in range(100):  # a busy machine takes longer than a frame waits
            page.run("new Promise(done => setTimeout(done, 150))")
            filled = {name: page.in_frame(height, index) for index, name in enumerate(names, start=1)}
            if not (open_still := [name for name in names if filled[name] <= 0.75 * frames[2][name]]):
                break
        assert open_still == [] and all(filled[name] <= frames[2][name] for name in names)
        assert set(page.overflow()) == {0} and page.troubles() == []


def test_every_frame_is_light_and_marks_answer_where_there_are_rows(frames):
    for name in list_kits():
        page = (frames[0] / f"{name}.html").read_text()
        assert len(page.encode()) < HEAVIEST == 55_000
        assert len(re.findall("<script>(.*?)</script>", page, re.DOTALL)[0].encode()) < 15_000
        assert ('id="rows"' in page) == (name not in (*PICTURES, MATRIX)), name


def test_a_mark_tells_name_value_bounds_and_coverage_to_pointer_and_key(profile, atlas, browser):
    known = names_and_scores(atlas)
    with browser.page(profile, 760) as page:
        for happens in ("dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))", "focus()"):
            for jurisdiction in ("IE", "NZ"):
                page.run(f"{SHOWN}.find(mark => mark.dataset.at === '{jurisdiction}').{happens}")
                told, (name, score) = page.run(TOLD), known[jurisdiction]
                assert told.startswith(name) and f"Score\n{score:.1f}" in told.replace("\n\n", "\n")
                assert all(word in told for word in ("Lowest", "Highest", "Read", "Applicable"))
        page.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
        assert page.run(TOLD) == ""


def test_a_clause_is_told_where_the_rows_have_one(frames, atlas, browser):
    rows = touched_rows(draw_named("strongest-clause", atlas)("article"))
    finding = next(row for row in rows["rows"] if "IE" in row[0])[1 + rows["labels"].index("Finding")]
    with browser.page(f"{frames[1]}/strongest-clause.html", 640) as page:
        page.run(f"{SHOWN}.find(mark => mark.dataset.at === 'IE').focus()")
        assert finding and finding in page.run(TOLD)


CELL = "[...document.querySelectorAll('.grid tr')].find(row => row.innerText.startsWith('Ireland')).cells[2]"
TOLD_BELOW = """[...document.querySelectorAll('.grid td span')].filter(told => getComputedStyle(told).opacity === '1')
    .map(told => told.textContent).join()"""


@pytest.fixture(scope="module")
def clause(atlas):
    """What Ireland's texts say on the value of credit."""
    rows = draw_named(MATRIX, atlas)("article").frame.set_index(["jurisdiction_id", "indicator_id"])
    return rows.loc[("IE", "ST2"), "finding"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without"])
def test_a_cell_of_the_matrix_shows_its_clause_to_pointer_tap_and_focus(scripts, clause, frames, browser):
    with browser.page(f"{frames[1]}/{MATRIX}.html", 390, 900, scripts=scripts) as page:
        assert page.run(TOLD_BELOW) == "" != clause
        at = json.loads(
            page.run(f"(({{x, y}}) => JSON.stringify({{x: x + 9, y: y + 9}}))({CELL}.getBoundingClientRect())")
        )
        page.call("Input.dispatchMouseEvent", type="mouseMoved", **at)
        assert page.run(TOLD_BELOW) == clause
        page.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
        assert page.run(TOLD_BELOW) == ""
        for kind in ("mousePressed", "mouseReleased"):
            page.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)
        page.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
        assert page.run(f"{CELL} === document.activeElement") and page.run(TOLD_BELOW) == clause
        assert page.overflow() == [0] and page.troubles() == []


def test_a_matrix_is_gone_through_by_keys_and_sorted_by_each_column(clause, frames, browser):
    key = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key: '{}', bubbles: true}}))"
    column = "JSON.stringify([...document.querySelectorAll('.grid tbody tr')].map(row => row.cells[{}].firstChild.textContent))"
    with browser.page(f"{frames[1]}/{MATRIX}.html#highlight=IE") as page:
        assert page.run("document.querySelectorAll('.grid td[tabindex=\"0\"]').length") == 1
        page.run(f"{CELL}.focus()")
        for name, told in (("ArrowLeft", False), ("ArrowDown", False), ("ArrowRight", False), ("ArrowUp", True)):
            page.run(key.format(name))
            assert (page.run(TOLD_BELOW) == clause) is told
        page.run(key.format("Escape"))
        assert page.run(TOLD_BELOW) == ""
        lit = "[...document.querySelectorAll('.grid .on')].map(head => head.textContent).join()"
        assert page.run(lit) == "Ireland" and page.run("document.getElementById('find').value") == "IE"
        places = page.run("document.querySelectorAll('.grid thead button').length")
        for index in range(places):
            page.run(f"document.querySelectorAll('.grid thead button')[{index}].click()")
            cells = json.loads(page.run(column.format(index)))
            known = [int(cell) for cell in cells if cell.isdigit()]
            assert cells == sorted(cells) if index == 0 else known == sorted(known, reverse=True)
            assert all(not cell.isdigit() for cell in cells[len(known) :])
        assert places == 19 and page.run(lit) == "Ireland"


@pytest.mark.parametrize("happens", ["click", "Enter", " "], ids=["tap", "enter", "space"])
def test_pressing_a_mark_highlights_it_in_the_link_and_pressing_again_does_not(happens, profile, browser):
    event = (
        "new MouseEvent('click', {bubbles: true})"
        if happens == "click"
        else f"new KeyboardEvent('keydown', {{key: '{happens}', bubbles: true}})"
    )
    with browser.page(profile, 390) as page:
        press = f"{SHOWN}.find(mark => mark.dataset.at === 'CA-BC').dispatchEvent({event})"
        page.run(press)
        assert page.run("location.hash") == "#highlight=CA-BC" and "British Columbia" in page.run(TOLD)
        page.run(press)
        assert page.run("location.hash") == "" and page.run(TOLD) == ""


def test_a_link_highlights_one_by_name_and_a_chooser_changes_it(profile, browser):
    lit = f"JSON.stringify({SHOWN}.filter(mark => mark.matches('.on')).map(mark => mark.dataset.at))"
    with browser.page(f"{profile}#highlight=CA-ON") as page:
        assert (
            json.loads(page.run(lit)) == ["CA-ON"]
            and page.run("document.getElementById('find').selectedOptions[0].text") == "Ontario"
        )
        page.run(
            "(find => { find.value = 'EU'; find.dispatchEvent(new Event('change')); })(document.getElementById('find'))"
        )
        assert json.loads(page.run(lit)) == ["EU"] and page.run("location.hash") == "#highlight=EU"
    with browser.page(f"{profile}#highlight=<b>") as page:
        assert json.loads(page.run(lit)) == [] and page.troubles() == []


def test_marks_are_buttons_with_names_for_those_who_listen(profile, browser):
    with browser.page(profile) as page:
        nodes = page.accessible()
        assert ("button", "Ireland") in nodes and ("button", "British Columbia") in nodes


@pytest.mark.parametrize(
    ("asked", "on_dark", "paper"),
    [
        ("", True, "rgb(254, 254, 254)"), ("?theme=light", True, "rgb(254, 254, 254)"),
        ("?theme=dark", False, "rgb(20, 24, 28)"), ("?theme=auto", True, "rgb(20, 24, 28)"),
        ("?theme=auto", False, "rgb(254, 254, 254)"), ("?theme=<b>", True, "rgb(254, 254, 254)"),
    ],
)  # fmt: skip
def test_a_frame_is_light_unless_its_address_asks_for_dark(asked, on_dark, paper, profile, browser):
    with browser.page(profile + asked, dark=on_dark) as page:
        assert page.run("getComputedStyle(document.body).backgroundColor") == paper
        ink = page.run("getComputedStyle(document.querySelector('.plots text')).fill")
        assert ink == page.run("getComputedStyle(document.body).color")


def test_without_a_script_the_frame_shows_drawing_and_data_and_no_chooser(profile, browser):
    with browser.page(profile, 760, scripts=False) as page:
        assert page.troubles() == [] and page.run("document.querySelectorAll('table tbody tr').length") > 5
        assert page.run("document.querySelector('.find').hidden") and page.run(TOLD) == ""
        assert page.run("document.querySelector('.wide svg').getBoundingClientRect().height") > 200


def test_in_a_frame_that_may_open_nothing_a_link_can_be_copied(frames, browser):
    (frames[0] / "host.html").write_text(
        '<!DOCTYPE html><title>host</title><link rel="icon" href="data:,">'
        '<iframe sandbox="allow-scripts" width="100%" height="700" src="dimension-profile.html"></iframe>'
    )
    with browser.page(f"{frames[1]}/host.html", 760) as page:
        page.in_frame("document.querySelector('a[target]').addEventListener('click', e => e.preventDefault())")
        page.in_frame("document.querySelector('a[target]').click()")
        assert page.in_frame("document.querySelector('.copy input').value") == f"{frames[1]}/index.html"
        assert page.in_frame("document.querySelector('.copy').hidden") is False
        page.in_frame(f"{SHOWN}[0].dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
        assert page.in_frame("document.querySelectorAll('.on').length") > 0 and page.troubles() == []
