"""The command line: `credatlas check`, `scores`, `export`, `studies`, `params`, `build`, `gallery`, `embed`, `runs`,
`rerun`, `verify`, `prune`, `new`, `framework add`, `reconcile`.

Knows wording, progress and exit codes. Everything else is fetched from below when a command needs it.
"""

import atexit
import gc
import sys

from credatlas.cli import build, coding, data, embeds, exports, reports, runs  # noqa: F401  (their commands register themselves)
from credatlas.cli.app import app


def main() -> None:
    """Run the command line."""
    atexit.register(gc.freeze)  # or the end of Python looks for garbage for a quarter of a second
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
        sys.stderr.close()
