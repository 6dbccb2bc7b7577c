"""A line to the browser itself beside its driver, on which the browser may speak first (Chrome DevTools Protocol)."""

import json
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

import urllib3
import websocket
from urllib3.exceptions import HTTPError

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import BrowserCrashedError

_START_SECONDS = 10

type Event = dict[str, Any]


class Channel:
    """Sends commands without waiting for answers, and calls a function with each event in a thread of its own."""

    def __init__(self, browser: Browser, heard: Callable[[Event], None]) -> None:
        """Open the line. ``heard`` gets all that the browser says: events, and answers to commands that were sent.

        Raises:
            BrowserCrashedError: where there is none to be had.
        """
        self._heard = heard
        self._last = 0
        self._asked: dict[int, SimpleQueue[Event]] = {}  # number of a command to who waits for its answer
        self._lock = Lock()
        try:
            self._socket = websocket.create_connection(_address(browser), timeout=_START_SECONDS, suppress_origin=True)
        except (websocket.WebSocketException, HTTPError, OSError, ValueError) as error:
            raise BrowserCrashedError(f"the browser has no line for requests: {error}") from error
        self._socket.settimeout(None)
        self._thread = Thread(target=self._listen, name="a11ycheck-channel", daemon=True)
        self._thread.start()

    @property
    def stands(self) -> bool:
        """Whether the line is still open."""
        return self._thread.is_alive()

    def send(self, command: str, **parameters: Any) -> int:
        """Send a command, unless the line is cut, and return the number that its answer will bear."""
        with self._lock:
            return self._send(command, parameters)

    def ask(self, command: str, **parameters: Any) -> None:
        """Send a command and wait until it is done; not to be called while ``heard`` runs.

        Raises:
            BrowserCrashedError: where it is not.
        """
        answer: SimpleQueue[Event] = SimpleQueue()
        with self._lock:
            self._asked[self._last + 1] = answer
            self._send(command, parameters)
        try:
            error = answer.get(timeout=_START_SECONDS).get("error")
        except Empty:
            error = {"message": "no answer"}
        if error:
            raise BrowserCrashedError(f"{command}: {error.get('message', '')}")

    def _send(self, command: str, parameters: dict[str, Any]) -> int:
        self._last += 1
        with suppress(websocket.WebSocketException, OSError):
            self._socket.send(json.dumps({"id": self._last, "method": command, "params": parameters}))
        return self._last

    def close(self) -> None:
        """End the line."""
        with suppress(websocket.WebSocketException, OSError):
            self._socket.abort()  # type: ignore[no-untyped-call]  # carries no hint there
        self._thread.join(_START_SECONDS)
        with suppress(websocket.WebSocketException, OSError):
            self._socket.shutdown()  # type: ignore[no-untyped-call]  # as above

    def _listen(self) -> None:
        with suppress(websocket.WebSocketException, OSError, ValueError):
            while said := self._socket.recv():
                event = json.loads(said)
                waiting = self._asked.pop(event.get("id", 0), None)
                if waiting is not None:
                    waiting.put(event)
                else:
                    self._heard(event)


def _address(browser: Browser) -> str:
    """Return where the browser itself is spoken to: on this machine at its own port, on a grid through the grid."""
    through_grid = browser.driver.capabilities.get("se:cdp")
    if through_grid:
        return str(through_grid)
    answer = urllib3.request("GET", f"http://{browser.debugger}/json/version", timeout=_START_SECONDS, retries=False)
    return str(answer.json().get("webSocketDebuggerUrl", ""))
