"""Fill in the page templates, and read the words, scripts and style sheets that lie among them.

Knows where the templates lie and how they are read: every value is escaped, and a name without a value is an error.
What is filled in comes from elsewhere.
"""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from credatlas.figures.drawing import LIGHT, fill_colours
from credatlas.figures.language import translator

TEMPLATE = Path(__file__).parent / "template"


def fill_template(name: str, /, **values) -> str:
    """Return the page of a template with these values in it, escaped unless they are Markup."""
    return read_template(name).render(**values)


@cache
def read_template(name: str) -> Template:
    """Return a template of the folder, read once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"favicon": _favicon(), "allow": allow}
    return environment.get_template(name)


@cache
def read_words(name: str, lang: str) -> dict:
    """Return what pages say, in a language, from the file of the folder that has it in English."""
    return translator(lang).each(json.loads((TEMPLATE / name).read_text(encoding="utf-8")))


@cache
def read_script(name: str) -> str:
    """Return a script of the template folder without what only its authors need: indents and lines of comment."""
    lines = map(str.strip, (TEMPLATE / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def allow(text: str) -> Markup:
    """Return what a content policy names to allow exactly this style sheet or script: its hash."""
    return Markup("'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'")


def _favicon() -> str:
    """Return the sign of the atlas, layers that stack, as an address that asks nobody for a file."""
    sign = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" '
        f'fill="{LIGHT["accent"]}"/><path d="M7 23h18M7 16h13M7 9h8" stroke="{LIGHT["paper"]}" stroke-width="4"/></svg>'
    )
    return f"data:image/svg+xml,{quote(sign, safe=' :/=')}"


@cache
def read_coloured(name: str) -> str:
    """Return a style sheet of the template folder with the colours of the theme in it."""
    return fill_colours((TEMPLATE / name).read_text(encoding="utf-8"))
