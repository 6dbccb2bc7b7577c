"""A web server on the loopback interface and browsers for it."""

from collections.abc import Callable, Iterator

import pytest

from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.model import Examined
from a11ycheck.settings import Settings
from tests.crawl.web import Reply, Web

Check = Callable[[str], Examined]
CONTENT = "<h1>Uutiset</h1><p>Kirjasto on auki joka päivä, ja kahvila myös.</p>"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    server = Web()
    server.pages["/good"] = whole(CONTENT)
    yield server
    server.close()


def whole(body: str, head: str = "") -> Reply:
    return Reply(f"<!doctype html><html lang=fi><head><title>Sivu</title>{head}</head><body>{body}</body></html>")


def checking(web: Web, workers: BrowserWorkers, settings: Settings) -> Check:
    """Fetch a page and check it in a browser, as a scan does."""

    def check(path: str) -> Examined:
        with Fetcher(settings) as fetcher:
            fetched = fetcher.get(web.url(path))
        return workers.check(fetched).result(timeout=120)

    return check
