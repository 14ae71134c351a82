"""A headless Chromium for tests, spoken to over a pipe with the standard library, and a site that serves a folder.

Knows the DevTools protocol as far as the tests need it: pages of a width, with or without scripts; what went wrong
(messages, exceptions, failed requests); the accessibility tree; pictures.
"""

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--mute-audio",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--disable-features=IsolateSandboxedIframes,Translate",
    "--disable-site-isolation-trials",
    "--remote-debugging-pipe",
]
SECONDS = 20  # before a test gives up waiting


class Browser:
    """One Chromium; `page` takes a tab of it, and leaves it empty for the next: a new one would cost a process."""

    def __init__(self, profile):
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def wire():  # Chromium reads commands from file 3 and writes answers to file 4
            os.dup2(to_browser, 13)
            os.dup2(from_browser, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self.process = subprocess.Popen(
            [shutil.which("chromium"), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=wire, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self._number, self._buffer, self.events = itertools.count(1), b"", []
        self._free: list[Page] = []

    def call(self, method: str, session: str = "", **params) -> dict:
        """Send a command and return its result; events that come meanwhile are kept."""
        number = next(self._number)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, f"{method}: {answer['error']['message']}"
        return answer["result"]

    def _read(self) -> dict:
        while b"\0" not in self._buffer:
            piece = os.read(self._in, 1 << 16)
            assert piece, "the browser has gone"
            self._buffer += piece
        line, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(line)

    @contextlib.contextmanager
    def page(
        self,
        address: str,
        width: int = 1200,
        height: int = 900,
        *,
        scripts: bool = True,
        dark: bool = False,
        offline: bool = False,
    ):
        """Show an address in a tab of that size, wait until it has loaded, and empty the tab afterwards."""
        page = self._free.pop() if self._free else self._open()
        page.resize(width, height)
        page.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        page.call("Network.emulateNetworkConditions", offline=offline, **speed)
        page.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )
        page.go(address)
        yield page
        page.load("about:blank")
        self.events.clear()
        self._free.append(page)

    def _open(self) -> "Page":
        """Open a tab whose events are told."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Log", "Runtime", "Network", "DOM", "Accessibility"):
            page.call(f"{domain}.enable")
        return page

    def close(self) -> None:
        self.call("Browser.close")
        self.process.wait(SECONDS)
        os.close(self._out)
        os.close(self._in)


class Page:
    """One tab."""

    def __init__(self, browser: Browser, session: str):
        self._browser, self._session = browser, session

    def call(self, method: str, **params) -> dict:
        return self._browser.call(method, self._session, **params)

    def resize(self, width: int, height: int = 900) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def go(self, address: str) -> None:
        """Load an address and wait for it, its frames and its pictures; what went wrong before is kept."""
        self.load(address)
        self.settle()

    def load(self, address: str) -> None:
        """Load an address and wait for it alone."""
        loaded = len(self._events("Page.loadEventFired"))
        self.call("Page.navigate", url=address)
        while len(self._events("Page.loadEventFired")) == loaded:
            self._browser.events.append(self._browser._read())

    def settle(self) -> None:
        """Wait until every frame has loaded with its pictures."""
        deadline = time.monotonic() + SECONDS
        while not self._is_still():
            assert time.monotonic() < deadline, f"{self.run('location.href')} never came to rest"
            time.sleep(0.02)

    def _is_still(self) -> bool:
        """Say whether every frame, the lazy ones too, has loaded with its pictures."""
        try:
            trees = [self.call("Page.getFrameTree")["frameTree"]]
            for tree in trees:
                trees += tree.get("childFrames", [])
            addresses = [tree["frame"]["url"] for tree in trees]
            done = "document.readyState === 'complete' && [...document.images].every(image => image.complete)"
            waiting = {"", ":", "about:blank"}.intersection(addresses)
            return not waiting and all(self.in_frame(done, index) for index in range(len(trees)))
        except AssertionError:  # a frame was replaced while it was asked
            return False

    def _events(self, *methods: str) -> list[dict]:
        return [
            event["params"]
            for event in self._browser.events
            if event.get("method") in methods and event.get("sessionId") == self._session
        ]

    def run(self, expression: str):
        """Return the value of an expression; a promise is waited for. Works also where the page's scripts are off."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def troubles(self) -> list[str]:
        """Return every error or warning of the console, exception, dialog and failed or refused request so far."""
        self.call("Runtime.evaluate", expression="1")  # what is under way arrives first
        said = [
            entry["entry"]["text"]
            for entry in self._events("Log.entryAdded")
            if entry["entry"]["level"] in ("error", "warning")
        ]
        said += [str(entry["args"]) for entry in self._events("Runtime.consoleAPICalled")]
        said += [entry["exceptionDetails"]["text"] for entry in self._events("Runtime.exceptionThrown")]
        said += [entry["message"] for entry in self._events("Page.javascriptDialogOpening")]
        said += [entry["errorText"] for entry in self._events("Network.loadingFailed") if not entry.get("canceled")]
        answers = [entry["response"] for entry in self._events("Network.responseReceived")]
        return said + [f"{answer['status']} {answer['url']}" for answer in answers if answer["status"] >= 400]

    def requests(self) -> list[str]:
        """Return the addresses asked for, the page's own included; data addresses are no requests."""
        asked = [event["request"]["url"] for event in self._events("Network.requestWillBeSent")]
        return [address for address in asked if not address.startswith("data:")]

    def frames(self) -> list[str]:
        """Return the ids of the frames in this page, the page's own first."""

        def walk(tree):
            yield tree["frame"]["id"]
            for child in tree.get("childFrames", []):
                yield from walk(child)

        return list(walk(self.call("Page.getFrameTree")["frameTree"]))

    def overflow(self) -> list[int]:
        """Return for the page and each frame in it by how many pixels it is wider than its window."""
        over = []
        for frame in self.frames():
            world = self.call("Page.createIsolatedWorld", frameId=frame)["executionContextId"]
            expression = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            over.append(self.call("Runtime.evaluate", expression=expression, contextId=world)["result"]["value"])
        return over

    def in_frame(self, expression: str, place: int = 1):
        """Return the value of an expression in a frame of the page; asked again where the frame was replaced meanwhile."""
        attempt = 1
        while True:
            world = self.call("Page.createIsolatedWorld", frameId=self.frames()[place])["executionContextId"]
            try:
                answer = self.call("Runtime.evaluate", expression=expression, contextId=world, returnByValue=True)
                return answer["result"].get("value")
            except AssertionError as error:
                if "Cannot find context" not in str(error) or attempt == 10:
                    raise
                time.sleep(0.1)
                attempt += 1

    def accessible(self, place: int = 0) -> list[tuple[str, str]]:
        """Return role and name of each node of a frame's accessibility tree."""
        nodes = self.call("Accessibility.getFullAXTree", frameId=self.frames()[place])["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]

    def picture(self, path, whole: bool = True) -> None:
        """Write what the page looks like."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/favicon.ico":  # which a browser asks for beside anything that is no page
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *words):
        pass


@contextlib.contextmanager
def serve(folder):
    """Serve a folder at an address of this machine, and give the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
