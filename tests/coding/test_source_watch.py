"""The watch over the sources tells dead, moved, changed and unreachable pages, on a server of the test."""

import shutil
import ssl
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from credatlas.coding.source_watch import Answer, list_affected, visit_address, watch_sources
from credatlas.evidence import load

PAGE = b"<!doctype html><html><script>token = %d</script><p>Rule 1: <b>must</b></p></html>"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
HELD = Path(__file__).with_name("self_signed.pem")


class Server(BaseHTTPRequestHandler):
    """Answers by the path that is asked for; `asked` notes each."""

    asked: ClassVar[list] = []

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/slow":
            threading.Event().wait(3)
        if self.path.startswith("/to/"):
            self.send_response(int(self.path[4:7]))
            self.send_header("Location", self.path[7:])
            self.end_headers()
            return
        status = int(self.path[1:]) if self.path[1:].isdigit() else 200
        self.send_response(status)
        if self.path == "/stored":
            self.send_header("Link", '<https://archive.example/1>; rel="first memento"; datetime="x"')
        self.end_headers()
        if status == 200:
            text = PAGE % len(self.asked)
            self.wfile.write(text.replace(b"must", b"may") if self.path == "/edited" and len(self.asked) > 1 else text)

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def served():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    Server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "answer", "why", "moved_to"),
    [
        ("/page", Answer.SAME, "", ""),
        ("/to/301/page", Answer.MOVED, "", "/page"),
        ("/to/302/page", Answer.SAME, "", ""),
        ("/to/301/to/302/page", Answer.MOVED, "", "/to/302/page"),
        ("/to/301/404", Answer.DEAD, "HTTP 404", "/404"),
        ("/404", Answer.DEAD, "HTTP 404", ""),
        ("/410", Answer.DEAD, "HTTP 410", ""),
        ("/503", Answer.UNREACHABLE, "HTTP 503", ""),
        ("/slow", Answer.UNREACHABLE, "no answer in time", ""),
    ],
)
def test_what_an_address_answers_is_told(served, path, answer, why, moved_to):
    visit = visit_address("a", served[1] + path, NOW, None, timeout=0.5)
    assert (visit.answer, visit.why, visit.moved_to) == (answer, why, moved_to and served[1] + moved_to)


def test_a_server_that_is_none_and_a_certificate_that_does_not_hold_are_told(served):
    assert visit_address("a", "http://atlas.invalid/", NOW, None, 5).answer in (Answer.DEAD, Answer.UNREACHABLE)
    server, address = served
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HELD)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    visit = visit_address("a", address.replace("http://127.0.0.1", "https://localhost"), NOW, None, 5)
    assert visit.answer == Answer.UNREACHABLE and visit.why.startswith("the certificate does not hold: self")


def test_only_the_text_of_a_page_makes_it_another_one_and_a_stored_copy_is_noted(served):
    first = visit_address("a", f"{served[1]}/page", NOW, None)
    assert visit_address("a", f"{served[1]}/page", NOW, first).answer == Answer.SAME  # its script is another one
    first = visit_address("a", f"{served[1]}/stored", NOW, None)
    assert first.archive_url == "https://archive.example/1"
    Server.asked.clear()
    first = visit_address("a", f"{served[1]}/edited", NOW, None)
    assert visit_address("a", f"{served[1]}/edited", NOW, first).answer == Answer.CHANGED


def test_a_run_that_was_stopped_goes_on_and_the_provisions_that_stand_on_a_source_are_named(served, toy, tmp_path):
    folder, file = shutil.copytree(toy, tmp_path / "data"), tmp_path / "visits.csv"
    path = folder / "sources.csv"
    path.write_text(path.read_text().replace("https://example.org/aa/framework", f"{served[1]}/404"))
    path.write_text(path.read_text().replace("https://example.org", served[1]))
    dataset, told = load(folder), []
    watch = partial(watch_sources, dataset, file, lambda: NOW, pause=0, told=lambda *what: told.append(what))
    visits = watch()
    assert len(visits) == len(dataset.sources) == len(told) == len(Server.asked)
    ((dead, provisions),) = [(v, p) for v, p in list_affected(dataset, visits) if v.url.endswith("/404")]
    standing = dataset.provisions[dataset.provisions["source_id"] == dead.source_id]
    assert len(standing) and provisions == [f"{r.framework_id} {r.indicator_id}" for r in standing.itertuples()]
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:9])  # cut short
    Server.asked.clear()
    assert len(watch()) == len(visits) and len(Server.asked) == 1
    assert len(watch(fresh=timedelta(0))) == len(visits) and len(Server.asked) == 1 + len(visits)
    file.write_text("a,b\n")
    with pytest.raises(ValueError, match="is no file of visits"):
        watch()
