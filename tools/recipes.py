"""Run the recipes of docs/recipes.md, and write below each block what it gives: `make headlines`.

A block of ```python is run with the names of those before it in its recipe; where a block of ```text follows, its
content is the value of the last line, as a notebook shows it without its frames.
"""

import ast
import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/recipes.md"
_HEAD = re.compile(r"^(?=## )", re.MULTILINE)
_BLOCK = re.compile(r"(?P<before>```python\n(?P<code>.*?)```\n)(?P<told>\n```text\n(?P<text>.*?)```\n)?", re.DOTALL)


def split_page(page: str) -> list[str]:
    """Return what stands before the recipes, then each recipe."""
    return _HEAD.split(page)


def run_recipe(recipe: str) -> str:
    """Return the recipe with what each of its blocks gives; it runs in a folder of its own, where `examples` is."""
    names: dict = {}

    def run(block: re.Match) -> str:
        value = _run(block["code"], names)
        return block["before"] + (f"\n```text\n{value!r}\n```\n" if block["told"] else "")

    with _scratch(), pd.option_context("display.width", 120, "display.max_columns", 12):
        return _BLOCK.sub(run, recipe)


def _run(code: str, names: dict):
    *lines, last = ast.parse(code).body
    ends_in_value = isinstance(last, ast.Expr)
    exec(compile(ast.Module(lines if ends_in_value else [*lines, last], []), str(PAGE), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(PAGE), "eval"), names) if ends_in_value else None


@contextlib.contextmanager
def _scratch() -> Iterator[None]:
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        os.symlink(ROOT / "examples", "examples")
        yield


if __name__ == "__main__":
    PAGE.write_text("".join(map(run_recipe, split_page(PAGE.read_text(encoding="utf-8")))), encoding="utf-8")
