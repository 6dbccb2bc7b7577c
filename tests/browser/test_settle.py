"""What a page shows only after a while is waited for, and no longer than that."""

import time
from collections.abc import Iterator

import pytest

from a11ycheck.browser.session import Session
from a11ycheck.browser.visit import Visit
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, whole
from tests.crawl.web import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    opened = Session(Settings(timeout=20, axe=False), frozenset())
    yield opened
    opened.close()


def seen(session: Session, web: Web, body: str, head: str = "") -> Visit:
    web.pages["/page"] = whole(CONTENT + body, head)
    return session.visit(web.url("/page"))


def slow(body: str, seconds: float, content_type: str = "text/plain") -> Reply:
    return Reply(body, content_type=content_type, before=lambda: time.sleep(seconds))


SHOWS = "document.body.insertAdjacentHTML('beforeend', '<p id=late>Myöhässä</p>')"


@pytest.mark.parametrize(
    "script",
    [
        SHOWS,
        f"addEventListener('load', () => setTimeout(() => {SHOWS}, 60))",
        f"fetch('/slow').then(answer => answer.text()).then(() => {SHOWS})",
        f"const ask = new XMLHttpRequest(); ask.onload = () => {SHOWS}; ask.open('GET', '/slow'); ask.send()",
    ],
    ids=["at once", "after loading", "fetched", "asked for"],
)
def test_what_comes_late_is_there(session: Session, web: Web, script: str) -> None:
    web.pages["/slow"] = slow("x", 0.5)
    visit = seen(session, web, f"<script>{script}</script>")
    assert visit.rest.settled
    assert visit.page.by_id("late") is not None


def test_what_comes_into_view_is_there(session: Session, web: Web) -> None:
    watch = f"new IntersectionObserver(met => {{ if (met[0].isIntersecting) {SHOWS} }}).observe(end)"
    visit = seen(session, web, f"<div style='height: 6000px'></div><p id=end>Loppu</p><script>{watch}</script>")
    assert visit.page.by_id("late") is not None


def test_what_a_scroll_shows_is_there(session: Session, web: Web) -> None:
    watch = f"document.addEventListener('scroll', () => {{ if (scrollY > 3000 && !window.late) {SHOWS} }})"
    visit = seen(session, web, f"<div style='height: 6000px'></div><script>{watch}</script>")
    assert visit.page.by_id("late") is not None


def test_lazy_images_are_loaded_and_stay_as_they_were_written(session: Session, web: Web) -> None:
    web.pages["/far.svg"] = Reply(
        '<svg xmlns="http://www.w3.org/2000/svg" width="77" height="33"></svg>', content_type="image/svg+xml"
    )
    visit = seen(session, web, "<div style='height: 90000px'></div><img id=i loading=LAZY src=/far.svg alt=Kuva>")
    image = visit.page.by_id("i")
    assert image is not None
    assert image.layout is not None
    assert (image.get("loading"), image.layout.box.width) == ("LAZY", 77)


def test_animations_are_at_their_end(session: Session, web: Web) -> None:
    css = "@keyframes show { from { opacity: 0 } to { opacity: 1 } } #a { animation: show 60s both }"
    visit = seen(session, web, "<p id=a>Hei</p>", f"<style>{css}</style>")
    element = visit.page.by_id("a")
    assert element is not None
    assert element.computed("opacity") == "1"


def test_a_page_without_scripts_is_not_waited_for(session: Session, web: Web) -> None:
    def quickest(body: str) -> float:
        timings = [seen(session, web, body).timings.seconds for _ in range(5)]
        return min(each["load"] + each["settle"] for each in timings)

    assert quickest("") + 0.05 < quickest("<script>let x</script>")  # whose quiet alone takes 0.1 s


def test_an_answer_that_never_ends_is_waited_for_no_longer_than_others(session: Session, web: Web) -> None:
    web.pages["/slow"] = slow("x", 8)
    begun = time.monotonic()
    visit = seen(session, web, "<script>fetch('/slow')</script>")
    assert visit.rest.settled
    assert time.monotonic() - begun < 5


def test_an_image_that_never_ends_leaves_the_page_unsettled(web: Web) -> None:
    web.pages["/slow"] = slow("x", 8, "image/png")
    impatient = Session(Settings(timeout=4, axe=False), frozenset())
    begun = time.monotonic()
    visit = seen(impatient, web, "<img src=/slow alt=Kuva>")
    impatient.close()
    assert not visit.rest.settled
    assert visit.page.title == "Sivu"
    assert time.monotonic() - begun < 8


def test_the_doctype_is_known_without_the_source(session: Session, web: Web) -> None:
    assert seen(session, web, "").page.doctype == "html"
    web.pages["/old"] = Reply('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><title>x</title><p>Hei')
    assert session.read(web.url("/old")).doctype == "html -//W3C//DTD HTML 4.01//EN"
    web.pages["/none"] = Reply("<title>x</title><p>Hei")
    assert session.read(web.url("/none")).doctype is None


def test_every_stage_is_timed(session: Session, web: Web) -> None:
    assert set(seen(session, web, "").timings.seconds) == {"browser", "load", "settle", "snapshot", "tree", "clean"}
