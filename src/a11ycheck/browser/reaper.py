"""Waits until the scan that started it is gone, then ends its browser: ``reaper.py PROCESS-GROUP FOLDER``.

Runs as a process of its own, with the scan at the other end of standard input, so that a scan that is killed leaves
neither a browser nor its profile behind.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress

_TRIES = 20  # a browser that dies may still be writing into its profile
_BETWEEN = 0.1  # seconds


def end(group: int) -> None:
    """End all processes of a process group at once; none need be left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def remove(folder: str) -> None:
    """Remove a folder that processes of a moment ago may still be writing to."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(_BETWEEN)


def main() -> None:
    """Wait for the end of standard input, then end the group and remove the folder."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end(int(sys.argv[1]))
    remove(sys.argv[2])


if __name__ == "__main__":
    main()
