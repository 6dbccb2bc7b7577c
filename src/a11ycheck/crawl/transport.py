"""One address to one answer over HTTP: polite, bounded in bytes, time, redirects and retries, and true to secrets."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from math import inf
from threading import Event

import requests
from msgspec import Struct
from msgspec.structs import replace
from requests.auth import AuthBase, HTTPBasicAuth
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from a11ycheck.crawl.faults import FAULTS, explain, is_dropped
from a11ycheck.crawl.politeness import Clock, Politeness
from a11ycheck.crawl.watchdog import Exchange, Watchdog, WatchedAdapter
from a11ycheck.model import Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language, Settings
from a11ycheck.urls import Scope, normalise, resolve, site_of

MAX_REDIRECTS = 10
MAX_RETRIES = 3  # of an answer 429 or 503
MAX_PAUSE = 60.0  # seconds; a server that asks for a longer pause is not waited for
CONNECTIONS = 8  # kept open to a host
_CONNECT = 10.0  # seconds to make a connection
_CHUNK = 65_536
_REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_USER_AGENT = "Mozilla/5.0 (compatible; a11ycheck; accessibility checker)"


class Answer(Struct, frozen=True, kw_only=True):
    """What came back, or why nothing did."""

    final_url: str
    status: int = 0
    headers: Mapping[str, str] = {}
    body: bytes = b""
    cut_off: bool = False  # the body is longer than asked for
    reason: Reason | None = None
    error: str | None = None
    dropped: bool = False  # by the server, in the midst of it


class Errand(Struct, frozen=True, kw_only=True):
    """What is wanted of an address and what it may cost."""

    scope: Scope  # redirects that leave it are not followed
    stop: Event  # set when the scan ends early
    max_size: int  # bytes, unpacked
    wanted: Callable[[int, Mapping[str, str]], bool]  # by status and headers: whether to read the body
    permit: Callable[[str], Answer | None]  # an answer that stands for a request that must not be made
    accept: str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
    seconds: float = inf  # for all of it, where that is less than the settings give
    retries: int = MAX_RETRIES


class Transport:
    """Sends requests, with one pooled session for each host. Safe to use from several threads.

    Cookies that a server sets live as long as the redirects of one address, so that no page depends on those before
    it. ``Authorization``, cookies and extra headers of the settings go to the site alone (see ``Scope.trusts``).
    Proxies and certificate bundles are taken from the environment, the passwords of a .netrc file are not.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._watchdog = Watchdog()
        self._sessions: dict[str, requests.Session] = {}
        self._lock = threading.Lock()
        self._closed = Event()
        self.politeness = Politeness(settings.delay, clock)

    def load(self, url: str, errand: Errand) -> Answer:
        """Return the answer of an absolute address after its redirects; faults of the network are answers, too."""
        trail = _Trail(url, min(self._settings.timeout, errand.seconds), self._settings.lang)
        while True:
            answer = errand.permit(trail.url) or self._try(trail, errand)
            location = answer.headers.get("Location") if answer.status in _REDIRECT_STATUS else None
            if answer.reason is not None or not location:
                return answer
            refusal = trail.follow(location, errand.scope)
            if refusal is not None:
                return replace(refusal, status=answer.status)

    def close(self) -> None:
        """Cut what still runs and close all connections."""
        self._closed.set()
        self._watchdog.close()
        with self._lock:
            for session in self._sessions.values():
                session.close()
            self._sessions.clear()

    def _try(self, trail: "_Trail", errand: Errand) -> Answer:
        attempt = 0
        while True:
            if not self.politeness.take_turn(trail.url, errand.stop) or self._closed.is_set():
                return self._stopped(trail.url)
            answer = self._send(trail, errand)
            pause = _pause_before_retry(answer, attempt)
            if pause is None or attempt >= errand.retries:
                return answer
            self.politeness.pause(trail.url, pause)
            attempt += 1

    def _send(self, trail: "_Trail", errand: Errand) -> Answer:
        began = time.monotonic()
        with self._watchdog.watching(trail.seconds, errand.stop) as exchange:
            try:
                answer = self._exchange(trail, errand)
            except (*FAULTS, HTTPException) as fault:
                reason, error = explain(fault, trail.url, self._settings.lang)
                answer = Answer(final_url=trail.url, reason=reason, error=error, dropped=is_dropped(fault))
        trail.seconds -= time.monotonic() - began
        return self._cut_short(exchange, trail.url) or answer

    def _cut_short(self, exchange: Exchange, url: str) -> Answer | None:
        if not exchange.cut:
            return None
        if exchange.stop.is_set():
            return self._stopped(url)
        seconds = f"{self._settings.timeout:g}"
        error = note("fault-too-slow", self._settings.lang, host=site_of(url), seconds=seconds)
        return Answer(final_url=url, reason=Reason.TIMEOUT, error=error)

    def _stopped(self, url: str) -> Answer:
        return Answer(final_url=url, reason=Reason.CONNECTION, error=note("fault-stopped", self._settings.lang))

    def _exchange(self, trail: "_Trail", errand: Errand) -> Answer:
        session = self._session(trail.url)
        request = session.prepare_request(self._request(trail, errand))
        environment = session.merge_environment_settings(trail.url, {}, True, None, None)
        seconds = max(trail.seconds, 0.001)
        timeout = (min(_CONNECT, seconds), seconds)
        with session.send(request, timeout=timeout, allow_redirects=False, **environment) as response:
            extract_cookies_to_jar(trail.cookies, request, response.raw)  # type: ignore[no-untyped-call]  # no hints there
            return _receive(trail.url, response, errand, self._settings.lang)

    def _request(self, trail: "_Trail", errand: Errand) -> requests.Request:
        settings = self._settings
        headers = CaseInsensitiveDict(
            {
                "User-Agent": settings.user_agent or _USER_AGENT,
                "Accept": errand.accept,
                "Accept-Encoding": "gzip, deflate",  # what urllib3 can unpack piece by piece without further packages
            }
        )
        cookies = trail.cookies.copy()
        auth: AuthBase = _NoAuth()
        if errand.scope.trusts(trail.url):
            headers.update(settings.headers)
            for name, value in settings.cookies:
                cookies.set(name, value)
            auth = HTTPBasicAuth(*settings.basic_auth) if settings.basic_auth else auth
        return requests.Request("GET", trail.url, headers=dict(headers), cookies=cookies, auth=auth)

    def _session(self, url: str) -> requests.Session:
        host = site_of(url)
        with self._lock:
            if host not in self._sessions:
                session = _Session()
                session.headers.clear()
                session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # keeps none
                adapter = WatchedAdapter(self._watchdog, CONNECTIONS)
                session.mount("https://", adapter)
                session.mount("http://", adapter)
                self._sessions[host] = session
            return self._sessions[host]


