"""What a command costs: wall time, and the CPU time of all the processes that it starts."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT = 900  # seconds for one command
SOMETHING_FOUND = frozenset({0, 1})  # exit codes: 0 is nothing found, 1 is something


@dataclass(frozen=True)
class Cost:
    """What a command took, or what it takes a page."""

    cpu: float  # seconds of all processes
    wall: float  # seconds


def cost_of(
    command: Sequence[str],
    work: Path,
    *,
    env: Mapping[str, str] | None = None,
    output: Path | None = None,
    fine: Collection[int] = SOMETHING_FOUND,
) -> Cost:
    """Run a command to its end in a folder, whatever barriers it finds, and return what it took with all its processes.

    What it prints goes to the file ``output``: a pipe would not do, as programs of Node end before all is through.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with (output or Path(os.devnull)).open("wb") as file:
        done = subprocess.run(command, cwd=work, env=env, stdout=file, timeout=TIME_LIMIT, check=False)
    wall = time.perf_counter() - start
    wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stop_on_fault(command, done.returncode, fine)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def stop_on_fault(command: Sequence[str], code: int, fine: Collection[int] = SOMETHING_FOUND) -> None:
    """End the benchmark where a command did not do its work."""
    if code not in fine:
        sys.exit(f"bench: exit code {code} of {' '.join(command)}")


def adopt_orphans() -> None:
    """Make processes that outlive their parents children of this one, whose CPU time counts (prctl(2), Linux)."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def wait_for_orphans() -> None:
    """Wait until all that a command started has ended: only then does its CPU time count."""
    with suppress(ChildProcessError):
        while True:
            os.wait()
