"""The HTML report as a browser shows it: it must itself be what it asks of others."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from axe_selenium_python import Axe
from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from a11ycheck import report
from a11ycheck.model import Picture, Report, Shot
from a11ycheck.settings import Language
from tests.report import factory

# Everything that axe knows, with the contrast of level AAA, which it leaves out unless asked.
EVERY_RULE = json.dumps({"rules": {"color-contrast-enhanced": {"enabled": True}}, "resultTypes": ["violations"]})
PAGES = ("report.html", "pages/0001.html", "pages/0003.html", "pages/0004.html")  # with findings, and not tested
KINDS: dict[str, Callable[[Language], Report]] = {
    "ordinary": factory.ordinary,
    "hostile": lambda _: factory.hostile(),
    "empty": lambda _: factory.report(),
}

pytestmark = pytest.mark.xdist_group("report-browser")  # one process starts the browser once


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Language], Path]:
    made: dict[tuple[str, Language], Path] = {}

    def write(kind: str, lang: Language) -> Path:
        if (kind, lang) not in made:
            folder = tmp_path_factory.mktemp(f"{kind}-{lang}")
            report.write(KINDS[kind](lang), factory.settings(folder, lang))
            made[kind, lang] = folder
        return made[kind, lang]

    return write


def opened(browser: Chrome, path: Path, width: int, scheme: str = "light") -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(path.as_uri())
    browser.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")


def test_paper_is_as_wide_as_a_wide_window(browser: Chrome, written: Callable[[str, Language], Path]) -> None:
    """A4 between its margins: the tables stay tables, and no issue is kept off a page that it would begin on."""
    opened(browser, written("ordinary", "fi") / "report.html", 718)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    cell, issue = browser.execute_script(
        "const of = selector => getComputedStyle(document.querySelector(selector));"
        "return [of('.stacked tbody td').display, of('.issue').breakInside]"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert (cell, issue) == ("table-cell", "auto")


def existing(folder: Path) -> Iterator[Path]:
    return (folder / name for name in PAGES if (folder / name).exists())


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("kind", "lang"), [("ordinary", "fi"), ("ordinary", "sv"), ("hostile", "en"), ("empty", "fi")])
def test_nothing_scrolls_sideways(
    browser: Chrome, written: Callable[[str, Language], Path], kind: str, lang: Language, width: int
) -> None:
    for path in existing(written(kind, lang)):
        opened(browser, path, width)
        shown = browser.execute_script("return [innerWidth, document.documentElement.scrollWidth]")
        assert shown == [width, width], path.name


@pytest.mark.parametrize(
    ("kind", "lang", "width", "scheme"),
    [("ordinary", "fi", 1280, "light"), ("ordinary", "sv", 1280, "dark"), ("hostile", "en", 320, "light")],
)
def test_axe_finds_nothing(
    browser: Chrome, written: Callable[[str, Language], Path], kind: str, lang: Language, width: int, scheme: str
) -> None:
    for path in existing(written(kind, lang)):
        opened(browser, path, width, scheme)
        axe = Axe(browser)
        axe.inject()
        found = axe.run(options=EVERY_RULE)["violations"]
        assert [(each["id"], each["nodes"][0]["html"], each["nodes"][0]["failureSummary"]) for each in found] == []


def test_axe_would_find_low_contrast(browser: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "grey.html"
    path.write_text(
        '<!DOCTYPE html><html lang="en"><title>Grey</title><main><h1>a</h1><p style="color:#666">Grey text</p></main>'
    )
    opened(browser, path, 1280)
    axe = Axe(browser)
    axe.inject()
    assert [each["id"] for each in axe.run(options=EVERY_RULE)["violations"]] == ["color-contrast-enhanced"]


def test_policy_lets_the_stylesheet_in_and_complains_of_nothing(
    browser: Chrome, written: Callable[[str, Language], Path]
) -> None:
    for kind in ("ordinary", "hostile"):
        for path in existing(written(kind, "en")):
            opened(browser, path, 1280)
            complaints = browser.get_log("browser")  # type: ignore[no-untyped-call]  # selenium gives it no types
            assert [entry["message"] for entry in complaints] == []
            assert browser.execute_script("return getComputedStyle(document.body).margin") == "0px"


def test_first_tab_reaches_a_visible_skip_link(browser: Chrome, written: Callable[[str, Language], Path]) -> None:
    opened(browser, written("ordinary", "fi") / "report.html", 1280)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    link = browser.switch_to.active_element
    assert link.text == "Siirry sisältöön"
    assert link.rect["y"] >= 0
    link.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.tag_name == "main"


def test_links_inside_the_report_lead_somewhere(browser: Chrome, written: Callable[[str, Language], Path]) -> None:
    for path in existing(written("ordinary", "sv")):
        opened(browser, path, 1280)
        missing = browser.execute_script(
            "return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
            ".filter(id => !document.getElementById(id))"
        )
        files = browser.execute_script(
            "return [...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(a => /^[.p]/.test(a))"
        )
        assert missing == []
        assert files
        assert all((path.parent / file.partition("#")[0]).exists() for file in files)


@pytest.mark.parametrize("width", [320, 1280])
def test_pictures_are_shown_from_disk_and_fit(browser: Chrome, tmp_path: Path, width: int) -> None:
    picture = Picture(file="pictures/0123456789abcdef.webp", width=800, height=200, url=factory.page().url)
    file = io.BytesIO()
    Image.new("RGB", (800, 200)).save(file, "WEBP")
    shot = Shot(issue="0123456789abcdef", target="img", picture=picture, data=file.getvalue())
    made = factory.report([factory.page()], (factory.issue(id=shot.issue, picture=picture),), tested=1)
    report.write(msgspec.structs.replace(made, shots=(shot,)), factory.settings(tmp_path))
    opened(browser, tmp_path / "report.html", width)
    image = browser.find_element(By.TAG_NAME, "img")
    browser.execute_script("arguments[0].scrollIntoView()", image)
    WebDriverWait(browser, 10).until(lambda _: image.get_property("naturalWidth") == 800)
    drawn, page = browser.execute_script(
        "return [arguments[0].getBoundingClientRect().width, document.documentElement.scrollWidth]", image
    )
    assert page == width
    assert 200 < drawn <= width
