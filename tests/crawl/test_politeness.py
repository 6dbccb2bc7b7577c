"""How long a server is left in peace."""

import pytest

from a11ycheck.model import Reason
from tests.crawl.conftest import FakeClock, MakeFetcher
from tests.crawl.web import Reply, Web, page


def test_a_retry_waits_as_long_as_the_server_asks(web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    web.pages["/"] = [Reply("slow down", 429, headers={"Retry-After": "7"}), Reply("", 503), page()]
    assert make_fetcher().get(web.url()).reason is None
    assert clock.waits == [7.0, 2.0]


def test_retries_end(web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    web.pages["/"] = Reply("down", 503)
    fetched = make_fetcher().get(web.url())
    assert (fetched.reason, fetched.error) == (Reason.HTTP_ERROR, "HTTP 503 Service Unavailable")
    assert clock.waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("after", ["3600", "Fri, 31 Dec 2199 23:59:59 GMT"])
def test_nobody_waits_for_an_hour(after: str, web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    web.pages["/"] = Reply("slow down", 429, headers={"Retry-After": after})
    assert make_fetcher().get(web.url()).status == 429
    assert clock.waits == []


@pytest.mark.parametrize("after", ["soon", "-1", "nan", "9" * 500])
def test_a_strange_retry_after_does_no_harm(after: str, web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    web.pages["/"] = [Reply("", 429, headers={"Retry-After": after}), page()]
    make_fetcher().get(web.url())
    assert sum(clock.waits) <= 1.0


def test_requests_to_a_host_keep_their_distance(web: Web, make_fetcher: MakeFetcher, clock: FakeClock) -> None:
    fetcher = make_fetcher(delay=2.0)
    for path in ("/a", "/b", "/c"):
        fetcher.get(web.url(path))
    assert clock.waits == [2.0, 2.0]
    fetcher.get(web.url("/d", host="localhost"))  # another host owes nothing
    assert clock.waits == [2.0, 2.0]
