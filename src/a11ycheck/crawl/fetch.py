"""Addresses to pages: what ``Fetched`` says of each is decided here."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from threading import Event
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from a11ycheck.crawl.content import HTML_TYPES, binary_type, declared_type, looks_like_html, written_size
from a11ycheck.crawl.politeness import Clock
from a11ycheck.crawl.robots import MAX_SIZE as ROBOTS_SIZE
from a11ycheck.crawl.robots import TOKEN, Robots, Rules
from a11ycheck.crawl.sitemap import MAX_SIZE as SITEMAP_SIZE
from a11ycheck.crawl.sitemap import Sitemap, collect
from a11ycheck.crawl.transport import Answer, Errand, Transport
from a11ycheck.model import Fetched, Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language, Settings
from a11ycheck.urls import Scope, normalise, resolve

_SECONDS_A_SHEET = 10.0
# What to do about a status, as lines of rules/notes.toml.
_REMEDIES: dict[int, str] = {401: "fault-sign-in", 429: "fault-slow-down"}


class Fetcher:
    """Fetches pages of any number of sites. Safe to use from several threads, which it needs for several hosts.

    The requests to one host keep ``settings.delay`` and Crawl-delay apart, whichever thread makes them.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        """``clock`` tells the time between requests and waits; a test may bring its own."""
        self._settings = settings
        self._transport = Transport(settings, clock or Clock())
        self._robots = Robots(self._load_robots, settings.lang)
        self._stop = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, url: str, scope: Scope | None = None, stop: Event | None = None) -> Fetched:
        """Return the page at an absolute address or the reason why there is none; faults are never raised.

        ``scope`` is the site within which redirects are followed and credentials sent: that of ``url`` itself and the
        included hosts where it is not given. ``stop`` ends the request early when another thread sets it.
        """
        if resolve(url) is None:
            error = note("fault-no-address", self._settings.lang)
            return Fetched(url=url, final_url=url, reason=Reason.CONNECTION, error=error)
        scope = scope or self.scope((url,))
        errand = Errand(
            scope=scope,
            stop=stop or self._stop,
            max_size=self._settings.max_size,
            wanted=_may_be_page,
            permit=self._refusal,
        )
        answer = self._transport.load(url, errand)
        return _judge(url, answer, self._settings)

    def scope(self, starts: tuple[str, ...]) -> Scope:
        """Return the site of start addresses."""
        return Scope.of(starts, self._settings.include_host)

    def sitemap(self, url: str, scope: Scope, stop: Event) -> Sitemap:
        """Return what the sitemaps of the host of ``url`` list: those that robots.txt names, else /sitemap.xml."""
        rules = self._rules(url)
        named = (resolve(line, url) for line in rules.sitemaps)
        files = tuple(file for file in named if file is not None and scope.holds(file))
        default = resolve("/sitemap.xml", url)
        errand = Errand(scope=scope, stop=stop, max_size=SITEMAP_SIZE, wanted=_is_success, permit=_always)
        load = partial(self._load_file, errand=errand)
        return collect(files or ((default,) if default else ()), scope, load, self._settings.lang)

    def sheet(self, url: str, scope: Scope, max_size: int) -> Answer:
        """Return the answer at the address of a style sheet, whose body is read where it is one and there.

        Nothing waits long for it: it gets 10 seconds and one try.
        """
        errand = Errand(
            scope=scope,
            stop=self._stop,
            max_size=max_size,
            wanted=_is_sheet,
            permit=self._refusal,
            accept="text/css,*/*;q=0.1",
            seconds=_SECONDS_A_SHEET,
            retries=0,
        )
        answer = self._transport.load(url, errand)
        if answer.reason is None and not _is_sheet(answer.status, answer.headers):
            return replace(answer, body=b"", reason=Reason.NOT_HTML)
        return answer

    def close(self) -> None:
        """Break off what still runs and close all connections."""
        self._stop.set()
        self._transport.close()

    def _load_file(self, url: str, errand: Errand) -> bytes | None:
        answer = self._transport.load(url, errand)
        return answer.body if answer.reason is None and _is_success(answer.status, answer.headers) else None

    def _load_robots(self, url: str) -> Answer:
        errand = Errand(
            scope=self.scope((url,)), stop=self._stop, max_size=ROBOTS_SIZE, wanted=_is_success, permit=_always
        )
        return self._transport.load(url, errand)

    def _rules(self, url: str) -> Rules:
        def heed(rules: Rules) -> None:
            if self._settings.robots and rules.delay:
                self._transport.politeness.slow_down(url, rules.delay)

        return self._robots.of(url, heed)

    def _refusal(self, url: str) -> Answer | None:
        if not self._settings.robots:
            return None
        refusal = self._rules(url).permit(url)
        return refusal and Answer(final_url=url, reason=refusal[0], error=refusal[1])


