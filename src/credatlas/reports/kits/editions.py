"""Name the files, editions and addresses of a kit, and write those of its files that are text.

An edition is a folder. A pinned one is named by its day and version of the data, and is written once; `latest` follows
the newest data. Knows names and addresses, and the files that are text; pages, pictures and PDF are made above.
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from credatlas.figures import Figure, to_csv
from credatlas.reports.kits.citation import cite_bibtex, cite_csl, cite_plain, licence_of
from credatlas.reports.kits.metadata import to_json, to_metadata

LATEST = "latest"
PAGE, RESIZING, TABLE, BADGE = "index.html", "resizing.html", "table.html", "edition.svg"
CARD = "-card.png"  # ends the name of the picture that a shared link shows
HERE = "ADDRESS-OF-THIS-FOLDER"  # stands in a snippet for a web address that nobody has told
PIXELS = {"article": 1080, "square": 840, "tall": 576}  # across, at 1x


@dataclass(frozen=True)
class KitAddress:
    """Where one edition of a figure lies.

    name: the figure's, which its files are called by; edition: `latest` or `pinned`; pinned: the name of the edition
    that does not change; base: web address of the folder that holds the figure's folder, "" where it is not known.
    """

    name: str
    edition: str
    pinned: str
    base: str = ""

    @property
    def is_pinned(self) -> bool:
        """Whether the bytes at this address never change."""
        return self.edition == self.pinned

    def at(self, edition: str) -> "KitAddress":
        """Return the address of the same figure in another edition."""
        return replace(self, edition=edition)

    def file(self, ending: str, size: str = "article") -> str:
        """Return the name of a file of the kit, such as `frontier-tall@2x.png`; the size for articles has no name."""
        return f"{self.name}{'' if size == 'article' else '-' + size}{ending}"

    def address(self, file: str) -> str:
        """Return the web address of a file of this edition; without a base one to fill in."""
        return f"{self.base.rstrip('/')}/{self.name}/{self.edition}/{file}" if self.base else f"{HERE}/{file}"


def pinned_name(as_of: str, version: str) -> str:
    """Return the name of the edition of a day and a version of the data: `2022-11-22-data-2026.11`."""
    return re.sub(r"[^\w.+-]+", "-", f"{as_of}-data-{version}", flags=re.ASCII)


def editions_to_write(folder: Path, pinned: str, latest: bool, base: str) -> list[KitAddress]:
    """Return the editions to write into a figure's folder: the pinned one where it is not there, and `latest`."""
    editions = [pinned] * (not (folder / pinned).exists()) + [LATEST] * latest
    return [KitAddress(folder.name, edition, pinned, base) for edition in editions]


def page_address(kit: KitAddress) -> str:
    """Return the address of the page of an edition as search engines know it; "" where no base is known."""
    return kit.address(PAGE).removesuffix("index.html") if kit.base else ""


def cited_address(kit: KitAddress) -> str:
    """Return the address that a citation names: that of the pinned edition; "" where no base is known."""
    return kit.at(kit.pinned).address(PAGE) if kit.base else ""


def text_files(figure: Figure, kit: KitAddress) -> dict[str, str]:
    """Return the kit's files that hold data and citation, by name; equal figures give equal text."""
    address = cited_address(kit)
    return {
        kit.file(".csv"): to_csv(figure),
        kit.file(".json"): _dump(to_json(figure, address)),
        kit.file(".metadata.json"): _dump(to_metadata(figure, address)),
        "citation.txt": cite_plain(figure, address) + "\n",
        "citation.bib": cite_bibtex(figure, address),
        "citation.csl.json": _dump(cite_csl(figure, address)),
        "alt.txt": figure.alt + "\n",
        "caption.txt": figure.caption + "\n",
        "licence.txt": "\n".join(filter(None, licence_of(figure))) + "\n",
    }


def _dump(values) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
