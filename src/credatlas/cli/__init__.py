"""The command line: one module for each command, or for two that belong together.

    app         the application: its help page, exit codes, shared options and error messages
    check       check a data folder                    scores      print scores
    new         make a study folder                    framework   `framework add` and `reconcile`
    studies     list studies; `params` of a notebook   build       make reports and kits
    export      tables for other programs              embed       the kit of one figure; `gallery` of headlines
    runs        list, `rerun` and `prune` past runs; `verify`
    sources     `sources check`: are the addresses of the sources still what they were

A command imports what it needs when it runs, so that `credatlas --help` answers at once.
"""

import atexit
import gc
import os
import sys

from credatlas.cli import (  # noqa: F401  (their commands register themselves)
    build,
    check,
    embed,
    export,
    framework,
    new,
    runs,
    scores,
    sources,
    studies,
)
from credatlas.cli.app import app


def main() -> None:
    """Run the command line."""
    try:
        os.getcwd()
    except FileNotFoundError:
        sys.exit("the current folder is not there any more; go to another one and try again")
    atexit.register(gc.freeze)  # or the end of Python looks for garbage for a quarter of a second
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe, such as head, has closed it
        sys.stderr.close()
