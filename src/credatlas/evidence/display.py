"""Write a table as HTML that JupyterLab shows and screen readers can read."""

from collections.abc import Sequence
from html import escape

import pandas as pd

LEFT = ' style="text-align:left"'  # JupyterLab aligns every cell to the right


def show_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence], lang: str = "en") -> str:
    """Return an escaped HTML table with a caption and column heads; the first cell of each row is its head."""
    columns = "".join(f'<th scope="col"{LEFT}>{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{_show_row(row)}</tr>" for row in rows)
    return (
        f'<table lang="{escape(lang, quote=True)}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    )


class ShownFrame(pd.DataFrame):
    """A frame that JupyterLab shows in full, with the caption and the language in its `attrs`."""

    @property
    def _constructor(self):
        return pd.DataFrame  # a selection is an ordinary frame

    def _repr_html_(self) -> str:
        rows, lang = self.to_numpy().tolist(), self.attrs.get("lang", "en")
        return show_table(self.attrs["caption"], list(self.columns), rows, lang)


def _show_row(row: Sequence) -> str:
    first, *rest = (escape(str(cell)) for cell in row)
    left = [isinstance(cell, str) for cell in row]
    cells = (f"<td{LEFT if is_text else ''}>{cell}</td>" for cell, is_text in zip(rest, left[1:], strict=True))
    return f'<th scope="row"{LEFT}>{first}</th>' + "".join(cells)
