"""What Chromium's accessibility tree says of the demo site is what this program says, or it is explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11ycheck.browser.differences import differences
from a11ycheck.browser.session import Session
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, whole
from tests.crawl.web import Web
from tests.site.build import build

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    opened = Session(Settings(debug_names=True), frozenset())
    yield opened
    opened.close()


def test_no_difference_on_the_demo_site_is_unexplained(session: Session, tmp_path: Path) -> None:
    build(tmp_path, "http://127.0.0.1:1")
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 100
    found = {str(page.relative_to(tmp_path)): session.visit(page.as_uri()).notes for page in pages}
    assert {page: notes for page, notes in found.items() if notes} == {}


def test_a_difference_is_told(session: Session, web: Web) -> None:
    web.pages["/page"] = whole(CONTENT + "<button id=b>Auki</button><iframe srcdoc='<i id=a>x</i>'></iframe>")
    visit = session.visit(web.url("/page"))
    assert visit.notes == ()
    button = visit.page.by_id("b")
    assert button is not None
    button.__dict__["name"], button.__dict__["role"] = "Kiinni", "link"
    assert session._browser is not None
    session._browser.allow(10)
    assert differences(session._browser, visit.page) == (
        "role of #b: 'link' here, 'button' in Chromium",
        "name of #b: 'Kiinni' here, 'Auki' in Chromium",
    )


def test_frames_and_shadow_trees_are_compared(session: Session, web: Web) -> None:
    shadow = "<div id=h></div><script>h.attachShadow({mode: 'open'}).innerHTML = '<button>Sisällä</button>'</script>"
    web.pages["/page"] = whole(CONTENT + shadow + "<iframe title=Kehys srcdoc='<a href=x>Linkki</a>'></iframe>")
    visit = session.visit(web.url("/page"))
    assert {element.name for element in visit.page.with_role("button", "link")} == {"Sisällä", "Linkki"}
    assert visit.notes == ()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('"▾ "', "▾ Auki"),
        ('"▾ " / ""', "Auki"),
        ('"▾" / "Avaa: "', "Avaa: Auki"),
        (r'"/ \"x\"" / "a \"b\" "', 'a "b" Auki'),
    ],
)
def test_the_alternative_of_generated_content_is_its_text(session: Session, web: Web, content: str, name: str) -> None:
    web.pages["/page"] = whole(
        CONTENT + "<button>Auki</button>", f"<style>button::before {{ content: {content} }}</style>"
    )
    visit = session.visit(web.url("/page"))
    assert [element.name for element in visit.page.with_role("button")] == [name]
    assert visit.notes == ()
