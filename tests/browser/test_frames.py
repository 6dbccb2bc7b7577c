"""What stands in a frame refers to the frame's own document."""

from collections.abc import Iterator

import pytest

from a11ycheck.browser.photo import filled_fields
from a11ycheck.browser.session import Session
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.page.links import canonical, links, nofollow
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, checking, whole
from tests.crawl.web import Web

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session(Settings(axe=False), frozenset())
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


EMBEDDED = "<p>Kartta</p><img src=/merkki.png><input value=Liisa aria-label=Nimi>"


def test_a_frame_of_another_site_is_part_of_its_page_and_findings_say_where_they_lie(web: Web) -> None:
    settings = Settings(engine="browser", robots=False, rules=("image-without-name",))
    elsewhere = web.url("/upotus", host="localhost")
    web.pages["/upotus"] = whole(EMBEDDED)
    web.pages["/oma"] = whole(EMBEDDED)
    web.pages["/sivu"] = whole(
        f"{CONTENT}<iframe title=Kartta src={elsewhere}></iframe><iframe title=Toinen src=/oma></iframe>"
        "<iframe title=Kolmas sandbox srcdoc='<p>Hei</p><img src=/merkki.png>'></iframe>"
    )
    with BrowserWorkers(settings, 1) as workers:
        record = checking(web, workers, settings)("/sivu").record
    said = [finding.message for finding in record.findings]
    assert len(said) == 3
    assert [f"(localhost:{web.port})" in message for message in said] == [True, False, False]
    assert len({finding.issue for finding in record.findings}) == 2
    assert not [note for note in workers.notes if "apart" in note]


def test_frames_are_kept_from_the_secrets_of_a_scan_and_named(web: Web) -> None:
    settings = Settings(engine="browser", robots=False, cookies=(("a", "b"),))
    elsewhere = web.url("/upotus", host="localhost")
    web.pages["/upotus"] = whole(EMBEDDED)
    web.pages["/sivu"] = whole(f"{CONTENT}<iframe title=Kartta src={elsewhere}></iframe>")
    with BrowserWorkers(settings, 1) as workers:
        record = checking(web, workers, settings)("/sivu").record
    assert record.outcomes["image-without-name"].value == "inapplicable"
    assert [note for note in workers.notes if f"Frames of localhost:{web.port} did not come or are kept apart" in note]


def test_fields_that_no_script_of_the_page_sees_are_painted_over(web: Web) -> None:
    opened = Session(Settings(axe=False), frozenset())
    web.pages["/upotus"] = whole(EMBEDDED)
    web.pages["/sivu"] = whole(
        f"{CONTENT}<iframe title=Kartta src={web.url('/upotus', host='localhost')}></iframe>"
        "<iframe title=Kolmas sandbox srcdoc='<input value=Liisa>'></iframe>"
        "<iframe title=Neljas src='data:text/html,<input value=Liisa>'></iframe>"
    )
    page = opened.read(web.url("/sivu"))
    boxes: list[object] = []
    opened.show(lambda browser: boxes.extend(filled_fields(browser, page)))
    opened.close()
    fields = [field.layout for field in page.tagged("input")]
    assert [field.box for field in fields if field is not None] == boxes
    assert len(boxes) == 3


def test_a_frame_that_is_kept_apart_is_painted_over(web: Web) -> None:
    opened = Session(Settings(cookies=(("a", "b"),)), frozenset())
    web.pages["/upotus"] = whole(EMBEDDED)
    web.pages["/sivu"] = whole(f"{CONTENT}<iframe title=Kartta src={web.url('/upotus', host='localhost')}></iframe>")
    page = opened.read(web.url("/sivu"))
    boxes: list[object] = []
    opened.show(lambda browser: boxes.extend(filled_fields(browser, page)))
    opened.close()
    (frame,) = page.tagged("iframe")
    assert frame.layout is not None
    assert boxes == [frame.layout.box]


def test_contrast_in_a_frame_is_measured_against_what_the_frame_shows(web: Web) -> None:
    settings = Settings(engine="browser", robots=False, rules=("contrast-low",))
    styles = {
        "hyvä": "color: #000",
        "heikko": "color: #ccc; background: #fff",
        "heikko kuvalla": "color: #ddd; background: linear-gradient(#fff, #eee)",
        "hyvä kuvalla": "color: #000; background: linear-gradient(#fff, #eee)",
    }
    web.pages["/upotus"] = whole("".join(f"<p style='{style}'>{text}</p>" for text, style in styles.items()))
    own, other = web.url("/upotus"), web.url("/upotus", host="localhost")
    web.pages["/sivu"] = whole(f"{CONTENT}<iframe title=Oma src={own}></iframe><iframe title=Muu src={other}></iframe>")
    with BrowserWorkers(settings, 1) as workers:
        record = checking(web, workers, settings)("/sivu").record
    found = sorted((finding.outcome.value, finding.evidence.figures["text"]) for finding in record.findings)
    assert found == [("failed", "heikko")] * 2 + [("failed", "heikko kuvalla")] * 2


def test_what_the_browser_says_of_a_frame_that_does_not_come_is_no_part_of_the_page(web: Web, session: Session) -> None:
    web.pages["/kartta"] = whole("<p>Kartta</p><iframe src='http://127.0.0.1:9/' title=Kartta></iframe>")
    page = session.read(web.url("/kartta"))
    (frame,) = page.tagged("iframe")
    assert not frame.descendants
    assert [node.get("name") for node in page.tagged("meta")] == []
