"""Render pages under a strict content security policy: its one style sheet and script are allowed by their hash.

Knows the templates' folder and the policy. What a page says comes in; nothing is written here.
"""

import json
from collections.abc import Sequence

from markupsafe import Markup

from credatlas.reports.render import allow, fill_template, read_coloured, read_script, read_words


def render_strict(template: str, *, styles: Sequence[str], scripts: Sequence[str] = (), lang: str, **values) -> str:
    """Return a page whose policy allows its own style and script by hash, and pictures and frames of its own site.

    Nothing else is allowed. `styles` and `scripts` name files beside the templates; words are those of `lang`.
    """
    style = "".join(read_coloured(name) for name in styles)
    code = "\n".join(map(read_script, scripts))
    own = {"policy": policy(style, code), "style": Markup(style), "script": Markup(code)}
    return fill_template(template, **own, lang=lang, words=read_words("kit-words.json", lang), **values)


def policy(style: str, script: str = "") -> str:
    """Return the content policy of a page with this style sheet and this script."""
    scripts = allow(script) if script else "'none'"
    own = f"default-src 'none'; style-src {allow(style)}; script-src {scripts}"
    return f"{own}; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'"


def data_block(values) -> Markup:
    """Return JSON for a `<script type="application/json">`: no text in it can end the script."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
