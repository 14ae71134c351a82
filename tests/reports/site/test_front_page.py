"""The front page is made from the manifests of what is published, and from nothing else."""

import json
import re

from credatlas.reports.site.front_page import read_manifests, write_index
from tests.reports.manifest_cases import HASH, kit_manifest, report_manifest


def publish(out, folder, **changes):
    place = out / folder
    place.mkdir(parents=True)
    files = [{"path": name, "sha256": HASH} for name in changes.pop("files", ["report.html"])]
    manifest = report_manifest(study=folder.split("/")[0], artefacts=files) | changes
    (place / "manifest.json").write_text(json.dumps(manifest))


def test_failed_and_old_folders_are_not_published(tmp_path):
    for folder in ("a/latest", "a/latest.failed", "b/latest.old"):
        publish(tmp_path, folder)
    assert [manifest["folder"] for manifest in read_manifests(tmp_path)] == ["a/latest"]


def test_a_report_whose_manifest_is_damaged_is_left_out(tmp_path, atlas):
    publish(tmp_path, "a/latest")
    publish(tmp_path, "b/latest")
    (tmp_path / "b/latest/manifest.json").write_text("{")
    page = write_index(tmp_path, atlas)[0].read_text()
    assert "a/latest/report.html" in page and "b/latest" not in page


def test_titles_are_escaped_and_thumbnails_are_the_first_figure(tmp_path, atlas):
    publish(tmp_path, "a/latest", title="<script>alert(1)</script>", figures=["one", "two"])
    page = write_index(tmp_path, atlas)[0].read_text()
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert 'src="a/latest/figures/one.svg"' in page and "two.svg" not in page


def test_only_formats_that_exist_are_linked(tmp_path, atlas):
    publish(tmp_path, "a/latest")
    publish(tmp_path, "b/latest", files=["report.pdf"])
    page = write_index(tmp_path, atlas)[0].read_text()
    assert "a/latest/report.html" in page and "a/latest/report.pdf" not in page and 'href="b/latest/report.pdf"' in page


def test_profiles_stand_as_a_reader_looks_for_them_canada_from_west_to_east_then_others_by_name(tmp_path, atlas):
    for place in ("AU", "CA-AB", "CA-BC", "CA-CICAN", "EE", "EU", "NL", "CA-NS"):
        folder = f"profile-{place.lower()}/latest"
        publish(tmp_path, folder, title=f"About {place}", study="profile", parameters={"jurisdiction": place})
    publish(tmp_path, "canada/latest", title="About all")
    page = write_index(tmp_path, atlas)[0].read_text()
    found = re.findall(r">About ([^<]+)<", page)
    assert list(dict.fromkeys(found)) == ["all", "CA-BC", "CA-AB", "CA-NS", "CA-CICAN", "AU", "EE", "EU", "NL"]


def test_an_empty_site_has_a_front_page_too(tmp_path, atlas):
    assert "<h1" in write_index(tmp_path, atlas)[0].read_text()


def test_each_language_has_its_page_and_the_pages_link_to_one_another(tmp_path, atlas):
    publish(tmp_path, "claims/latest", title="Was the article right?")
    publish(
        tmp_path, "claims.fr/latest", study="claims", title="L’article avait-il raison ?", parameters={"lang": "fr"}
    )
    english, french = (path.read_text() for path in write_index(tmp_path, atlas))
    assert '<html lang="en">' in english and "Was the article right?" in english and "avait-il" not in english
    assert '<html lang="fr">' in french and "avait-il" in french and ">Affirmations</h2>" in french
    assert 'href="index.fr.html" lang="fr"' in english and 'href="index.html" lang="en"' in french


def test_kits_stand_on_the_page_of_their_language(tmp_path, atlas):
    kit = kit_manifest(title="Nobody leads", thumbnail="frontier.svg")
    folder = tmp_path / "figures/frontier/latest"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(kit))
    (page,) = (path.read_text() for path in write_index(tmp_path, atlas))
    assert '<a href="figures/frontier/latest/index.html">Nobody leads</a>' in page
    assert 'src="figures/frontier/latest/frontier.svg"' in page and 'href="#figures"' not in page


def test_kits_are_no_reports_and_the_readers_page_which_has_no_picture_comes_last(tmp_path, atlas):
    for name in ("a", "weights", "z"):
        folder = tmp_path / "figures" / name / "latest"
        folder.mkdir(parents=True)
        kit = kit_manifest(title=f"<b>{name}", thumbnail="" if name == "weights" else f"{name}.svg")
        (folder / "manifest.json").write_text(json.dumps(kit))
    assert read_manifests(tmp_path) == []
    page = write_index(tmp_path, atlas)[0].read_text()
    assert "&lt;b&gt;weights" in page and "<b>" not in page
    assert page.index("figures/a/latest/index.html") < page.index("figures/z/latest/index.html")
    assert page.index("figures/z/latest/index.html") < page.index("figures/weights/latest/index.html")


def test_a_site_without_english_has_an_english_page_that_leads_to_the_others(tmp_path, atlas):
    publish(tmp_path, "a.es/latest", parameters={"lang": "es"})
    assert [path.name for path in write_index(tmp_path, atlas)] == ["index.html", "index.es.html"]
    page = (tmp_path / "index.html").read_text()
    assert "There is no report in this language." in page and 'href="index.es.html"' in page


def test_a_report_says_its_day_in_the_words_of_its_language(tmp_path, atlas):
    for folder, lang in (("a", "en"), ("a.fr", "fr")):
        (tmp_path / folder / "latest").mkdir(parents=True)
        manifest = report_manifest(day="2022-11-22", parameters={"lang": lang})
        (tmp_path / folder / "latest/manifest.json").write_text(json.dumps(manifest))
    english, french = (path.read_text() for path in write_index(tmp_path, atlas))
    assert "22 November 2022" in english and "22 novembre 2022" in french and "2022-11-22" not in english + french
