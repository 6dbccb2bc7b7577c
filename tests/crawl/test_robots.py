from threading import Thread

import pytest

from a11ycheck.crawl.robots import MAX_DELAY, Rules, read
from a11ycheck.crawl.transport import Answer
from a11ycheck.model import Reason
from tests.crawl.conftest import FakeClock, MakeFetcher
from tests.crawl.web import Reply, Web, page, redirect

SITE = "https://example.fi"


def rules(text: str | bytes, status: int = 200) -> Rules:
    body = text if isinstance(text, bytes) else text.encode()
    return read(Answer(final_url=f"{SITE}/robots.txt", status=status, body=body), "en")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /haku", "/haku?q=x", False),
        ("User-agent: *\nDisallow: /haku", "/", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow: /*.php$\nAllow: /sallittu.php", "/sallittu.php", True),
        ("User-agent: *\nDisallow: /*.php$", "/b.php", False),
        ("User-agent: *\nDisallow:\n\nUser-agent: a11ycheck\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: a11ycheck\nDisallow:", "/", True),
        ("User-agent: otherbot\nDisallow: /", "/", True),
        ("<!doctype html><p>Not a robots.txt", "/", True),
        (b"\xff\xfe\x00\x01" * 99, "/", True),
    ],
)
def test_robots_txt_decides(text: str | bytes, path: str, allowed: bool) -> None:
    assert (rules(text).permit(SITE + path) is None) is allowed


@pytest.mark.parametrize(("status", "allowed"), [(200, True), (401, True), (404, True), (500, False), (503, False)])
def test_the_status_decides_where_there_is_no_file(status: int, allowed: bool) -> None:
    refusal = rules("", status).permit(SITE)
    assert (refusal is None) is allowed
    assert refusal is None or (refusal[0] is Reason.ROBOTS and f"answers {status}" in refusal[1])


@pytest.mark.parametrize(("line", "delay"), [("5", 5.0), ("0.5", 0.5), ("99999", MAX_DELAY), ("-3", 0.0), ("nan", 0.0)])
def test_crawl_delay_is_bounded(line: str, delay: float) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {line}").delay == delay


def test_a_disallowed_page_is_not_requested(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *\nDisallow: /haku"), "/": page(), "/haku": page()}
    fetcher = make_fetcher(robots=True)
    fetched = fetcher.get(web.url("/haku"))
    assert (fetched.reason, fetched.status) == (Reason.ROBOTS, 0)
    assert "--ignore-robots" in str(fetched.error)
    assert fetcher.get(web.url()).reason is None
    assert web.paths() == ["/robots.txt", "/"]


def test_a_redirect_to_a_disallowed_page_ends_there(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *\nDisallow: /haku"), "/": redirect("/haku"), "/haku": page()}
    assert make_fetcher(robots=True).get(web.url()).reason is Reason.ROBOTS
    assert "/haku" not in web.paths()


def test_ignored_robots_are_not_even_asked_for(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *\nDisallow: /"), "/": page()}
    assert make_fetcher(robots=False).get(web.url()).reason is None
    assert web.paths() == ["/"]


def test_crawl_delay_spaces_the_requests(web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *\nCrawl-delay: 3"), "/": page(), "/b": page()}
    fetcher = make_fetcher(robots=True)
    fetcher.get(web.url())
    fetcher.get(web.url("/b"))
    assert clock.waits[-1] == 3.0


def test_threads_share_one_request_for_robots_txt(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *"), "/": page()}
    fetcher = make_fetcher(robots=True)
    threads = [Thread(target=fetcher.get, args=(web.url(),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert web.paths().count("/robots.txt") == 1


def test_a_server_error_closes_the_whole_host(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("", 500), "/": page()}
    fetched = make_fetcher(robots=True).get(web.url())
    assert fetched.reason is Reason.ROBOTS
    assert "answers 500" in str(fetched.error)


def test_a_fault_of_the_network_is_told_as_such(secure_web: Web, make_fetcher: MakeFetcher) -> None:
    assert make_fetcher(robots=True).get(secure_web.url()).reason is Reason.TLS


def test_robots_txt_that_redirects_in_a_loop_forbids_nothing(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": redirect("/robots.txt"), "/": page()}
    assert make_fetcher(robots=True).get(web.url()).reason is None