def _always(_url: str) -> None:
    """Permit every address: robots.txt and sitemaps are made for crawlers."""


def _is_success(status: int, _headers: Mapping[str, str]) -> bool:
    return status == HTTPStatus.OK


def _is_sheet(status: int, headers: Mapping[str, str]) -> bool:
    """Say whether to read a body: browsers take a style sheet by its type alone (HTML standard 4.6.7.16)."""
    return _is_success(status, headers) and declared_type(headers.get("Content-Type", ""))[0] in ("text/css", "")


def _may_be_page(status: int, headers: Mapping[str, str]) -> bool:
    """Say whether to read a body: HTML and what has no type, and text that tells of an error."""
    media_type, _ = declared_type(headers.get("Content-Type", ""))
    is_error_text = status >= HTTPStatus.BAD_REQUEST and media_type.startswith("text/")
    return media_type in HTML_TYPES or not media_type or is_error_text


def _judge(url: str, answer: Answer, settings: Settings) -> Fetched:
    media_type, charset = declared_type(answer.headers.get("Content-Type", ""))
    final_url = normalise(answer.final_url) or answer.final_url
    body, reason, error, lang = answer.body, answer.reason, answer.error, settings.lang
    if reason is None and answer.status >= HTTPStatus.BAD_REQUEST:
        reason, error = Reason.HTTP_ERROR, _http_error(answer.status, lang)
    elif reason is None and answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        reason, error = Reason.REDIRECT, note("fault-redirect-without", lang, status=answer.status)
    elif reason is None and answer.cut_off:
        body, reason = b"", Reason.TOO_LARGE
        error = note("fault-too-large", lang, size=written_size(settings.max_size))
    elif reason is None:
        media_type, reason, error = _judge_type(media_type, body, lang)
        body = b"" if reason else body
    return Fetched(
        url=url,
        final_url=final_url if reason is not Reason.ROBOTS else url,
        status=answer.status,
        media_type=media_type,
        charset=charset,
        body=body,
        noindex_links=_says_nofollow(answer.headers.get("X-Robots-Tag", "")),
        reason=reason,
        error=error,
    )


def _judge_type(media_type: str, body: bytes, lang: Language) -> tuple[str, Reason | None, str | None]:
    """Return the media type of a body, and why it is no page, if so."""
    if media_type and media_type not in HTML_TYPES:
        return media_type, Reason.NOT_HTML, None
    binary = binary_type(body)
    if binary is not None and media_type:
        return media_type, Reason.NOT_HTML, note("fault-binary", lang, type=media_type)
    if binary is not None:
        return binary, Reason.NOT_HTML, None
    if not media_type and body.strip() and not looks_like_html(body):
        return "text/plain", Reason.NOT_HTML, None
    return media_type or "text/html", None, None


def _http_error(status: int, lang: Language) -> str:
    try:
        phrase = HTTPStatus(status).phrase  # never the server's words
    except ValueError:
        return f"HTTP {status}"
    key = _REMEDIES.get(status)
    return note(key, lang, status=status, phrase=phrase) if key else f"HTTP {status} {phrase}"


def _says_nofollow(header: str) -> bool:
    """Read X-Robots-Tag, whose words may be meant for one crawler: "nofollow", "otherbot: nofollow, noindex"."""
    agent = ""
    for part in header.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon:
            agent = name.strip()
        if (rest if colon else part).strip() in ("nofollow", "none") and agent in ("", TOKEN):
            return True
    return False
