"""The theme: every colour of drawings and pages, and the rules that write them in SVG and CSS.

The only place where colours stand. They come light and dark: a drawing and a PDF hold the light ones, and what
recolours a drawing on a dark page, where the ramp of scores runs from dark to light, is written here.
"""

from collections.abc import Mapping
from string import Template

LIGHT = {
    "ink": "#1f2328", "quiet": "#59636e", "line": "#d1d9e0", "paper": "#fefefe",
    "canada": "#b82e24", "others": "#6b7783",
    "low": "#a9cbe8", "middle": "#5b9bd5", "high": "#1f62a5", "on_low": "#101418", "on_high": "#ffffff",
    "accent": "#0b5a75", "shade": "#f3f5f7",
}  # fmt: skip
DARK = {
    "ink": "#e4e8ec", "quiet": "#a2adb8", "line": "#3a434d", "paper": "#14181c",
    "canada": "#ff8f80", "others": "#97a3af",
    "low": "#1f4a73", "middle": "#4d8cc4", "high": "#b5d6f2", "on_low": "#fbfcfd", "on_high": "#0f1317",
    "accent": "#85c8e0", "shade": "#1c2228",
}  # fmt: skip
DRAWN = {  # the colours that drawings use, and the variables of JupyterLab for those that it has
    "ink": "--jp-content-font-color1",
    "quiet": "--jp-content-font-color2",
    "line": "--jp-border-color2",
    "paper": "--jp-layout-color0",
    **dict.fromkeys(("canada", "others", "low", "middle", "high", "on_low", "on_high"), ""),
}
# a page that has none of them may be dark: words must be seen
ELSEWHERE = dict.fromkeys(("ink", "quiet"), "currentColor")

INK, QUIET, LINE, PAPER = (LIGHT[role] for role in ("ink", "quiet", "line", "paper"))
GROUPS = {"Canada": LIGHT["canada"], "others": LIGHT["others"]}

# of nothing, at PALE strength, and of each third of the scale
RAMP = (LINE, LIGHT["low"], LIGHT["middle"], LIGHT["high"])
PALE = 0.5
ON_MIDDLE = "#101417"  # on the middle of the ramp, which a dark page hardly moves
ON_RAMP = (QUIET, LIGHT["on_low"], ON_MIDDLE, LIGHT["on_high"])
DIMENSIONS = {"ST": "#2063b0", "PO": "#9d712d", "SP": "#05a388"}
BARRIER = "#8a46d6"


def themed(svg: str) -> str:
    """Return the drawing in colours of our page, of JupyterLab, or of the text around it, by CSS variables."""
    for role, variable in DRAWN.items():
        plain = ELSEWHERE.get(role, LIGHT[role])
        svg = svg.replace(LIGHT[role], f"var(--ca-{role}, {f'var({variable}, {plain})' if variable else plain})")
    return svg


def dark_rules() -> str:
    """Return the CSS by which a drawing that is shown as a picture follows a dark page."""
    return f"@media(prefers-color-scheme:dark){{{_recolour(DARK)}}}"


def _recolour(colours: Mapping[str, str]) -> str:
    """Return the CSS that gives the parts of a drawing other colours in place of the light ones."""
    return "".join(
        f'[{mark}="{LIGHT[role]}"]{{{mark}:{colours[role]}}}' for role in DRAWN for mark in ("fill", "stroke")
    )


def fill_colours(css: str) -> str:
    """Return a style sheet with the colours of the theme in place of `$ink`, `$dark_ink` and so on.

    `$shadow` is that of a box that scrolls; `$drawn` the variables of drawings; `$recoloured` the rules by which a
    drawing inside a page takes its colours from these variables. Raises KeyError for another name.
    """
    channels = " ".join(str(channel) for channel in bytes.fromhex(INK.removeprefix("#")))
    shadows = {"shadow": f"rgb({channels} / 22%)", "dark_shadow": "rgb(0 0 0 / 70%)"}
    dark = {f"dark_{role}": colour for role, colour in DARK.items()}
    drawn = {f"{start}drawn": "; ".join(f"--ca-{role}: {colours[role]}" for role in DRAWN)
             for start, colours in (("", LIGHT), ("dark_", DARK))}  # fmt: skip
    recoloured = _recolour({role: f"var(--ca-{role})" for role in DRAWN})
    marks = {"on_middle": ON_MIDDLE, "barrier": BARRIER, "recoloured": recoloured}
    return Template(css).substitute(LIGHT, **dark, **drawn, **shadows, **marks)
