"""Where redirects lead, and where they are not followed."""

from http.server import BaseHTTPRequestHandler

import pytest

from a11ycheck.model import Reason
from tests.crawl.conftest import MakeFetcher
from tests.crawl.web import Reply, Web, page, redirect


def test_redirects_lead_to_the_page(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": redirect("/fi?utm_source=x#top", 301), "/fi?utm_source=x": redirect("/fi/"), "/fi/": page()}
    fetched = make_fetcher().get(web.url())
    assert (fetched.final_url, fetched.status, fetched.reason) == (web.url("/fi/"), 200, None)


@pytest.mark.parametrize(
    ("pages", "error"),
    [
        ({"/": redirect("/")}, "loop, back to"),
        ({"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a")}, "loop, back to"),
        ({"/": redirect("/0"), **{f"/{n}": redirect(f"/{n + 1}") for n in range(20)}}, "More than 10 redirects"),
        ({"/": redirect("file:///etc/passwd")}, "Redirects to file:"),
        ({"/": redirect("javascript:alert(1)")}, "Redirects to javascript:"),
        ({"/": redirect("http://\x1b[31m/")}, "no address"),
        ({"/": Reply(status=302)}, "without an address"),
    ],
)
def test_redirects_that_lead_nowhere(pages: dict[str, Reply], error: str, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages.update(pages)
    fetched = make_fetcher().get(web.url())
    assert (fetched.reason, fetched.body) == (Reason.REDIRECT, b"")
    assert error in str(fetched.error)
    assert str(fetched.error).isprintable()
    assert len(web.seen) <= 11


def test_a_redirect_to_another_host_is_told_and_not_followed(web: Web, make_fetcher: MakeFetcher) -> None:
    elsewhere = web.url("/", host="localhost")
    web.pages["/"] = redirect(elsewhere)
    fetched = make_fetcher().get(web.url())
    assert (fetched.reason, fetched.final_url) == (Reason.REDIRECT, elsewhere)
    assert elsewhere in str(fetched.error)
    assert web.paths() == ["/"]


def test_a_redirect_to_an_included_host_is_followed(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": redirect(web.url("/b", host="localhost")), "/b": page()}
    fetched = make_fetcher(include_host=(f"localhost:{web.port}",)).get(web.url())
    assert fetched.reason is None


def test_an_endless_body_of_a_redirect_is_not_read(web: Web, make_fetcher: MakeFetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/b")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)

    web.pages |= {"/": answer, "/b": page()}
    assert make_fetcher().get(web.url()).reason is None


def test_a_server_that_wants_its_cookie_back(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = [redirect("/", Set_Cookie="seen=1"), page()]
    web.pages["/next"] = page()
    fetcher = make_fetcher()
    assert fetcher.get(web.url()).reason is None
    fetcher.get(web.url("/next"))
    assert [seen.headers.get("cookie") for seen in web.seen] == [None, "seen=1", None]
