"""The long tests run where they are asked for: make soak, or make soak SOAK="5 10" for so many kills and builds."""

import os

if not os.environ.get("CREDATLAS_SOAK"):
    collect_ignore_glob = ["test_*.py"]
