"""What the settings send to the site's own hosts and to nobody else: cookies, headers, user and password."""

from base64 import b64encode
from typing import Any

from a11ycheck.browser.channel import Channel, Event
from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import BrowserCrashedError, NoBrowserError
from a11ycheck.settings import Settings
from a11ycheck.targets import TargetError, read_targets
from a11ycheck.urls import Scope

_NO_LINE = (
    "The grid lets nobody speak to its browsers, as --header and --basic-auth must: let it pass on se:cdp, or scan "
    "with a browser of this machine."
)


class SiteOnly:
    """Sends it along with the requests of one browser after the other, as ``Scope.trusts`` allows."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._headers = _headers(settings)
        self._starts = _starts(settings) if self._headers or settings.cookies else ()
        self._scope = Scope.of(self._starts, settings.include_host)
        self._channel: Channel | None = None
        self._refusable: dict[int, str] = {}  # number of a command to the request that it lets go on

    def attach(self, browser: Browser) -> None:
        """See to the requests of a browser from now on: its pages', frames' and workers'.

        Raises:
            BrowserCrashedError: where that cannot be done.
            NoBrowserError: where a grid does not let anybody speak to its browsers.
        """
        if not self._headers:
            return
        try:
            self._channel = Channel(browser, self._hear)
        except BrowserCrashedError as error:
            if not self._settings.grid:
                raise
            raise NoBrowserError(_NO_LINE) from error
        self._channel.ask("Fetch.enable", patterns=[{"urlPattern": "http://*"}, {"urlPattern": "https://*"}])

    def before(self, browser: Browser, url: str) -> None:
        """Make ready for the page of an address, which belongs to the site.

        Raises:
            BrowserCrashedError: where requests would go without what they need.
        """
        self._scope = Scope.of(self._starts or (url,), self._settings.include_host)
        if self._channel is not None and not self._channel.stands:
            raise BrowserCrashedError("the line for its requests was cut")
        if self._settings.cookies and self._scope.trusts(url):
            cookies = [{"name": name, "value": value, "url": url} for name, value in self._settings.cookies]
            browser.cdp("Network.setCookies", cookies=cookies)

    def detach(self) -> None:
        """Let go of the browser."""
        if self._channel is not None:
            self._channel.close()
        self._channel = None
        self._refusable.clear()

    def _hear(self, event: Event) -> None:
        """Let each request go on, with the headers where they may go, and none that lacks them for a fault of theirs.

        Each hop of a redirect is a request of its own here.
        """
        if event.get("method") == "Fetch.requestPaused":
            self._let_go(event["params"])
        elif "id" in event:
            request = self._refusable.pop(event["id"], None)
            if request is not None and "error" in event:
                self._send("Fetch.failRequest", requestId=request, errorReason="BlockedByClient")

    def _let_go(self, paused: dict[str, Any]) -> None:
        number, request = paused["requestId"], paused["request"]
        if not self._scope.trusts(request["url"]):
            self._send("Fetch.continueRequest", requestId=number)
            return
        ours = {name.lower() for name in self._headers}
        theirs = {name: value for name, value in request["headers"].items() if name.lower() not in ours}
        headers = [{"name": name, "value": value} for name, value in (theirs | self._headers).items()]
        self._refusable[self._send("Fetch.continueRequest", requestId=number, headers=headers)] = number

    def _send(self, command: str, **parameters: Any) -> int:
        channel = self._channel
        return channel.send(command, **parameters) if channel is not None else 0


def _headers(settings: Settings) -> dict[str, str]:
    headers = dict(settings.headers)
    if settings.basic_auth is not None:
        known = b64encode(":".join(settings.basic_auth).encode()).decode()
        headers = {name: value for name, value in headers.items() if name.lower() != "authorization"}
        headers["Authorization"] = f"Basic {known}"
    return headers


def _starts(settings: Settings) -> tuple[str, ...]:
    """Return the addresses at which the scan starts, none where it has only files or is told each page by itself."""
    try:
        return tuple(url for site in read_targets(settings).sites for url in site)
    except TargetError:
        return ()
