"""The tab of a browser on this machine, spoken to past its driver, which takes twice as long to pass an answer on."""

import json
import time
from collections.abc import Sequence
from typing import Any

import msgspec
import urllib3
import websocket
from urllib3.exceptions import HTTPError

from a11ycheck.browser.faults import BrowserCrashedError, PageStalledError, RefusedError, first_line

type Command = tuple[str, dict[str, Any]]  # its name and parameters
type Event = dict[str, Any]

_GONE = frozenset({"Inspector.targetCrashed", "Inspector.detached"})  # events after which no answer comes
_CRASHED = "crashed"  # in Chromium's words for a command that it cannot pass on to such a page
_STALLED = "the page kept the browser busy beyond its time"


class Tab:
    """Runs commands (Chrome DevTools Protocol). Dialogs that a page opens meanwhile are answered."""

    def __init__(self, debugger: str, seconds: float) -> None:
        """Reach the only page of a browser that has just started, by the host and port of its debugger.

        Raises:
            BrowserCrashedError: where it is not reached.
        """
        try:
            listed = urllib3.request("GET", f"http://{debugger}/json/list", timeout=seconds, retries=False).json()
            address = next(each["webSocketDebuggerUrl"] for each in listed if each["type"] == "page")
            self._socket = websocket.create_connection(
                address, timeout=seconds, suppress_origin=True, skip_utf8_validation=True
            )
        except (websocket.WebSocketException, HTTPError, OSError, ValueError, LookupError, StopIteration) as error:
            raise BrowserCrashedError(f"Chromium cannot be spoken to: {first_line(error)}") from error
        self._last = 0
        self.ask([("Page.enable", {})], seconds)  # without which it would not hear of dialogs

    def ask(self, commands: Sequence[Command], seconds: float) -> list[dict[str, Any]]:
        """Run commands, each sent without waiting for the answer to the one before, and return their answers.

        Raises:
            PageStalledError: where one of them does not come within so many seconds.
            BrowserCrashedError: where the page or the browser is no longer there.
            RefusedError: where the browser is well and refuses one of them.
        """
        until = time.monotonic() + seconds
        try:
            numbers = [self._send(command, parameters) for command, parameters in commands]
            answers = self._answers(set(numbers), until)
        except websocket.WebSocketTimeoutException as error:
            raise PageStalledError(_STALLED) from error
        except (websocket.WebSocketException, OSError) as error:
            raise BrowserCrashedError("the browser ended") from error
        return [_result(answers[number], command) for number, (command, _) in zip(numbers, commands, strict=True)]

    def close(self) -> None:
        """End the line; what it leads to goes on."""
        self._socket.shutdown()  # type: ignore[no-untyped-call]  # carries no hint there

    def _send(self, command: str, parameters: dict[str, Any]) -> int:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": command, "params": parameters}))
        return self._last

    def _answers(self, wanted: set[int], until: float) -> dict[int, Event]:
        found: dict[int, Event] = {}
        while len(found) < len(wanted):
            said = self._hear(until)
            if said.get("id") in wanted:
                found[said["id"]] = said
            else:
                self._meet(said)
        return found

    def _hear(self, until: float) -> Event:
        left = until - time.monotonic()
        if left <= 0:
            raise PageStalledError(_STALLED)
        self._socket.settimeout(left)
        said = self._socket.recv()
        if not said:
            raise BrowserCrashedError("the browser ended")
        return _decoded(said)

    def _meet(self, event: Event) -> None:
        method = event.get("method")
        if method in _GONE:
            reason = event.get("params", {}).get("reason", "crashed")
            raise BrowserCrashedError(f"the page is gone ({reason})")
        if method == "Page.javascriptDialogOpening":  # else the page, and with it each command, waits for a person
            leaving = event["params"].get("type") == "beforeunload"
            self._send("Page.handleJavaScriptDialog", {"accept": leaving})


def _result(answer: Event, command: str) -> dict[str, Any]:
    error = answer.get("error")
    if error is None:
        result: dict[str, Any] = answer.get("result", {})
        return result
    message = str(error.get("message", ""))
    if _CRASHED in message:
        raise BrowserCrashedError(message)
    raise RefusedError(f"{command}: {message}")


def _decoded(said: str | bytes) -> Event:
    """Read a message. Halves of surrogate pairs, which no text may hold but scripts may write, become U+003F."""
    try:
        found: Event = msgspec.json.decode(said)
    except msgspec.DecodeError:
        text = json.dumps(json.loads(said), ensure_ascii=False)
        found = msgspec.json.decode(text.encode("utf-8", "replace"))
    return found
