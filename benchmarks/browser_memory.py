"""Measures whether memory stays flat while a browser checks many pages.

``python -m benchmarks.browser_memory [--pages N] [--probes]``. The pages are those of ``benchmarks.pages``, served on
the loopback interface and checked one after the other: with the rules that need no probe, or with all of them. Printed
is the resident memory of Python and of all processes of Chromium, as the mean of the first and of the last fifth of the
pages; the exit code is 1 where one of them has grown by more than 10 %. Before them come 50 pages that do not count,
while which language models and word lists are loaded once and for all.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

from a11ycheck.browser.memory import resident_bytes, resident_bytes_of
from a11ycheck.browser.probes import PROBES
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.catalogue import choose
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.model import Health
from a11ycheck.settings import Settings
from benchmarks.pages import write_pages
from benchmarks.server import served

PAGES = 500
WARM_UP = 50  # pages
SHARE = 5  # the first and the last fifth are compared
GROWTH = 1.10


def main() -> int:
    """Print the table; return 1 where memory grew."""
    parser = argparse.ArgumentParser(description="Measures whether memory stays flat.")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--probes", action="store_true", help="also those rules that need a probe")
    arguments = parser.parse_args()
    count: int = WARM_UP + arguments.pages
    settings = Settings(engine="browser", jobs=1, robots=False, rules=() if arguments.probes else without_probes())
    python: list[float] = []
    chromium: list[float] = []
    with pages_served(count) as address, BrowserWorkers(settings, 1) as workers, Fetcher(settings) as fetcher:
        for number in range(count):
            record = workers.check(fetcher.get(f"{address}/page-{number:04}.html")).result().record
            if record.health is not Health.TESTED:
                print(f"page {number}: {record.error}")
            python.append(resident_bytes_of(Path("/proc/self")) / 1e6)
            chromium.append(sum(map(resident_bytes, workers.groups)) / 1e6)
            if number % 50 == 49:
                print(f"{number + 1:5} pages  Python {python[-1]:6.0f} MB  Chromium {chromium[-1]:6.0f} MB", flush=True)
    return max(compare("Python", python[WARM_UP:]), compare("Chromium", chromium[WARM_UP:]))


def without_probes() -> tuple[str, ...]:
    """Return the ids of the rules that need no more than the drawn page."""
    probed = {need for need, *_ in PROBES}
    return tuple(rule.id for rule in choose(Settings()) if not probed & {*rule.text.needs, *rule.text.uses})


def compare(name: str, sizes: list[float]) -> int:
    """Print how the last pages compare with the first; return 1 where they need much more."""
    part = max(1, len(sizes) // SHARE)
    first, last = fmean(sizes[:part]), fmean(sizes[-part:])
    print(f"{name:8}  first {part}: {first:.0f} MB, last {part}: {last:.0f} MB, {last / first:.2f} times")
    return int(last > first * GROWTH)


@contextmanager
def pages_served(count: int) -> Iterator[str]:
    """Serve so many pages while the context lasts; give the address of their folder."""
    with tempfile.TemporaryDirectory(prefix="a11ycheck-bench-") as folder:
        write_pages(Path(folder), count)
        with served(Path(folder)) as address:
            yield address


if __name__ == "__main__":
    sys.exit(main())
