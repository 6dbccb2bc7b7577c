"""How much memory the processes of a browser hold."""

import os
from pathlib import Path


def resident_bytes(group: int) -> int:
    """Return the resident memory of all processes of a process group, in bytes.

    What processes share counts once for each, so this is an upper bound. 0 where the system has no ``/proc``.
    """
    return sum(map(resident_bytes_of, members(group)))


def resident_bytes_of(process: Path) -> int:
    """Return the resident memory of one process, by its folder in ``/proc``; 0 where it has ended."""
    try:
        return int((process / "statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def members(group: int) -> list[Path]:
    """Return the folder in ``/proc`` of each process of a group that has not ended."""
    return [process for process in _PROC.glob("[0-9]*") if _group(process) == group]


_PROC = Path("/proc")


def _group(process: Path) -> int:
    """Return the group of a running process, 0 for one that has ended (proc(5): ``/proc/pid/stat``)."""
    try:
        state, _parent, group = (
            (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
        )
    except (OSError, ValueError):  # ended between two looks
        return 0
    return 0 if state in ("Z", "X") else int(group)
