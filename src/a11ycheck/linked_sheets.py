"""Reads the style sheets that pages link to, as far as they hide things: each once a scan, few, same-site only.

A sheet that does not come costs nothing but the knowledge: what it hides is judged as shown.
"""

import posixpath
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct

from a11ycheck.completing import Completing
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.model import Fetched, LinkedSheet, Reason
from a11ycheck.page.digest import LARGEST, Import, digest_of, packed
from a11ycheck.page.parse import decode
from a11ycheck.page.sheet_links import SheetLink, link_to, links_sheets, sheet_links
from a11ycheck.urls import Scope, resolve

_A_SCAN = 300  # sheets, beyond which no more are read
_A_PAGE = 60  # with those that they bring along
_DEEPEST = 2  # sheets that a sheet brings along, and those bring along in turn
_LATE = 3  # sheets that did not come in time, after which no more are asked for
_THREADS = 4

type _Load = Callable[[str], bytes | None]  # from an address or path; None where there is no sheet


class _Sheet(Struct, frozen=True):
    """What is known of one sheet."""

    digest: bytes
    hides: bool
    imports: tuple[Import, ...]


class _Known:
    """The sheets of a scan by their address or path, each read once, by whoever asks first."""

    def __init__(self) -> None:
        self._sheets: dict[str, Future[_Sheet | None]] = {}
        self._lock = Lock()

    def sheet(self, address: str, load: _Load) -> _Sheet | None:
        """Return what is known of a sheet, None where it could not be read."""
        with self._lock:
            mine = address not in self._sheets
            if mine and len(self._sheets) >= _A_SCAN:
                return None
            answer = self._sheets.setdefault(address, Future())
        if mine:
            try:
                answer.set_result(_read(load(address)))
            except Exception:  # noqa: BLE001  (whatever a sheet holds: it is done without)
                answer.set_result(None)
        return answer.result()

    def all_of(self, fetched: Fetched, absolute: Callable[[str, str], str | None], load: _Load) -> Fetched:
        """Return a page with what its sheets say. ``absolute`` makes an address of a reference and its base."""
        links = sheet_links(fetched.body, url=fetched.final_url, charset=fetched.charset)
        left = _A_PAGE
        hides = False

        def walk(link: SheetLink, base: str, deep: int) -> Iterator[LinkedSheet]:
            nonlocal left, hides
            left -= 1
            address = absolute(link.href, base)
            sheet = self.sheet(address, load) if address is not None and left >= 0 else None
            if address is None or sheet is None:
                return
            for each in sheet.imports if deep else ():
                brought = link_to(each.href, each.media, sure=link.sure)
                if brought is not None:
                    yield from walk(brought, address, deep - 1)
            hides |= sheet.hides
            yield LinkedSheet(digest=sheet.digest, sure=link.sure)

        found = [sheet for link in links.links for sheet in walk(link, links.base, _DEEPEST)]
        return msgspec.structs.replace(fetched, sheets=tuple(found)) if hides else fetched


def _read(body: bytes | None) -> _Sheet | None:
    if body is None:
        return None
    text, _, _ = decode(body, "")
    digest = digest_of(text)
    return _Sheet(packed(digest), any(rule.hides for rule in digest.rules), digest.imports)


class SheetsOfSites(Completing):
    """Completes what was fetched from sites by what its style sheets hide."""

    def __init__(self, fetcher: Fetcher, *, read: bool) -> None:
        """``read`` is whether anybody wants to know: a browser reads the sheets by itself."""
        super().__init__(_THREADS, "a11ycheck-sheets", wanted=read)
        self._fetcher = fetcher
        self._known = _Known()
        self._late = 0
        self._lock = Lock()

    def _concerns(self, fetched: Fetched) -> bool:
        return fetched.reason in (None, Reason.HTTP_ERROR) and links_sheets(fetched.body)

    def _completed(self, fetched: Fetched) -> Fetched:
        scope = self._fetcher.scope((fetched.final_url,))
        return self._known.all_of(fetched, resolve, lambda url: self._fetch(url, scope))

    def _fetch(self, url: str, scope: Scope) -> bytes | None:
        if not scope.holds(url) or self._late >= _LATE:
            return None
        answer = self._fetcher.sheet(url, scope, LARGEST)
        if answer.reason is Reason.TIMEOUT:
            with self._lock:
                self._late += 1
        return answer.body if answer.reason is None and not answer.cut_off else None


class SheetsOfFiles:
    """Completes pages from files by what the style sheets beside them hide."""

    def __init__(self, *, read: bool) -> None:
        """``read`` is as for ``SheetsOfSites``."""
        self._read = read
        self._known = _Known()

    def complete(self, fetched: Fetched) -> Fetched:
        """Return a page with what the sheets hide that it links to by a relative address."""
        if not self._read or fetched.reason is not None or not links_sheets(fetched.body):
            return fetched
        return self._known.all_of(fetched, _path, _content)


def _path(href: str, base: str) -> str | None:
    """Return the path of a file that a relative reference leads to; one from the root is known to the server alone."""
    try:
        wanted, around = urlsplit(href), urlsplit(base)
    except ValueError:
        return None
    if wanted.scheme or wanted.netloc or around.scheme or not wanted.path or wanted.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(wanted.path)))


def _content(path: str) -> bytes | None:
    file = Path(path)
    if not file.is_file():  # a device or pipe would never end
        return None
    with file.open("rb") as opened:
        body = opened.read(LARGEST + 1)
    return body if len(body) <= LARGEST else None