class _Session(requests.Session):
    def get_redirect_target(self, _resp: requests.Response) -> None:
        """Know of no redirects: ``requests`` would read the whole body of one, however long."""


class _NoAuth(AuthBase):
    """Sends nothing, and so keeps ``requests`` from looking into a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Trail:
    """The addresses that one address leads through."""

    def __init__(self, url: str, seconds: float, lang: Language) -> None:
        self.url = url
        self._lang = lang
        self.seconds = seconds  # left for all of it
        self.cookies = RequestsCookieJar()
        self._seen = {self._state()}
        self._hops = 0

    def follow(self, location: str, scope: Scope) -> Answer | None:
        """Go on to where a Location header leads; return the answer instead where that must not be."""
        target = resolve(_decode(location), self.url)
        if target is None:
            scheme = _decode(location).partition(":")[0].lower()
            is_other = scheme.isascii() and scheme.isalnum() and scheme not in ("http", "https")
            if is_other:
                return self._refuse(self.url, "fault-redirect-scheme", scheme=scheme)
            return self._refuse(self.url, "fault-redirect-nowhere")
        if not scope.holds(target):
            elsewhere = normalise(target) or target
            return self._refuse(elsewhere, "fault-redirect-elsewhere", address=elsewhere[:200])
        self.url = target
        self._hops += 1
        if self._state() in self._seen:
            return self._refuse(target, "fault-redirect-loop", address=target[:200])
        if self._hops > MAX_REDIRECTS:
            return self._refuse(target, "fault-redirect-many", number=MAX_REDIRECTS, address=target[:200])
        self._seen.add(self._state())
        return None

    def _state(self) -> tuple[str, str]:
        # A server that sets a cookie and sends the visitor to the same address again makes no loop.
        return self.url, str(sorted((cookie.name, str(cookie.value)) for cookie in self.cookies))

    def _refuse(self, url: str, fault: str, **figures: str | int) -> Answer:
        return Answer(final_url=url, reason=Reason.REDIRECT, error=note(fault, self._lang, **figures))


def _receive(url: str, response: requests.Response, errand: Errand, lang: Language) -> Answer:
    answer = Answer(final_url=url, status=response.status_code, headers=response.headers)
    if response.status_code in _REDIRECT_STATUS:
        _read(response, _CHUNK, unpack=False)  # a connection that was read to its end can be used again
        return answer
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _PACKINGS:
        error = note("fault-packing", lang, host=site_of(url))
        return replace(answer, reason=Reason.CONNECTION, error=error)
    if not errand.wanted(response.status_code, response.headers):
        return answer
    body = _read(response, errand.max_size, unpack=True)
    return replace(answer, body=body[: errand.max_size], cut_off=len(body) > errand.max_size)


def _read(response: requests.Response, max_size: int, *, unpack: bool) -> bytes:
    """Read until the end or until there is more than ``max_size``; packed data is unpacked piece by piece."""
    body = bytearray()
    for chunk in response.raw.stream(_CHUNK, decode_content=unpack):
        body += chunk
        if len(body) > max_size:
            break
    return bytes(body)


def _pause_before_retry(answer: Answer, attempt: int) -> float | None:
    """Return after how many seconds to try again, None where the answer has to do."""
    if answer.dropped:
        return 0.5 if attempt == 0 else None
    if answer.status not in (429, 503) or attempt >= MAX_RETRIES:
        return None
    seconds = 2.0**attempt
    with suppress(KeyError, InvalidHeader, OverflowError, ValueError):  # not said, or not understood
        seconds = Retry().parse_retry_after(answer.headers["Retry-After"].strip())
    return seconds if seconds <= MAX_PAUSE else None


def _decode(location: str) -> str:
    """Return a header as text: HTTP carries bytes, and servers put UTF-8 there."""
    return location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
