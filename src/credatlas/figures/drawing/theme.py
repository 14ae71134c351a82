"""The theme: every colour of drawings and pages, and the rules that write them in SVG and CSS.

The only place where colours stand. Those of text, lines and paper come light and dark: a drawing and a PDF hold the
light ones, and what recolours a drawing on a dark page is written here. All other colours are data, and stay.
"""

from string import Template

LIGHT = {
    "ink": "#1f2328", "quiet": "#59636e", "line": "#d1d9e0", "paper": "#fefefe",
    "accent": "#0b5a75", "shade": "#f3f5f7",
}  # fmt: skip
DARK = {
    "ink": "#e4e8ec", "quiet": "#a2adb8", "line": "#3a434d", "paper": "#14181c",
    "accent": "#85c8e0", "shade": "#1c2228",
}  # fmt: skip
DRAWN = {  # the colours that drawings use, and the variables of JupyterLab for them
    "ink": "--jp-content-font-color1",
    "quiet": "--jp-content-font-color2",
    "line": "--jp-border-color2",
    "paper": "--jp-layout-color0",
}
ELSEWHERE = dict.fromkeys(
    ("ink", "quiet"), "currentColor"
)  # a page that has none of them may be dark: words must be seen

INK, QUIET, LINE, PAPER = (LIGHT[role] for role in DRAWN)

RAMP = (LINE, "#a9cbe8", "#5b9bd5", "#1f62a5")  # codes 0-3; 0 is drawn at PALE strength
PALE = 0.5
ON_PALE, ON_DEEP = "#101418", "#ffffff"  # digits inside coloured cells, in light and dark pages alike
ON_RAMP = (QUIET, ON_PALE, ON_PALE, ON_DEEP)
DIMENSIONS = {"ST": "#2063b0", "PO": "#9d712d", "SP": "#05a388"}
GROUPS = {"Canada": "#b65a5c", "sector": "#924b84", "Europe": "#4983e5", "Asia-Pacific": "#2da73d"}
BARRIER = "#c8372d"


def themed(svg: str) -> str:
    """Return the drawing in colours of our page, of JupyterLab, or of the text around it, by CSS variables."""
    for role, variable in DRAWN.items():
        svg = svg.replace(LIGHT[role], f"var(--ca-{role}, var({variable}, {ELSEWHERE.get(role, LIGHT[role])}))")
    return svg


def dark_rules() -> str:
    """Return the CSS by which a drawing that is shown as a picture follows a dark page."""
    rules = (f'[{mark}="{LIGHT[role]}"]{{{mark}:{DARK[role]}}}' for role in DRAWN for mark in ("fill", "stroke"))
    return f"@media(prefers-color-scheme:dark){{{''.join(rules)}}}"


def fill_colours(css: str) -> str:
    """Return a style sheet with the colours of the theme in place of `$ink`, `$dark_ink` and so on.

    `$shadow` is that of a box that scrolls. Raises KeyError for another name.
    """
    channels = " ".join(str(channel) for channel in bytes.fromhex(INK.removeprefix("#")))
    shadows = {"shadow": f"rgb({channels} / 22%)", "dark_shadow": "rgb(0 0 0 / 70%)"}
    dark = {f"dark_{role}": colour for role, colour in DARK.items()}
    return Template(css).substitute(LIGHT, **dark, **shadows)
