"""Work that copies of this process share, so that what comes after the pages of a large site uses all jobs, too."""

import os
from collections.abc import Callable
from pathlib import Path

_TASKS = Path("/proc/self/task")  # the threads of this process, as Linux lists them

type Work = Callable[[int, int], None]


def share(work: Work, jobs: int) -> None:
    """Call ``work(share, of)`` for each share from 0 on, side by side where this process can be copied safely.

    That is on Linux and while no other thread runs, which a copy would not have. Anywhere else it is called once, as
    ``work(0, 1)``. Share 0 is done here, and so is a share whose copy failed, for whatever reason: what is wrong then
    raises here.
    """
    copies = jobs if _is_alone() else 1
    running = {_start(work, number, copies): number for number in range(1, copies)}
    try:
        work(0, copies)
    finally:  # no copy is stopped: a file would stay half
        failed = [number for pid, number in running.items() if os.waitpid(pid, 0)[1] != 0]
    for number in failed:
        work(number, copies)


def _is_alone() -> bool:
    try:
        return len(list(_TASKS.iterdir())) == 1
    except OSError:
        return False


def _start(work: Work, number: int, copies: int) -> int:
    """Do a share in a copy of this process; return the copy's number."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work(number, copies)
        code = 0
    finally:
        os._exit(code)  # nothing that belongs to the first process is closed or flushed here, and no error is shown
