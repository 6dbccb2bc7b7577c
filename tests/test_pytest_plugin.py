"""The fixture ``a11y``: what it lets pass, and what its message says."""

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from a11ycheck.browser.driver import Browser
from a11ycheck.catalogue import catalogue
from a11ycheck.pytest_plugin import PLACES, SHOWN, Accessibility
from a11ycheck.settings import Settings

pytest_plugins = ["pytester"]
CLEAN = """<!DOCTYPE html><html lang="fi"><head><title>Kirjasto – Lehtoranta</title></head>
<body><main><h1>Kirjasto</h1><p>Avoinna yhdeksästä viiteen.</p></main></body></html>"""
BARRIER = CLEAN.replace("<p>", '<img src="kartta.png"><img src="silta.png">\n<p>')
ONLY: dict[str, Any] = {"rules": ["image-without-name"]}
# Where the package is installed, pytest finds the plug-in by itself.
PLUGIN = [] if entry_points(group="pytest11", name="a11ycheck") else ["-p", "a11ycheck.pytest_plugin"]


@pytest.fixture
def checks() -> Accessibility:
    return Accessibility()


def test_a_page_without_barriers_passes_and_gives_its_report(checks: Accessibility) -> None:
    report = checks.check_html(CLEAN, **ONLY)
    assert report.summary.scan.complete
    assert [page.title for page in report.pages] == ["Kirjasto – Lehtoranta"]


def test_the_message_says_rule_place_and_remedy(checks: Accessibility) -> None:
    with pytest.raises(AssertionError) as caught:
        checks.check_html(CLEAN.replace("<p>", '<img src="kartta.png"><p>'), url="sivut/kirjasto.html", **ONLY)
    fix = catalogue()["image-without-name"].text.en.fix
    assert str(caught.value).splitlines() == [
        "1 accessibility issue on sivut/kirjasto.html",
        "",
        "image-without-name: Image without a text alternative (WCAG 1.1.1)",
        "  The image has no alt attribute.",
        "    line 2, column 30: html > body > main > img",
        '    <img src="kartta.png">',
        f"  To mend it: {fix}",
        "  More: a11ycheck explain image-without-name",
    ]


def test_many_places_and_issues_are_counted(checks: Accessibility) -> None:
    many = "".join(f'<section><h2>{number}</h2><img src="{number}.png"></section>' for number in range(30))
    with pytest.raises(AssertionError) as caught:
        checks.check_html(CLEAN.replace("<p>", f"{many}<p>"), **ONLY)
    said = str(caught.value)
    assert said.count("The image has no alt attribute.") <= SHOWN * PLACES
    assert re.search(r"\.\.\. and \d+ more (places|issues)", said)


def test_a_file_is_checked_in_the_language_of_the_project(
    checks: Accessibility, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a11ycheck.toml").write_text('lang = "fi"\nengine = "static"\n')
    Path("sivu.html").write_text(BARRIER, encoding="utf-8")
    with pytest.raises(AssertionError, match="Kuvalta puuttuu tekstivastine"):
        checks.check("sivu.html", **ONLY)
    checks.check("sivu.html", fail_on=["none"], **ONLY)


def test_a_page_that_could_not_be_tested_never_passes(checks: Accessibility) -> None:
    with pytest.raises(AssertionError, match=r"was not tested: connection .*Nothing is known about it"):
        checks.check("http://127.0.0.1:9/", engine="static")
    with pytest.raises(AssertionError, match=r"page\.html was not tested: empty"):
        checks.check_html("")


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with Browser(Settings()) as browser:
        yield browser.driver


class ChromiumDriver:
    """A driver as ``selenium.webdriver.Chrome`` is one, over the browser of the checker itself."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver
        self.current_url = driver.current_url
        self.page_source = driver.page_source

    def execute_cdp_cmd(self, command: str, parameters: dict[str, object]) -> object:
        return self._driver.execute("executeCdpCommand", {"cmd": command, "params": parameters})["value"]


@pytest.fixture
def page(tmp_path: Path, driver: WebDriver) -> WebDriver:
    """A page whose script adds an image without alternative, and whose style hides another."""
    (tmp_path / "sivu.html").write_text(
        BARRIER.replace("<img", "<img hidden", 1).replace("<img src", '<img class="off" src').replace(
            "</main>", "</main><style>.off { display: none }</style>"
            "<script>document.querySelector('main').append(document.createElement('img'))</script>"),
        encoding="utf-8",
    )  # fmt: skip
    driver.get(f"file://{tmp_path}/sivu.html")
    return driver


def test_a_driver_of_chromium_gives_the_page_as_drawn(checks: Accessibility, page: WebDriver) -> None:
    with pytest.raises(AssertionError) as caught:
        checks.check(ChromiumDriver(page), **ONLY)
    said = str(caught.value)
    assert said.count("The image has no alt attribute.") == 1
    assert "main > img:nth-of-type(3)" in said


def test_another_driver_gives_its_html(checks: Accessibility, page: WebDriver) -> None:
    with pytest.raises(AssertionError, match=r"img:nth-of-type\(3\)"):
        checks.check(page, **ONLY)


def test_pytest_finds_the_fixture_and_shows_the_message_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(f"""
        def test_template(a11y):
            a11y.check_html({BARRIER!r}, rules=["image-without-name"])
    """)
    done = pytester.runpytest_subprocess(*PLUGIN)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["E * image-without-name: Image without a text alternative (WCAG 1.1.1)"])
    assert "pytest_plugin.py" not in done.stdout.str().replace("a11ycheck/pytest_plugin.py: AssertionError", "")
