"""Loads of several regions at once, each in a process of its own; the years of a region follow each other.

A year's findings are made with the year before, so years that ran at once would have to be run twice.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from threading import Thread

from pipelines.command.session import open_session
from pipelines.definitions import build_definitions
from pipelines.runs import RunFailedError, run_load
from pipelines.settings import Settings
from warehouse.versions import Partition


def run_loads(partitions: Sequence[Partition], at_most: int) -> Iterator[dict[str, int]]:
    """What each load wrote, as they end; at most so many run at once. The environment says where the warehouse is.

    Raises RunFailedError for the first that fails, once those that run have ended.
    """
    years: dict[str, deque[int]] = {}
    for region_code, year in sorted(partitions):
        years.setdefault(region_code, deque()).append(year)
    spawn = multiprocessing.get_context("spawn")  # a fork would share the connections of this process
    with ProcessPoolExecutor(at_most, spawn, _begin, (max(1, Settings().workers // at_most),)) as pool:
        running: dict[Future[dict[str, int]], str] = {}
        try:
            for region_code, waiting in years.items():
                running[pool.submit(_load, region_code, waiting.popleft())] = region_code
            while running:
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    region_code = running.pop(done)
                    yield done.result()
                    if years[region_code]:
                        running[pool.submit(_load, region_code, years[region_code].popleft())] = region_code
        except BrokenProcessPool:
            raise RunFailedError(
                "a loading process was killed, perhaps for want of memory - run the same command again, with a smaller "
                "--at-most"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(workers: int) -> None:
    os.environ["JIXIAO_WORKERS"] = str(workers)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its children to end; what they have not committed is as if never begun."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _load(region_code: str, year: int) -> dict[str, int]:
    with open_session(Settings()) as session, session.dagster() as instance:
        return run_load(build_definitions(), instance, region_code, year)
