"""Cuts connections that outlive their time.

The time-out of a socket starts anew with every byte, so that a server which sends one byte a second holds a client
for ever. Here one thread watches all running exchanges and shuts down the socket of each whose time is over.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Condition, Event, Thread, get_ident
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_POLL = 0.05  # seconds; how late a cut may come


class Exchange:
    """One request and its answer, from the first byte to the last."""

    def __init__(self, seconds: float, stop: Event) -> None:
        self.deadline = time.monotonic() + seconds
        self.stop = stop
        self.sock: socket.socket | None = None
        self.cut = False

    def is_over(self, now: float) -> bool:
        """Say whether the exchange has to end now."""
        return now >= self.deadline or self.stop.is_set()

    def end(self) -> None:
        """Shut the socket down: whoever waits for its next byte goes on with an error or an end of data."""
        self.cut = True
        if self.sock is not None:
            with suppress(OSError, ValueError):  # closed in the meantime
                self.sock.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """Watches exchanges, at most one for each thread at a time."""

    def __init__(self) -> None:
        self._running: dict[int, Exchange] = {}
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    @contextmanager
    def watching(self, seconds: float, stop: Event) -> Iterator[Exchange]:
        """Cut what the calling thread does with the network within the block once the time is over or ``stop`` set."""
        exchange = Exchange(seconds, stop)
        with self._changed:
            self._running[get_ident()] = exchange
            if self._thread is None and not self._closed:
                self._thread = Thread(target=self._watch, name="a11ycheck-watchdog", daemon=True)
                self._thread.start()
            self._changed.notify()
        try:
            yield exchange
        finally:
            with self._changed:
                del self._running[get_ident()]

    def attach(self, sock: socket.socket) -> None:
        """Note the socket on which the calling thread waits for its answer."""
        with self._changed:
            exchange = self._running.get(get_ident())
            if exchange is None:
                return
            exchange.sock = sock
            if exchange.cut:  # the time ran out while the connection was being made
                exchange.end()

    def close(self) -> None:
        """Cut all that still runs and end the thread."""
        with self._changed:
            self._closed = True
            for exchange in self._running.values():
                exchange.end()
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                for exchange in self._running.values():
                    if not exchange.cut and exchange.is_over(now):
                        exchange.end()
                self._changed.wait(_POLL if self._running else None)


class WatchedAdapter(HTTPAdapter):
    """Transport adapter of ``requests`` whose connections the watchdog knows."""

    def __init__(self, watchdog: Watchdog, connections: int) -> None:
        self._pools = {"http": partial(_Pool, watchdog), "https": partial(_SecurePool, watchdog)}
        super().__init__(pool_connections=2, pool_maxsize=connections)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools for direct connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Return the pools for connections through a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, watchdog: Watchdog, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._watchdog = watchdog

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3, which returns its own type
        self._watchdog.attach(self.sock)
        return super().getresponse()


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, watchdog: Watchdog, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._watchdog = watchdog

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as above
        self._watchdog.attach(self.sock)
        return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection

    def __init__(self, watchdog: Watchdog, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn_kw["watchdog"] = watchdog


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection

    def __init__(self, watchdog: Watchdog, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn_kw["watchdog"] = watchdog
