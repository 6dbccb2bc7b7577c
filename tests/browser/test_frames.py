"""What stands in a frame refers to the frame's own document."""

from collections.abc import Iterator

import pytest

from a11ycheck.browser.session import Session
from a11ycheck.page.links import canonical, links, nofollow
from a11ycheck.settings import Settings
from tests.browser.conftest import whole
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session(Settings(), frozenset())
    yield opened
    opened.close()


def test_links_in_a_frame_lead_where_its_own_document_says(web: Web, session: Session) -> None:
    web.pages["/kylat/sivu"] = whole(
        "<a href=naapuri>Naapuri</a><iframe src=/kartat/kartta title=Kartta></iframe>"
        "<iframe title=Sisalla srcdoc='<a href=samassa>Samassa</a>'></iframe><div id=host></div>"
        "<script>document.querySelector('#host').attachShadow({mode: 'open'}).innerHTML = '<a href=varjo>V</a>'"
        "</script>"
    )
    web.pages["/kartat/kartta"] = whole(
        "<a href=lahto>Lähtö</a><iframe src=/syva/ title=Syva></iframe>",
        "<link rel=canonical href=/muualla><meta name=robots content=nofollow>",
    )
    web.pages["/syva/"] = whole("<a href=pohja>Pohja</a>", "<base href=/toinen/>")
    page = session.read(web.url("/kylat/sivu"))
    paths = {link.url.removeprefix(web.url("/")) for link in links(page)}
    assert paths == {"kylat/naapuri", "kartat/lahto", "toinen/pohja", "kylat/samassa", "kylat/varjo"}
    assert canonical(page) is None
    assert not nofollow(page)


def test_what_a_frame_shows_has_its_place_on_the_page(web: Web, session: Session) -> None:
    web.pages["/aussen"] = whole(
        "<p style='margin: 100px 0 0'>Ulkona</p><iframe src=/innen title=Sivu "
        "style='margin-left: 300px; border: 5px solid; padding: 7px; width: 400px; height: 100px'></iframe>",
        "<style>body { margin: 0 }</style>",
    )
    web.pages["/innen"] = whole(
        "<p style='margin: 400px 0 0 20px' id=kohta>Sisällä</p><script>scrollTo(0, 390)</script>",
        "<style>body { margin: 0; height: 2000px }</style>",
    )
    page = session.read(web.url("/aussen"))
    frame = next(iter(page.tagged("iframe")))
    (inside,) = (node for node in page.tagged("p") if node.scope is frame)
    assert frame.layout is not None
    assert inside.layout is not None
    box, at = frame.layout.box, inside.layout.box
    assert (at.x - box.x, at.y - box.y) == (5 + 7 + 20, 5 + 7 + 400 - 390)
    assert [run.box.y for run in inside.runs] == [at.y]
