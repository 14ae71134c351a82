"""Pages allow their own style and script by hash, and nothing else."""

import base64
import hashlib
import json

from credatlas.reports.kits.strict_page import data_block, policy
from credatlas.reports.render import TEMPLATE, read_words


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


def test_the_words_of_the_pages_come_in_the_language_and_keep_their_shape():
    english, french = (read_words("kit-words.json", lang) for lang in ("en", "fr"))
    assert english == json.loads((TEMPLATE / "kit-words.json").read_text("utf-8")) and list(english["weights"]) == list(
        french["weights"]
    )
    assert french["download"] == "Télécharger" and french["markdown"] == ["Markdown", ""]
