"""Files of pages are written by several processes, and are the same as those of one."""

import subprocess
import sys
from pathlib import Path

# In a process of its own: the one that runs tests may have threads, and then nothing is shared out.
_SHARE = """
import os, sys
from pathlib import Path
from a11ycheck.report.side_by_side import share

folder, first = Path(sys.argv[1]), os.getpid()

def work(part, of):
    if sys.argv[2] == "fails" and os.getpid() != first:
        raise OSError("no room")
    (folder / f"{part}-of-{of}").write_text("first" if os.getpid() == first else "copy")

share(work, 3)
"""
_WRITE = """
import sys
from pathlib import Path
from a11ycheck.report.page_files import write_page_files
from a11ycheck.report.templates import Templates
from tests.report.factory import page, report

made = report(issues=(), pages=tuple(page(number) for number in range(1, 8)))
index = write_page_files(
    made.pages, Path(sys.argv[1]), Templates(made.summary, "fi"), frozenset(), frozenset(), jobs=int(sys.argv[2])
)
print(index.total, len(index.rows))
"""
# The first process fails once the copy has begun a file, for which it waits.
_FAIL = """
import sys, time
from pathlib import Path
from a11ycheck.report.atomic import replacing
from a11ycheck.report.side_by_side import share

folder = Path(sys.argv[1])

def work(part, of):
    if part:
        with replacing(folder / "page.html") as file:
            file.write(b"half")
            time.sleep(0.2)
        return
    while of > 1 and not list(folder.iterdir()):
        time.sleep(0.01)
    raise OSError("no room")

try:
    share(work, 2)
except OSError as error:
    print(error, [path.name for path in folder.iterdir()])
"""


def _run(script: str, *arguments: str) -> str:
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True)
    return ended.stdout + ended.stderr


def _shares(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_each_share_is_done_once_and_the_first_by_this_process(tmp_path: Path) -> None:
    assert _run(_SHARE, str(tmp_path), "works") == ""
    copies = {"0-of-3": "first", "1-of-3": "copy", "2-of-3": "copy"}
    alone = {"0-of-1": "first"}
    assert _shares(tmp_path) == (copies if sys.platform == "linux" else alone)


def test_what_a_copy_could_not_do_is_done_by_this_process(tmp_path: Path) -> None:
    assert _run(_SHARE, str(tmp_path), "fails") == ""
    assert set(_shares(tmp_path).values()) == {"first"}


def test_a_copy_ends_its_file_where_the_first_process_fails(tmp_path: Path) -> None:
    ended = "no room ['page.html']\n" if sys.platform == "linux" else "no room []\n"
    assert _run(_FAIL, str(tmp_path)) == ended


def test_several_processes_write_what_one_writes(tmp_path: Path) -> None:
    said = [_run(_WRITE, str(tmp_path / jobs), jobs) for jobs in ("1", "3")]
    one, three = ({path.name: path.read_bytes() for path in (tmp_path / jobs).iterdir()} for jobs in ("1", "3"))
    assert said == ["7 7\n", "7 7\n"]
    assert one == three
    assert len(one) == 7
