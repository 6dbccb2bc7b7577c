"""How long to wait before a host is asked again, while other hosts are not held up."""

import time
from threading import Event, Lock

from a11ycheck.urls import site_of


class Clock:
    """Time as the crawler sees it; a test puts its own in this place."""

    def now(self) -> float:
        """Return seconds of a clock that never goes backwards."""
        return time.monotonic()

    def wait(self, seconds: float, stop: Event) -> bool:
        """Wait so many seconds; return False at once when ``stop`` is set."""
        return not stop.wait(seconds)


class Politeness:
    """Spaces the requests to each host.

    ``delay`` is the number of seconds between the starts of two requests to one host. A host may ask for more
    (Crawl-delay of robots.txt) and may ask for a pause (Retry-After).
    """

    def __init__(self, delay: float, clock: Clock) -> None:
        self._delay = delay
        self._clock = clock
        self._slower: dict[str, float] = {}
        self._free_at: dict[str, float] = {}
        self._lock = Lock()

    def slow_down(self, url: str, seconds: float) -> None:
        """Leave at least so many seconds between two requests to the host of ``url``."""
        with self._lock:
            self._slower[site_of(url)] = seconds

    def pause(self, url: str, seconds: float) -> None:
        """Ask the host of ``url`` nothing for so many seconds."""
        host = site_of(url)
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock.now() + seconds)

    def take_turn(self, url: str, stop: Event) -> bool:
        """Wait until the host of ``url`` may be asked; return False where ``stop`` was set first."""
        host = site_of(url)
        with self._lock:
            now = self._clock.now()
            start = max(now, self._free_at.get(host, now))
            self._free_at[host] = start + max(self._delay, self._slower.get(host, 0.0))
        return self._clock.wait(start - now, stop) if start > now else not stop.is_set()
