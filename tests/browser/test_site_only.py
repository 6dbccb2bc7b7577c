"""What the settings send to the site's own hosts reaches all that a page asks of them, and nobody else."""

from collections.abc import Callable, Iterator

import pytest

from a11ycheck.browser.faults import NotTestedError
from a11ycheck.browser.session import Session
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, whole
from tests.crawl.web import Reply, Web, redirect

pytestmark = pytest.mark.xdist_group("browser")

Open = Callable[..., Session]
SECRETS = {"headers": (("X-Key", "avain"), ("accept-language", "se")), "basic_auth": ("me", "secret:1")}
ASKED = {"x-key": "avain", "accept-language": "se", "authorization": "Basic bWU6c2VjcmV0OjE="}


@pytest.fixture
def opened() -> Iterator[Open]:
    """Start a session with some settings."""
    sessions: list[Session] = []

    def start(**settings: object) -> Session:
        sessions.append(Session(Settings(timeout=20.0, axe=False, **settings), frozenset()))  # type: ignore[arg-type]  # any field
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()


def got(web: Web, path: str) -> dict[str, str]:
    """Return the secrets that the last request for a path bore."""
    headers = [seen.headers for seen in web.seen if seen.path == path][-1]
    return {name: value for name, value in headers.items() if ASKED.get(name) == value}


def test_headers_reach_all_that_a_page_asks_of_its_site(web: Web, opened: Open) -> None:
    elsewhere = web.url("/frame", host="localhost")
    web.pages |= {
        "/page": whole(f"{CONTENT}<img src=/own.png alt=x><iframe src={elsewhere}></iframe>"
                       "<script>fetch('/data'); new Worker('/worker.js')</script>"),
        "/worker.js": Reply("fetch('/of-worker')", content_type="text/javascript"),
        "/frame": whole(f"<img src={web.url('/back.png')}><img src=/other.png>"),
    }  # fmt: skip
    opened(**SECRETS).read(web.url("/page"))
    for path in ("/page", "/own.png", "/data", "/worker.js", "/of-worker", "/back.png"):
        assert got(web, path) == ASKED, path
    for path in ("/frame", "/other.png"):
        assert got(web, path) == {}, path


def test_a_redirect_takes_nothing_along(web: Web, opened: Open) -> None:
    lead = "<script>setTimeout(() => { location = '/away' })</script>"
    web.pages |= {
        "/page": whole(f"{CONTENT}<img src=/there.png alt=x>{lead}"),
        "/there.png": redirect(web.url("/theirs.png", host="localhost")),
        "/away": redirect(web.url("/good", host="localhost")),
    }
    opened(**SECRETS).read(web.url("/page"))
    assert got(web, "/away") == got(web, "/there.png") == ASKED
    assert got(web, "/good") == got(web, "/theirs.png") == {}


def test_nothing_goes_unencrypted_where_the_scan_starts_encrypted(web: Web, opened: Open) -> None:
    session = opened(targets=(web.url("/good", scheme="https"),), cookies=(("a", "b"),), **SECRETS)
    session.read(web.url("/good"))
    assert got(web, "/good") == {}
    assert "cookie" not in web.seen[-1].headers


def test_hosts_that_the_scan_includes_get_headers_too(web: Web, opened: Open) -> None:
    web.pages["/page"] = whole(f"{CONTENT}<img alt=x src={web.url('/there.png', host='localhost')}>")
    opened(include_host=(f"localhost:{web.port}",), **SECRETS).read(web.url("/page"))
    assert got(web, "/there.png") == ASKED


def test_no_page_is_read_without_its_headers(web: Web, opened: Open) -> None:
    session = opened(**SECRETS)
    session.read(web.url("/good"))
    channel = session._site_only._channel
    assert channel is not None
    channel.close()
    web.seen.clear()
    assert session.read(web.url("/good")).title == "Sivu"
    assert got(web, "/good") == ASKED


def test_a_header_that_browsers_refuse_to_send(web: Web, opened: Open) -> None:
    session = opened(headers=(("Content-Length", "1"),))
    with pytest.raises(NotTestedError, match="cannot open the page"):
        session.read(web.url("/good"))
