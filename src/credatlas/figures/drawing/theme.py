"""The theme: the colours of text, lines and paper, light and dark, and the rules that write them in SVG and CSS.

The only place where these colours stand; Typst sources get the light ones as data. A drawing holds the light ones too;
what recolours it on a dark page is written here. All other colours of a chart are data and stay: see `style`.
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


def themed(svg: str) -> str:
    """Return the drawing with ink, lines and paper as CSS variables: those of our page, else those of JupyterLab."""
    for role, variable in DRAWN.items():
        svg = svg.replace(LIGHT[role], f"var(--ca-{role}, var({variable}, {LIGHT[role]}))")
    return svg


def dark_rules() -> str:
    """Return the CSS by which a drawing that is shown as a picture follows a dark page."""
    rules = (f'[{mark}="{LIGHT[role]}"]{{{mark}:{DARK[role]}}}' for role in DRAWN for mark in ("fill", "stroke"))
    return f"@media(prefers-color-scheme:dark){{{''.join(rules)}}}"


def fill_colours(css: str) -> str:
    """Return a style sheet with the colours of the theme in place of `$ink`, `$dark_ink` and so on.

    `$ink_channels` is red, green and blue of the ink, for a colour that is partly transparent. Raises KeyError for
    another name.
    """
    dark = {f"dark_{role}": colour for role, colour in DARK.items()}
    channels = " ".join(str(channel) for channel in bytes.fromhex(LIGHT["ink"].removeprefix("#")))
    return Template(css).substitute(LIGHT, **dark, ink_channels=channels)
