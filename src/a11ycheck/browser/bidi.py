"""Firefox itself, spoken to in WebDriver BiDi (W3C), which needs no driver between."""

import json
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import websocket

from a11ycheck.browser.faults import BrowserCrashedError, PageStalledError, RefusedError
from a11ycheck.browser.process import Processes

_START_SECONDS = 60
_LOOK = 0.05  # seconds between two looks whether it is ready
_LEAST_SECONDS = 1.0  # that a command always gets
_ENDED = ("no such frame", "invalid session id")  # errors after which there is no page to speak to


class _Service:
    """Firefox with a profile of its own, not started yet."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command, self._environment = command, environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; ``OSError`` where that fails."""
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(  # noqa: S603 - the browser that was found
            self._command, env=self._environment, start_new_session=True, stdin=quiet, stdout=quiet, stderr=quiet
        )


class Firefox:
    """A Firefox with one tab."""

    def __init__(self, program: str, options: tuple[str, ...], preferences: dict[str, str | int]) -> None:
        """Start it.

        Raises:
            BrowserCrashedError: where it does not start.
        """

        def made(found: str, folder: Path, environment: dict[str, str]) -> _Service:
            profile = folder / "profile"
            profile.mkdir()
            lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items())
            (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
            command = [found, "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0", *options]
            return _Service(command, {**environment, "HOME": str(folder)})

        self._last = 0
        self._processes = Processes(made, program)
        try:
            self._socket = websocket.create_connection(self._address(), timeout=_START_SECONDS, suppress_origin=True)
            prompts = {"unhandledPromptBehavior": {"default": "dismiss"}}
            self.ask("session.new", _START_SECONDS, capabilities={"alwaysMatch": prompts})
            # The first tab is Firefox's own; no file may be opened there.
            self._tab = self.ask("browsingContext.create", _START_SECONDS, type="tab")["context"]
        except (websocket.WebSocketException, OSError, ValueError, RefusedError) as error:
            self._processes.end()
            raise BrowserCrashedError(f"Firefox does not start: {error}") from error

    def _address(self) -> str:
        file = self._processes.folder / "profile" / "WebDriverBiDiServer.json"
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            with suppress(OSError, ValueError):
                said = json.loads(file.read_bytes())
                return f"ws://{said['ws_host']}:{said['ws_port']}/session"
            time.sleep(_LOOK)
        raise OSError(f"it says no address within {_START_SECONDS} s")

    def open(self, url: str, seconds: float) -> None:
        """Open a page and wait until it has loaded; see ``ask``."""
        self.ask("browsingContext.navigate", seconds, context=self._tab, url=url, wait="complete")

    def evaluate(self, script: str, seconds: float) -> Any:
        """Return the value of a script in the page, which is JSON or a promise of it; None where it throws."""
        said = self.ask("script.evaluate", seconds, expression=script, target={"context": self._tab}, awaitPromise=True)
        value = said.get("result", {}).get("value")
        return json.loads(value) if isinstance(value, str) else None

    def ask(self, method: str, seconds: float, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            PageStalledError: where it takes longer than so many seconds. The browser is of no use then.
            BrowserCrashedError: where there is no browser, or no page, to answer any more.
            RefusedError: where the browser is well and refuses.
        """
        self._last += 1
        try:
            self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
            answer = self._answer(time.monotonic() + seconds)
        except websocket.WebSocketTimeoutException as error:
            raise PageStalledError("the page kept the browser busy beyond its time") from error
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise BrowserCrashedError("the browser ended") from error
        if answer.get("type") == "error":
            said = str(answer.get("message", "")).partition("\n")[0]
            raise (BrowserCrashedError if answer.get("error") in _ENDED else RefusedError)(said)
        result: dict[str, Any] = answer["result"]
        return result

    def _answer(self, until: float) -> dict[str, Any]:
        while True:
            self._socket.settimeout(max(_LEAST_SECONDS, until - time.monotonic()))
            said: dict[str, Any] = json.loads(self._socket.recv())
            if said.get("id") == self._last:
                return said

    def close(self) -> None:
        """End it."""
        with suppress(websocket.WebSocketException, OSError):
            self._socket.shutdown()  # type: ignore[no-untyped-call]  # carries no hint there
        self._processes.end()
