"""A page is made ready for what operates it."""

from collections.abc import Iterator

import pytest

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.session import Session
from a11ycheck.browser.settle import evaluate
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, whole
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")

SMOOTH = """<style>
  html, #box { scroll-behavior: smooth }
  #box { height: 90px; overflow: auto }
  p { margin-top: 3000px }
</style>"""
FAR = "scrollTo(0, 900); box.scrollTop = 700; Math.round(scrollY + box.scrollTop)"


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session(Settings(axe=False), frozenset({"animations"}))
    yield opened
    opened.close()


@pytest.mark.parametrize(("probes", "reached"), [(True, 1600), (False, 0)])
def test_a_page_that_scrolls_smoothly_does_so_at_once_for_probes(
    probes: bool, reached: int, web: Web, session: Session
) -> None:
    web.pages["/smooth"] = whole(f"{CONTENT}<div id=box><p>Alhaalla</p></div><p>Alimpana</p>", SMOOTH)
    session.visit(web.url("/smooth"), probes=probes)
    told: list[int] = []

    def look(browser: Browser) -> None:
        told.append(evaluate(browser, FAR))

    session.show(look)
    assert told == [reached]
