"""Run the command line with `python -m credatlas.cli`."""

from credatlas.cli import main

main()
