"""Browsers that end, or whose scan ends: nothing is left of them, and the scan goes on."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from a11ycheck.browser.memory import members
from a11ycheck.browser.session import Session
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.model import Health, PageRecord, Reason
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, checking, whole
from tests.crawl.web import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

SETTINGS = Settings(engine="browser", timeout=15, robots=False, jobs=1)


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session(SETTINGS, frozenset())
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def profiles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which browsers make theirs, which must be empty in the end. Its path is short, as sockets need."""
    with tempfile.TemporaryDirectory(prefix="a11y-") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def process(group: int, name: str) -> int:
    """The process of a browser's group that bears this name and was started first."""
    found = [(when, int(each.name)) for each in members(group) for when in started(each, name)]
    return min(found)[1]


def started(process: Path, name: str) -> list[int]:
    """When a process of this name was started, in ticks since the machine was; nothing of others and of ended ones.

    Numbers of processes would not tell: they start again at 1 some day.
    """
    try:
        before, _, after = (process / "stat").read_text().rpartition(")")
    except OSError:
        return []
    return [int(after.split()[19])] if before.endswith(f"({name}") else []


def zombies() -> list[str]:
    """Processes that this one has started and that have ended without its taking note."""
    listing = subprocess.run(["ps", "-o", "stat=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    return [line for line in listing.stdout.splitlines() if line.startswith("Z")]


def gone(group: int, within: float = 10) -> bool:
    end = time.monotonic() + within
    while members(group) and time.monotonic() < end:
        time.sleep(0.05)
    return not members(group)


@pytest.mark.parametrize("victim", ["chromedriver", "chromium"])
def test_a_browser_that_was_killed_between_two_pages_is_replaced(
    victim: str, web: Web, session: Session, profiles: Path
) -> None:
    session.read(web.url("/good"))
    before = session.group
    os.kill(process(before, victim), signal.SIGKILL)
    assert session.read(web.url("/good")).title == "Sivu"
    assert session.group != before
    assert gone(before)
    session.close()
    assert zombies() == []
    assert list(profiles.iterdir()) == []


def killing(victim: str, times: int, workers: BrowserWorkers) -> Callable[[], None]:
    """Something that a web server does before it answers: it kills the browser that asks, so many times."""
    left = [times]

    def kill() -> None:
        session = workers._all[0]
        if left[0] and session.group:
            left[0] -= 1
            os.kill(process(session.group, victim), signal.SIGKILL)

    return kill


@pytest.mark.parametrize("victim", ["chromedriver", "chromium"])
@pytest.mark.parametrize(("times", "health"), [(1, Health.TESTED), (2, Health.NOT_TESTED)])
def test_a_page_whose_browser_is_killed_is_tried_again_once(
    victim: str, times: int, health: Health, web: Web, profiles: Path
) -> None:
    with BrowserWorkers(SETTINGS, 1) as workers:
        check = checking(web, workers, SETTINGS)
        check("/good")
        web.pages["/deadly"] = whole(CONTENT + "<img src=/trap alt=''>")
        web.pages["/trap"] = Reply(before=killing(victim, times, workers))
        record = check("/deadly").record
        assert record.health is health
        assert health is Health.TESTED or crashed(record)
        assert check("/good").record.health is Health.TESTED
    assert zombies() == []
    assert list(profiles.iterdir()) == []


def crashed(record: PageRecord) -> bool:
    return record.reason is Reason.CRASHED and (record.error or "").startswith("The browser broke down")


SCAN = """
import sys, time
from threading import Thread
from a11ycheck.browser.session import Session
from a11ycheck.settings import Settings
session = Session(Settings(), frozenset())
reading = Thread(target=session.read, args=sys.argv[1:], daemon=True)
reading.start()
while not session.group:
    time.sleep(0.01)
print(session.group, flush=True)
reading.join()
print('read', flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("path", ["/good", "/slow"], ids=["after a page", "in the middle of a page"])
def test_a_scan_that_is_killed_leaves_no_browser(how: signal.Signals, path: str, web: Web, profiles: Path) -> None:
    asked, over = Event(), Event()

    def wait() -> None:
        asked.set()
        over.wait(20)

    web.pages["/slow"] = Reply(before=wait)
    scan = subprocess.Popen(
        [sys.executable, "-c", SCAN, web.url(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with scan:
        assert scan.stdout is not None
        group = int(scan.stdout.readline())
        assert asked.wait(20) if path == "/slow" else scan.stdout.readline()
        assert members(group)
        scan.send_signal(how)
    assert gone(group)
    over.set()
    end = time.monotonic() + 10
    while list(profiles.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(profiles.iterdir()) == []
    assert zombies() == []


def test_a_browser_that_grew_is_replaced(web: Web, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11ycheck.browser.session._PAGES_BETWEEN_LOOKS", 1)
    session.read(web.url("/good"))
    before = session.group
    session.read(web.url("/good"))
    assert session.group == before
    monkeypatch.setattr("a11ycheck.browser.session._MOST_MEMORY", 1)
    session.read(web.url("/good"))
    assert session.group != before


def test_a_session_serves_one_page_at_a_time(web: Web, session: Session) -> None:
    with ThreadPoolExecutor(3) as threads:
        titles = list(threads.map(lambda _: session.read(web.url("/good")).title, range(6)))
    assert titles == ["Sivu"] * 6
