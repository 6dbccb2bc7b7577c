from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.crawl.politeness import Clock
from a11ycheck.settings import Settings
from tests.crawl.web import Web


class FakeClock(Clock):
    """A clock that moves on by waiting only."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float, stop: Event) -> bool:
        self.waits.append(seconds)
        self.time += seconds
        return not stop.is_set()


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture
def secure_web() -> Iterator[Web]:
    server = Web(tls=Path(__file__).with_name("self-signed.pem"))
    yield server
    server.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_fetcher(clock: FakeClock) -> Iterator[MakeFetcher]:
    """A fetcher with some settings, by default without robots.txt, whose waits cost no time."""
    made: list[Fetcher] = []

    def make(**settings: object) -> Fetcher:
        made.append(Fetcher(Settings(**{"robots": False, "timeout": 10.0, **settings}), clock))  # type: ignore[arg-type]  # any field
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()
