"""Pages allow their own style and script by hash, and nothing else."""

import base64
import hashlib
import json
import re
import string

import pytest

from credatlas.reports.strict import WORDS, data_block, policy


def test_style_and_script_are_allowed_by_their_hash():
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy("", "run()")
    assert "unsafe" not in policy("a{}", "run()")


def test_without_a_script_none_is_allowed():
    assert "default-src 'none'" in policy("a{}") and "script-src 'none'" in policy("a{}")


def test_no_text_in_a_data_block_can_end_its_script():
    values = {"name": "</script><script>alert(1)</script>", "comment": "<!-- & -->"}
    block = str(data_block(values))
    assert not set("<>&") & set(block) and json.loads(block) == values


def _leaves(words, path=()):
    if isinstance(words, str):
        yield path, words
    else:
        for key, value in words.items() if isinstance(words, dict) else enumerate(words):
            yield from _leaves(value, (*path, key))


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_every_language_says_the_same_with_the_same_placeholders(lang):
    english, other = dict(_leaves(WORDS["en"])), dict(_leaves(WORDS[lang]))
    assert list(english) == list(other)
    for path, text in english.items():
        fields = [
            sorted({name for _, name, _, _ in string.Formatter().parse(one) if name}) for one in (text, other[path])
        ]
        assert fields[0] == fields[1], path
        assert bool(text) == bool(other[path]), path


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_nothing_is_left_in_english(lang):
    same = [
        text for (path, text), other in zip(_leaves(WORDS["en"]), dict(_leaves(WORDS[lang])).values(), strict=True)
        if text == other and re.search("[a-z]{3}", text)
    ]  # fmt: skip
    assert set(same) <= {"Markdown", "BibTeX", "article, 9:5"}
