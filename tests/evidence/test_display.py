"""A table that an object shows of itself can be read aloud, and holds text only."""

from html.parser import HTMLParser

from credatlas.evidence.display import show_table


def read(html):
    """Return tags with their attributes, and the text, of some HTML."""
    tags, words = [], []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.handle_data = words.append
    parser.feed(html)
    return tags, words


def test_it_has_a_language_a_caption_and_a_scope_on_every_head():
    tags, words = read(show_table("What", ["name", "rows"], [("a", 1), ("b", 2)], lang="fr"))
    assert tags[0] == ("table", {"lang": "fr"}) and words == ["What", "name", "rows", "a", "1", "b", "2"]
    assert [attributes["scope"] for tag, attributes in tags if tag == "th"] == ["col", "col", "row", "row"]


def test_marks_of_html_are_text_wherever_they_stand():
    mark = '<script>"&'
    tags, words = read(show_table(mark, [mark], [(mark,)], lang='"><script>'))
    assert "script" not in [tag for tag, _ in tags] and "".join(words) == mark * 3


def test_text_stands_to_the_left_and_numbers_as_jupyterlab_sets_them():
    tags, _ = read(show_table("What", ["name", "rows"], [("a", 1)]))
    assert ["style" in attributes for tag, attributes in tags if tag in ("th", "td")] == [True, True, True, False]
