"""Pages in Firefox, where it is installed with its driver; and what is said where it is not."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from a11ycheck.browser.faults import NoBrowserError, NotTestedError
from a11ycheck.browser.firefox import FirefoxSession
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.line import engine_of
from a11ycheck.model import Fetched, Health, Outcome, Reason
from a11ycheck.notes import note
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError
from tests.browser.conftest import CONTENT, Check, checking, whole
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")

SETTINGS = Settings(engine="browser", browser="firefox", robots=False, timeout=30)
needs_firefox = pytest.mark.skipif(
    not (shutil.which("firefox") or shutil.which("firefox-esr")), reason="no Firefox on this machine; CI installs it"
)


@pytest.fixture(scope="module")
def workers() -> Iterator[BrowserWorkers]:
    with BrowserWorkers(SETTINGS, 1) as opened:
        yield opened


@pytest.fixture
def check(web: Web, workers: BrowserWorkers) -> Check:
    return checking(web, workers, SETTINGS)


@needs_firefox
def test_scripts_run_and_rules_about_looks_are_untested(web: Web, check: Check, workers: BrowserWorkers) -> None:
    web.pages["/page"] = whole(CONTENT + "<script>document.body.append(document.createElement('img'))</script>")
    record = check("/page").record
    assert record.health is Health.TESTED
    assert record.outcomes["image-without-name"] is Outcome.FAILED
    assert record.outcomes["contrast-low"] is Outcome.UNTESTED
    assert workers.notes[0] == note("only-scripts", "en")


@needs_firefox
def test_elements_keep_their_place_in_the_source(web: Web, check: Check) -> None:
    web.pages["/page"] = whole(f"{CONTENT}\n<img src=a.png>\n<script>document.querySelector('h1').remove()</script>")
    (found,) = (each for each in check("/page").record.findings if each.rule == "image-without-name")
    assert (found.line, found.column) == (2, 1)


@needs_firefox
def test_a_script_that_leads_on(web: Web, check: Check) -> None:
    web.pages["/page"] = whole("<script>location.replace('/good')</script>")
    record = check("/page").record
    assert (record.health, record.final_url) == (Health.TESTED, web.url("/good"))
    assert not {"doctype-missing", "encoding-undeclared"} & {finding.rule for finding in record.findings}


@needs_firefox
def test_an_infinite_loop_costs_one_page(web: Web) -> None:
    hasty = Settings(engine="browser", browser="firefox", robots=False, timeout=6)
    web.pages["/page"] = whole("<script>onload = () => { for (;;); }</script>")
    with BrowserWorkers(hasty, 1) as workers:
        check = checking(web, workers, hasty)
        assert check("/page").record.reason is Reason.TIMEOUT
        assert check("/good").record.health is Health.TESTED


@needs_firefox
def test_dialogs_and_files_are_no_hindrance(web: Web, check: Check, workers: BrowserWorkers, tmp_path: Path) -> None:
    web.pages["/page"] = whole(CONTENT + "<script>alert(1); confirm(2)</script>")
    assert check("/page").record.health is Health.TESTED
    file = tmp_path / "sivu.html"
    file.write_text("<!doctype html><html lang=fi><title>Tiedosto</title><h1>Uutiset</h1>", encoding="utf-8")
    fetched = Fetched(url=str(file), final_url=str(file), body=file.read_bytes())
    assert workers.check(fetched).result(timeout=60).record.title == "Tiedosto"


@needs_firefox
def test_a_firefox_that_was_killed_is_replaced(web: Web) -> None:
    session = FirefoxSession(SETTINGS)
    session.visit(web.url("/good"))
    assert session._firefox is not None
    os.kill(session._firefox._processes.group, signal.SIGKILL)
    assert session.visit(web.url("/good")).page.title == "Sivu"
    folder = session._firefox._processes.folder
    session.close()
    assert not folder.exists()


@needs_firefox
def test_a_page_that_does_not_open(web: Web) -> None:
    session = FirefoxSession(Settings(browser="firefox", user_agent="minun/1"))
    with pytest.raises(NotTestedError, match="cannot open the page") as raised:
        session.visit("http://127.0.0.1:9/")
    assert "\n" not in str(raised.value)
    session.visit(web.url("/good"))
    session.close()
    assert web.seen[-1].headers["user-agent"] == "minun/1"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowserError, match="Firefox is not installed: apt-get install firefox-esr"):
        engine_of(SETTINGS)
    with pytest.raises(NoBrowserError, match="Chromium is not installed: apt-get install chromium chromium-driver"):
        engine_of(Settings(engine="browser"))
    assert engine_of(Settings()) == "static"
    with pytest.raises(NoBrowserError, match="Chromium is not installed"):
        engine_of(Settings(login=Path("steps.toml")))
    with pytest.raises(NoBrowserError, match="--login signs in with a browser"):
        engine_of(Settings(engine="static", login=Path("steps.toml")))
    assert engine_of(Settings(grid="http://127.0.0.1:4444")) == "browser"


@pytest.mark.parametrize(
    "settings",
    [
        {"click": ("#a",)},
        {"wait_for": "#a"},
        {"login": Path("a.toml")},
        {"basic_auth": ("a", "b")},
        {"headers": (("a", "b"),)},
        {"cookies": (("a", "b"),)},
    ],
)
def test_what_firefox_does_not_do_is_said(
    settings: dict[str, object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "firefox").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = next(iter(settings)).replace("_", "-").removesuffix("s")
    with pytest.raises(SettingsError, match=f"--{asked} does not work with Firefox: use --browser chromium"):
        BrowserWorkers(Settings(browser="firefox", **settings), 1)  # type: ignore[arg-type]  # any field
