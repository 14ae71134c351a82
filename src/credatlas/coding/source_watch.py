"""Look whether the addresses of the sources still lead to what was read, and note what each answered.

Knows HTTP, and one CSV file of answers, to which a line is added after each address, so that a run can be stopped and
gone on with. Never part of a build: it asks other people's servers, one address at a time.
"""

import csv
import hashlib
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from credatlas.evidence import Dataset

AGENT = "credatlas-source-watch/1 (checks the addresses that a policy atlas cites; one request at a time)"
MOST_BYTES = 20_000_000  # of an answer; a longer one is compared by its beginning
GONE = (404, 410)
FOR_GOOD = (301, 308)  # redirects that say that the new address is to be used from now on
UNSEEN = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
ARCHIVED = re.compile(r'<([^>]+)>[^,]*\brel="?[^",;]*\bmemento\b', re.IGNORECASE)  # RFC 7089


class Answer(StrEnum):
    """What an address answered."""

    SAME = "same"  # as it was the last time, or the first time that it was asked
    CHANGED = "changed"  # the text of the page is another one
    MOVED = "moved"  # for good, to another address
    DEAD = "dead"  # there is no such page, or no such server
    UNREACHABLE = "unreachable"  # no answer in time, a certificate that does not hold, a fault of the server


@dataclass(frozen=True)
class Visit:
    """One visit to the address of a source: a row of the file of answers. Texts are "" where there is nothing."""

    source_id: str
    url: str
    visited: str  # moment, with its time zone
    answer: str
    why: str = ""
    moved_to: str = ""
    archive_url: str = ""  # where the server itself names a stored copy
    sha256: str = ""  # of the text without its markup


class _NoteRedirects(HTTPRedirectHandler):
    """Follow redirects, and note the address that they lead to as long as every one is for good."""

    def __init__(self) -> None:
        self.moved_to = ""
        self.for_good = True

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """Note a redirect before it is followed."""
        self.for_good = self.for_good and code in FOR_GOOD
        self.moved_to = newurl if self.for_good else self.moved_to
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def watch_sources(
    dataset: Dataset,
    file: Path,
    now: Callable[[], datetime],
    *,
    pause: float = 2.0,
    timeout: float = 30.0,
    fresh: timedelta = timedelta(days=7),
    told: Callable[[int, int, Visit], None] = lambda number, total, visit: None,
) -> list[Visit]:
    """Visit the address of every source, note each answer in `file`, and return the latest visit of each.

    Parameters
    ----------
    dataset
        the data whose `sources` are looked at.
    file
        CSV file of the visits, made where it is not there; its last visit to an address is what a page is compared
        with, and an address that was visited less than `fresh` ago is not asked again.
    now
        gives the moment of a visit, with a time zone.
    pause
        seconds between two requests to one server.
    timeout
        seconds that an answer may take.
    told
        called after each visit with its number, the number of sources, and the visit.

    Raises
    ------
    OSError
        when the file cannot be read or written.
    ValueError
        when the file is not one of visits.
    """
    before = _read_visits(file)
    asked: dict[str, float] = {}
    visits = []
    addresses = list(zip(dataset.sources["source_id"], dataset.sources["url"], strict=True))
    for number, (source_id, url) in enumerate(addresses, 1):
        last = before.get(source_id)
        if last and last.url == url and now() - datetime.fromisoformat(last.visited) < fresh:
            visit = last
        else:
            host = urlsplit(url).netloc
            time.sleep(max(0.0, asked.get(host, 0.0) + pause - time.monotonic()))
            visit = visit_address(source_id, url, now(), last, timeout)
            asked[host] = time.monotonic()
            _add_visit(file, visit)
        visits.append(visit)
        told(number, len(addresses), visit)
    return visits


def visit_address(source_id: str, url: str, moment: datetime, last: Visit | None, timeout: float = 30.0) -> Visit:
    """Ask an address once, at a moment; `last` is the visit to compare with."""
    redirects, visited = _NoteRedirects(), moment.isoformat(timespec="seconds")
    known = last.sha256 if last and last.url == url else ""

    def visit(answer: Answer, why: str = "", **more: str) -> Visit:
        return Visit(source_id, url, visited, answer, why, **{"sha256": known, "moved_to": redirects.moved_to, **more})

    try:
        with build_opener(redirects).open(Request(url, headers={"User-Agent": AGENT}), timeout=timeout) as response:
            content, named = response.read(MOST_BYTES), response.headers.get("Link", "")
    except HTTPError as error:
        return visit(Answer.DEAD if error.code in GONE else Answer.UNREACHABLE, f"HTTP {error.code}")
    except (URLError, OSError, HTTPException, ValueError) as error:
        return visit(*_explain(getattr(error, "reason", error)))
    digest, archived = hashlib.sha256(_text_of(content)).hexdigest(), ARCHIVED.search(named)
    found = {"sha256": digest, "archive_url": archived[1] if archived else ""}
    if known and digest != known:
        return visit(Answer.CHANGED, "the text is another one than at the last visit", **found)
    return visit(Answer.MOVED if redirects.moved_to else Answer.SAME, **found)


def _explain(error: object) -> tuple[Answer, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer.UNREACHABLE, f"the certificate does not hold: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return Answer.UNREACHABLE, "no answer in time"
    if isinstance(error, socket.gaierror):
        return Answer.DEAD, "there is no such server"
    return Answer.UNREACHABLE, str(error)


def _text_of(content: bytes) -> bytes:
    """Return what a reader sees of a page, in one spacing; of anything else its bytes."""
    if not re.search(rb"<html|<!doctype", content[:2000], re.IGNORECASE):
        return content
    return " ".join(unescape(UNSEEN.sub(" ", content.decode("utf-8", "replace"))).split()).encode()


def list_affected(dataset: Dataset, visits: list[Visit]) -> Iterator[tuple[Visit, list[str]]]:
    """Yield each visit that found anything else than what was there, with the provisions that stand on its source."""
    provisions = dataset.provisions
    named = provisions["framework_id"] + " " + provisions["indicator_id"]
    standing = named.groupby(provisions["source_id"]).agg(list)
    for visit in visits:
        if visit.answer != Answer.SAME:
            yield visit, standing.get(visit.source_id, [])


def _read_visits(file: Path) -> dict[str, Visit]:
    """Return the last visit of each source. A line that was cut short by the end of a run is left out."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        columns = [field.name for field in fields(Visit)]
        if next(reader, []) != columns:
            raise ValueError(f"{file} is no file of visits; its columns are to be {','.join(columns)}")
        return {row[0]: Visit(*row) for row in reader if len(row) == len(columns)}


def _add_visit(file: Path, visit: Visit) -> None:
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        if new:
            writer.writerow(field.name for field in fields(Visit))
        writer.writerow(asdict(visit).values())
