"""Tell the cases of data/codebook anew from the data: `make codebook`.

On each page the cases of each code and the decided edge cases are written from the data; all else is written by hand
and stays. A case whose framework no longer has the code is replaced by another, an edge case that is none any more goes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from credatlas import load
from credatlas.evidence import Dataset

ATTRIBUTES = ["status", "scope", "obligation", "precision", "delegation"]
WIDTH = 118
HEADS = re.compile(r"^### (.+)\n", re.MULTILINE)
NAMED = re.compile(r"`([a-z0-9-]+)`")
CASE = re.compile(r"^- \*\*([^*,]+)(?:, [^*]+)?\*\*: (?:`([a-z0-9-]+)`)?", re.MULTILINE)


class Page:
    """What the data say of one indicator."""

    def __init__(self, atlas: Dataset, indicator_id: str):
        tables = (atlas.provisions, atlas.codings_a, atlas.codings_b)
        of_indicator = (table[table["indicator_id"] == indicator_id] for table in tables)
        self.final, self.a, self.b = (table.set_index("framework_id") for table in of_indicator)
        self.sources = atlas.sources.set_index("source_id")
        self.labels = atlas.codes[atlas.codes["attribute"].isin(ATTRIBUTES)]
        self.told: dict[str, str] = {}  # framework: the attribute under which its case is told

    def tell_cases(self, part: str) -> str:
        """Return the part with a case for each code, as the data have them now."""
        start, *pieces = HEADS.split(part)
        text = start
        for head, body in zip(pieces[::2], pieces[1::2], strict=True):
            attribute = head.partition(":")[0].lower()
            chosen = dict(CASE.findall(body))
            rows = self.labels[self.labels["attribute"] == attribute]
            cases = [
                self._tell_case(attribute, row.code, row.label_en, chosen.get(row.code, ""))
                for row in rows.itertuples()
            ]
            text += f"### {head}\n\n" + "\n".join(cases) + "\n\n"
        return text

    def _tell_case(self, attribute: str, code: str, label: str, before: str) -> str:
        name = f"{code}, {label}" if code.isdigit() else code
        having = [name for name, value in self.final[attribute].items() if _number(value) == code]
        if not having:
            return f"- **{name}**: no case in the data yet."
        again = [framework for framework in self.told if framework in having]
        framework = before if before in having else next(iter([*again, *having]))
        row = self.final.loc[framework]
        first = f"- **{name}**: `{framework}` ({_codes(row)})"
        if framework in self.told:
            return _wrap(f"{first}, told under {self.told[framework]}.", 2)
        self.told[framework] = attribute
        lines = [f"  - Finding: {row['finding']}"] if row["finding"] else []
        lines += [f"  - Why: {row['note']}", *(["  - " + self._cite(row)] if row["source_id"] else [])]
        return "\n".join([_wrap(first, 2), *(_wrap(line, 4) for line in lines)])

    def tell_edges(self, part: str) -> str:
        """Return the part with the decided edge cases that still are some."""
        start, *pieces = HEADS.split(part)
        groups = [self._keep_alike(NAMED.findall(head)) for head in pieces[::2]]
        return start + "\n\n".join(self._tell_edge(group) for group in groups if group) + "\n"

    def _keep_alike(self, frameworks: list[str]) -> list[str]:
        first = self._coded(frameworks[0])
        return [name for name in frameworks if self._coded(name) == first] if first and len(set(first)) > 1 else []

    def _coded(self, framework: str) -> list[str]:
        tables = (self.a, self.b, self.final)
        return [_codes(table.loc[framework]) for table in tables] if all(framework in t.index for t in tables) else []

    def _tell_edge(self, frameworks: list[str]) -> str:
        a, b, final = (table.loc[frameworks[0]] for table in (self.a, self.b, self.final))
        head = f"### {' · '.join(f'`{name}`' for name in frameworks)}: {'; '.join(_ask(a, b, final))}?"
        lines = [f"- Finding: {final['finding']}"] if final["finding"] else []
        lines += [f"- Pass {name} ({_codes(row)}): {row['note']}" for name, row in (("a", a), ("b", b))]
        lines += [f"- Decided ({_codes(final)}): {final['note']}"]
        lines += ["- " + self._cite(final)] if final["source_id"] else []
        return "\n".join([head, "", *(_wrap(line, 2) for line in lines)])

    def _cite(self, row) -> str:
        source, where = self.sources.loc[row["source_id"]], f", {row['locator']}" if row["locator"] else ""
        cited = f"[{source['title']}]({source['url']}) (`{row['source_id']}`){where}"
        return f"Source: {cited}; confidence {row['confidence']}"


def _ask(a, b, final) -> Iterator[str]:
    """Yield each attribute of which it was asked what it is: only the status where that differs."""
    for attribute in ATTRIBUTES:
        one, other, decided = (_number(row[attribute]) for row in (a, b, final))
        if one == other != decided:
            yield f"{attribute} {one} in both passes, or {decided}"
        elif one != other:
            yield f"{attribute} {' or '.join(sorted({one, other, decided}))}"
        if attribute == "status" and len({one, other, decided}) > 1:
            return


def _number(code) -> str:
    return code if isinstance(code, str) else "" if code != code else f"{code:.0f}"


def _codes(row) -> str:
    numbers = ",".join(filter(None, map(_number, row[ATTRIBUTES[2:]])))
    return ", ".join(filter(None, [row["status"], row["scope"], numbers]))


def _wrap(line: str, indent: int) -> str:
    return fill(line, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


def retell(text: str, page: Page) -> str:
    """Return the text of a page with its cases as the data have them now."""
    by_hand, head, rest = text.partition("## A case for each code\n")
    cases, edge_head, edges = rest.partition("## Decided edge cases\n")
    return by_hand + head + page.tell_cases(cases) + edge_head + page.tell_edges(edges)


def write_pages(atlas: Dataset, folder: Path) -> None:
    """Write every page of the folder anew."""
    for indicator_id in atlas.indicators["indicator_id"]:
        path = folder / f"{indicator_id}.md"
        path.write_text(retell(path.read_text("utf-8"), Page(atlas, indicator_id)), "utf-8")


if __name__ == "__main__":
    data = load()
    write_pages(data, data.folder / "codebook")
    print(f"{data.folder / 'codebook'}: {len(data.indicators)} pages")
