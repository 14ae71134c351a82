"""The long tests run where they are asked for: make soak."""

import os

if not os.environ.get("CREDATLAS_SOAK"):
    collect_ignore_glob = ["test_*.py"]
