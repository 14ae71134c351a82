"""Links within the site lead to a file, and to a place that it has."""

from xml.etree import ElementTree

from credatlas.reports.site.links import find_dead_links, write_sitemap

PAGE = '<h1 id="top">A</h1><a href="{}">x</a>'


def site(folder, link):
    (folder / "a" / "latest").mkdir(parents=True, exist_ok=True)
    (folder / "runs" / "a").mkdir(parents=True, exist_ok=True)
    (folder / "runs" / "a" / "old.html").write_text(PAGE.format("gone.html"))
    (folder / "index.html").write_text(PAGE.format("a/latest/report.html#top"))
    (folder / "a" / "latest" / "report.html").write_text(PAGE.format(link))
    return folder


def test_a_link_that_leads_somewhere_is_no_problem(tmp_path):
    for link in (
        "#top",
        "../../index.html",
        "../../index.html?x=1#top",
        "report.html",
        "https://example.org/gone",
        "https://atlas.org/site/a/latest/report.html",
        "data:,",
        "mailto:a@example.org",
        "../..",
    ):
        assert find_dead_links(site(tmp_path, link), "https://atlas.org/site/") == [], link


def test_a_link_that_leads_nowhere_is_named_with_its_page(tmp_path):
    for link, problem in {
        "gone.html": "leads to no file",
        "#bottom": "names a place that the page does not have",
        "../../index.html#bottom": "names a place that the page does not have",
        "../../../outside.html": "leads out of the site",
        "javascript:alert(1)": "is no address of the web",
        "https://atlas.org/site/gone.html": "leads to no file",
    }.items():
        found = find_dead_links(site(tmp_path, link), "https://atlas.org/site")
        assert found == [f"a/latest/report.html: {link} {problem}"]


def test_the_rungs_of_a_picture_are_followed(tmp_path):
    (tmp_path / "index.html").write_text('<img src="a.png" srcset="a.png 1x, b.png 2x">')
    (tmp_path / "a.png").touch()
    assert find_dead_links(tmp_path) == ["index.html: b.png leads to no file"]


def test_the_sitemap_names_every_page_but_those_of_past_runs(tmp_path):
    write_sitemap(site(tmp_path, "#top"), "https://atlas.org/site/?a&b")
    found = ElementTree.parse(tmp_path / "sitemap.xml").getroot()
    assert [url[0].text for url in found] == [
        "https://atlas.org/site/?a&b/a/latest/report.html",
        "https://atlas.org/site/?a&b/",
    ]
