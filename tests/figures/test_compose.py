"""A figure of the house carries words, data, origin and drawing."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.figures.compose import Words, compose
from credatlas.figures.figure import Column
from credatlas.figures.language.language import Language

WORDS = Words("The finding", "What is shown", ["Alt text.", "", "And more."], ["How to read it.", "", "And why."])


def build(atlas, words=WORDS, height=50, apart=(), outside=None):
    columns = [Column("a", "A", "An a")]
    frame = pd.DataFrame({"a": [1.25, float("nan")]})
    return compose(
        "x", words, columns, frame, lambda drawing: None, atlas=atlas, t=Language(atlas), size="tall", height=height,
        choices=["1"], apart=apart, outside=outside,
    )  # fmt: skip


def test_words_data_and_origin_are_kept(then):
    figure = build(then.atlas)
    assert (figure.title, figure.subtitle, figure.alt, figure.caption) == (
        "The finding", "What is shown", "Alt text. The finding. And more.", "How to read it. And why.",
    )  # fmt: skip
    assert figure.id == "x-2022-11-22-1-tall"
    assert figure.rows == ((1.25,), (None,))
    assert figure.source.startswith("Source: credatlas data")
    assert (figure.as_of, figure.data_version, figure.lang) == ("2022-11-22", then.atlas.version, "en")


def test_the_drawing_has_the_size_asked_for_and_the_words_of_the_figure(then):
    svg = build(then.atlas).svg
    assert 'viewBox="0 0 343 50"' in svg
    assert ">The finding</title>" in svg and ">Alt text. The finding. And more.</desc>" in svg


def test_an_endless_title_is_cut(then):
    words = Words("x" * 5000, "", ["Alt text."], ["Caption."])
    assert len(build(then.atlas, words).title) == 200


def test_who_is_not_drawn_stands_below_in_the_caption_and_in_the_alt_text(then):
    figure = build(then.atlas, apart=["None: A.", "Later: B."])
    assert figure.caption == "How to read it. And why. None: A. Later: B."
    assert figure.foot == "None: A. Later: B." and build(then.atlas).foot == ""
    assert figure.alt == "Alt text. The finding. And more. None: A. Later: B."
    assert figure.title == "The finding" and "None: A." in figure.svg
    assert 50 < float(figure.svg.split('viewBox="0 0 343 ')[1].split('"')[0]) < 100


def test_where_nobody_is_drawn_the_reason_is_the_title(then):
    figure = build(then.atlas, height=0, apart=["None: A.", "Later: B."])
    assert (figure.title, figure.alt, figure.caption) == (
        "None: A", "None: A. Nobody is drawn. Later: B.", "None: A. Later: B.",
    )  # fmt: skip


def test_what_was_changed_in_the_data_stands_in_the_source_line(then):
    changed = then.atlas.change("ca-on-2020", "ST1", status="silent")
    version = changed.descriptor["version"]
    assert (
        build(changed).source
        == f"Source: credatlas data {version} with 1 code changed, as of 22 November 2022; CC BY 4.0"
    )
    sure = then.atlas.where(confidence=["high", "medium"])
    assert f"data {version}, confidence high and medium only, as of" in build(sure).source


def test_a_day_after_the_end_of_the_data_stands_in_the_source_line(then):
    with pytest.warns(UserWarning, match="the data end on"):
        late = then.atlas.as_of("2030-01-01")
    assert f", which end on {Language(late).date(late.end)}, as of 1 January 2030; " in build(late).source


def test_data_of_ones_own_are_not_cited_as_the_published_ones(then):
    own = replace(then.atlas, descriptor=then.atlas.descriptor | {"name": "my-atlas", "version": "0.1"})
    assert build(own).source == "Source: data package my-atlas 0.1, as of 22 November 2022; CC BY 4.0"


def test_outside_data_name_their_own_source_and_licence(then):
    figure = build(then.atlas, outside=("OECD, Education at a Glance 2024", "CC BY-NC 4.0"))
    assert figure.source.endswith("; OECD, Education at a Glance 2024 (CC BY-NC 4.0); CC BY 4.0 and CC BY-NC 4.0")
    with pytest.raises(ValueError, match="is no pair of a source and its licence"):
        build(then.atlas, outside=("OECD", ""))
