"""Reach the workers of a Dask cluster, as an executor that `build` takes.

Knows dask.distributed, which is loaded when a scheduler is named and not before (extra `cluster`).
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module

PATIENCE = 10  # seconds to wait for the scheduler
RETRIES = 3  # times that a job is given to another worker when its own is lost


@contextmanager
def connect(address: str) -> Iterator[Executor]:
    """Give an executor that runs on the cluster behind a scheduler such as `tcp://10.0.0.1:8786`.

    Raises ValueError where dask.distributed is not installed or no scheduler answers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise ValueError("a scheduler needs dask.distributed: pip install 'credatlas[cluster]'") from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"no scheduler answers at {address}: {error}") from None
    with client:
        yield client.get_executor(retries=RETRIES)
