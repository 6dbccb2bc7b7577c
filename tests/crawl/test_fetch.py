"""Fetching pages from a server that does all that servers do wrong."""

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from a11ycheck.model import Reason
from tests.crawl.conftest import MakeFetcher
from tests.crawl.web import HTML, Answering, Reply, Web, packed, redirect, streaming


def test_a_page_comes_as_bytes(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply("<p>Hyvää päivää", content_type='Text/HTML; Charset="ISO-8859-1"')
    fetched = make_fetcher().get(web.url())
    assert (fetched.status, fetched.reason, fetched.error) == (200, None, None)
    assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert fetched.body == "<p>Hyvää päivää".encode()
    assert (fetched.url, fetched.final_url) == (web.url(), web.url())


def test_an_error_page_is_kept_for_a_look_at_what_it_is(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply("<h1>Access denied</h1>", 403)
    fetched = make_fetcher().get(web.url())
    assert (fetched.status, fetched.reason, fetched.error) == (403, Reason.HTTP_ERROR, "HTTP 403 Forbidden")
    assert fetched.body == b"<h1>Access denied</h1>"


def test_an_unknown_status_has_no_words(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply("", 599)
    assert make_fetcher().get(web.url()).error == "HTTP 599"


@pytest.mark.parametrize(
    ("reply", "media_type", "error"),
    [
        (Reply(b"%PDF-1.7", content_type="application/pdf"), "application/pdf", None),
        (Reply(b"{}", content_type="application/json"), "application/json", None),
        (Reply(b"%PDF-1.7", content_type=None), "application/pdf", None),
        (Reply(b"only words", content_type=None), "text/plain", None),
        (Reply(b"%PDF-1.7", content_type=HTML), "text/html", "binary data"),
        (Reply(b"\x89PNG\r\n\x1a\n", content_type=HTML), "text/html", "binary data"),
        (Reply(b"\x01\x00\x02\x00" * 9, content_type=HTML), "text/html", "binary data"),
    ],
)
def test_what_is_no_html(reply: Reply, media_type: str, error: str | None, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = reply
    fetched = make_fetcher().get(web.url())
    assert (fetched.reason, fetched.media_type, fetched.body) == (Reason.NOT_HTML, media_type, b"")
    assert fetched.error is None if error is None else error in str(fetched.error)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>", content_type="application/xhtml+xml"),
        Reply(b"\xef\xbb\xbf\n<!-- x --><!DOCTYPE html><p>", content_type=None),
        Reply("<p>ä".encode("utf-16"), content_type=HTML),
        Reply("<html><p>ä".encode("utf-16-le"), content_type=None),
        Reply(b"<p>a\x00b", content_type=HTML),
        Reply(b"", content_type=HTML),
        Reply(b"", content_type=None),
    ],
)
def test_what_is_html(reply: Reply, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = reply
    fetched = make_fetcher().get(web.url())
    assert fetched.reason is None
    assert fetched.body == reply.body


def test_a_large_file_that_is_no_page_is_not_downloaded(web: Web, make_fetcher: MakeFetcher) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for number in range(10_000):
            sent.append(number)
            yield b"x" * 65_536

    web.pages["/film"] = streaming(endless(), Content_Type="video/mp4")
    assert make_fetcher().get(web.url("/film")).reason is Reason.NOT_HTML
    assert len(sent) < 1000


def test_ten_megabytes_are_the_most(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/fits"] = Reply(b"<p>" + b"x" * 9_999_997)
    web.pages["/large"] = Reply(b"<p>" + b"x" * 9_999_998)
    fetcher = make_fetcher()
    assert len(fetcher.get(web.url("/fits")).body) == 10_000_000
    fetched = fetcher.get(web.url("/large"))
    assert (fetched.reason, fetched.body) == (Reason.TOO_LARGE, b"")
    assert "more than 10 MB" in str(fetched.error)


def deflate_bomb() -> Iterator[bytes]:
    packer = zlib.compressobj(9)
    for _ in range(1_000):
        yield packer.compress(b" " * 1_000_000)


@pytest.mark.parametrize("kind", ["gzip", "deflate", "deflate-chunked"])
def test_a_bomb_is_stopped_while_it_unpacks(kind: str, web: Web, make_fetcher: MakeFetcher) -> None:
    if kind == "gzip":
        web.pages["/"] = packed(b"<p>" + b" " * 50_000_000)
    elif kind == "deflate":
        body = zlib.compress(b" " * 50_000_000)
        web.pages["/"] = Reply(body, headers={"Content-Encoding": "deflate"})
    else:
        web.pages["/"] = streaming(filter(None, deflate_bomb()), Content_Encoding="deflate")
    fetched = make_fetcher(max_size=1_000_000).get(web.url())
    assert (fetched.reason, fetched.body) == (Reason.TOO_LARGE, b"")


def test_a_packing_that_was_not_asked_for_is_refused(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply(b"\x0b\x02\x80", headers={"Content-Encoding": "br"})
    fetched = make_fetcher().get(web.url())
    assert fetched.reason is Reason.CONNECTION
    assert web.seen[0].headers["accept-encoding"] == "gzip, deflate"


def test_broken_packed_data_is_a_fault_of_the_connection(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    fetched = make_fetcher().get(web.url())
    assert fetched.reason is Reason.CONNECTION
    assert "packed data" in str(fetched.error)


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    drip(handler)


def drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(600):  # half a minute, if it is let
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_without_length(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.send_header("Connection", "close")
    handler.end_headers()
    drip(handler)


@pytest.mark.parametrize("answer", [drip_body, drip, drip_without_length])
def test_a_server_that_drips_is_cut_off_in_time(answer: object, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = answer  # type: ignore[assignment]  # a handler
    began = time.monotonic()
    fetched = make_fetcher(timeout=0.3).get(web.url())
    assert fetched.reason is Reason.TIMEOUT
    assert "0.3 seconds" in str(fetched.error)
    assert time.monotonic() - began < 10


def wait_for(event: threading.Event) -> None:
    event.wait(5)


def test_a_server_that_says_nothing_times_out(web: Web, make_fetcher: MakeFetcher) -> None:
    done = threading.Event()
    web.pages["/"] = Reply(before=lambda: wait_for(done))
    assert make_fetcher(timeout=0.2).get(web.url()).reason is Reason.TIMEOUT
    done.set()


def test_the_time_of_a_page_includes_its_redirects(web: Web, make_fetcher: MakeFetcher) -> None:
    for number in range(9):
        web.pages[f"/{number}"] = redirect(f"/{number + 1}")
        web.pages[f"/{number}"].before = lambda: time.sleep(0.1)  # type: ignore[union-attr]  # a reply
    assert make_fetcher(timeout=0.35).get(web.url("/0")).reason is Reason.TIMEOUT


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def break_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")


@pytest.mark.parametrize("answer", [hang_up, break_off])
def test_a_dropped_connection_is_tried_once_more(answer: object, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = answer  # type: ignore[assignment]  # a handler
    fetched = make_fetcher().get(web.url())
    assert (fetched.reason, fetched.body) == (Reason.CONNECTION, b"")
    assert "broke off" in str(fetched.error)
    assert web.paths() == ["/", "/"]


def test_a_refused_connection(make_fetcher: MakeFetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    fetched = make_fetcher().get(f"http://127.0.0.1:{port}/")
    assert fetched.reason is Reason.CONNECTION
    assert "refuses" in str(fetched.error)


def test_an_unknown_host(make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    fetched = make_fetcher().get("https://no-such-host.invalid/")
    assert fetched.reason is Reason.CONNECTION
    assert fetched.error == ("The host no-such-host.invalid is not known: check the address and the name server.")


@pytest.mark.parametrize(
    ("lang", "error"),
    [
        ("fi", "HTTP 401 Unauthorized: kirjaudu valitsimella --basic-auth tai selaimessa valitsimella --login."),
        ("sv", "HTTP 401 Unauthorized: logga in med --basic-auth, eller i webbläsaren med --login."),
    ],
)
def test_what_went_wrong_is_said_in_the_language_of_the_report(
    lang: str, error: str, web: Web, make_fetcher: MakeFetcher
) -> None:
    web.pages["/"] = Reply("", 401)
    assert make_fetcher(lang=lang).get(web.url()).error == error


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"%PDF-1.7", content_type=HTML),
        Reply(b"x" * 2_000, content_type=HTML),
        Reply("", 302),
        redirect("file:///etc/passwd"),
        redirect("http://[::1/"),
        redirect("https://muualla.example/"),
        redirect("/"),
        hang_up,
    ],
)
def test_no_language_is_left_out(reply: Reply, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = reply
    said = {make_fetcher(lang=lang, max_size=1_000).get(web.url()).error for lang in ("en", "fi", "sv")}
    assert len(said - {None}) == 3


def test_robots_txt_refuses_in_the_language_of_the_report(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /", content_type="text/plain")
    assert "pyytää hakurobotteja" in str(make_fetcher(lang="fi", robots=True).get(web.url()).error)


def test_what_is_no_address_is_not_asked_for(make_fetcher: MakeFetcher) -> None:
    assert make_fetcher().get("file:///etc/passwd").reason is Reason.CONNECTION


def test_a_certificate_that_nobody_trusts(secure_web: Web, make_fetcher: MakeFetcher) -> None:
    fetched = make_fetcher().get(secure_web.url())
    assert fetched.reason is Reason.TLS
    assert "self-signed" in str(fetched.error)
    assert "REQUESTS_CA_BUNDLE" in str(fetched.error)


def test_plain_http_behind_https(web: Web, make_fetcher: MakeFetcher) -> None:
    fetched = make_fetcher().get(web.url(scheme="https"))
    assert fetched.reason is Reason.TLS
    assert "try http://" in str(fetched.error)


def test_a_stop_ends_a_running_request(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = drip_body
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    fetched = make_fetcher().get(web.url(), stop=stop)
    assert (fetched.reason, fetched.error) == (Reason.CONNECTION, "The scan was stopped before this page.")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("nofollow", True),
        ("noindex, NOFOLLOW", True),
        ("none", True),
        ("a11ycheck: nofollow", True),
        ("otherbot: noindex, nofollow", False),
        ("noindex", False),
        ("unavailable_after: 25 Jun 2030 15:00:00 GMT, nofollow", False),
    ],
)
def test_x_robots_tag(header: str, expected: bool, web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = Reply("<p>x", headers={"X-Robots-Tag": header})
    assert make_fetcher().get(web.url()).noindex_links is expected


def raw(data: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(data)

    return answer


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"garbage\r\n\r\n", Reason.CONNECTION),
        (b"HTTP/1.1 999999 OK\r\n\r\n", Reason.CONNECTION),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", Reason.CONNECTION),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", Reason.CONNECTION),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\n<p>", Reason.CONNECTION),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Reason.CONNECTION),
        (b"HTTP/1.1 302 Found\r\nLocation: /\xff\xfe\r\n\r\n", Reason.REDIRECT),
        (b"HTTP/1.1 302 Found\r\nLocation: \xed\xa0\x80\x1b[31m\r\n\r\n", Reason.REDIRECT),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: \x00;;charset=\xff\r\nSet-Cookie: \x01=;;domain=.\r\n\r\n<p>",
            Reason.NOT_HTML,
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset*=utf-16''%ff\r\n\r\n<p>", None),
    ],
)
def test_whatever_a_server_sends_there_is_an_answer(
    data: bytes, reason: Reason | None, web: Web, make_fetcher: MakeFetcher
) -> None:
    class Anywhere(dict[str, Answering]):
        def __missing__(self, path: str) -> Answering:
            return raw(data)

    web.pages = Anywhere()
    fetched = make_fetcher().get(web.url())
    assert fetched.reason is reason
    assert fetched.error is None or fetched.error.isprintable()
    assert fetched.media_type.isprintable()
    assert fetched.charset.isprintable()
