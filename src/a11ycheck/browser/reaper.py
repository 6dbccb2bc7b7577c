"""Waits until the scan that started it is gone, then ends its browser: ``reaper.py PROCESS-GROUP PROFILE-FOLDER``.

Runs as a process of its own, with the scan at the other end of standard input, so that a scan that is killed leaves
no browser behind.
"""

import os
import shutil
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Wait for the end of standard input, then kill the group and remove the profile."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.buffer.read()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(int(sys.argv[1]), signal.SIGKILL)
    shutil.rmtree(sys.argv[2], ignore_errors=True)


if __name__ == "__main__":
    main()
