"""Addresses of the web: one spelling for each page, and which of them belong to a site.

Parsing follows the WHATWG URL Standard, as browsers do, so that an address means here what it means to a visitor.
"""

import re
from collections.abc import Iterable
from posixpath import splitext
from typing import Literal

from ada_url import URL
from msgspec import Struct

Kind = Literal["page", "pdf", "office", "media", "other"]

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^;/]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sessid|cfid|cftoken|oscsid|zenid)"
)
_TRACKING = re.compile(r"(?:(?:utm|mtm|pk)_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl)")
_TOKEN = re.compile(r"[0-9a-zA-Z,-]{16,}")

_KINDS: dict[Kind, str] = {
    "pdf": "pdf",
    "office": "doc docx docm dot dotx rtf odt ott xls xlsx xlsm xlsb ods ppt pptx pptm pps ppsx odp odg vsd vsdx",
    "media": (
        "jpg jpeg jpe png gif webp avif svg svgz bmp ico tif tiff heic css js mjs map mp3 m4a ogg oga wav flac aac mp4 "
        "m4v webm mov avi wmv mkv mpg mpeg ogv vtt srt woff woff2 ttf otf eot"
    ),
    "other": (
        "zip gz tgz bz2 xz 7z rar tar exe msi dmg iso apk jar json xml rss atom rdf txt csv md ics vcf epub mobi dwg "
        "kml kmz gpx"
    ),
}
_KIND_OF = {extension: kind for kind, extensions in _KINDS.items() for extension in extensions.split()}


def resolve(href: str, base: str | None = None) -> str | None:
    """Return ``href`` as an absolute http or https address without fragment and credentials, None where it is no such.

    ``base`` is the absolute address that a relative ``href`` refers to.
    """
    url = _parse(href, base)
    if url is None or url.protocol not in ("http:", "https:"):
        return None
    url.username = url.password = ""
    del url.hash
    return url.href


def normalise(href: str, base: str | None = None) -> str | None:
    """Return the one spelling of the page that ``href`` leads to, None where it is no http or https address.

    The parser lower-cases scheme and host, drops a default port and resolves dot segments. Besides, fragment,
    credentials, session ids and the tracking parameters of newsletters and advertisements are dropped, and percent
    escapes are in upper case. The other query parameters keep their order, since some servers read it.
    """
    url = _parse(href, base)
    if url is None or url.protocol not in ("http:", "https:"):
        return None
    url.username = url.password = ""
    del url.hash
    if ";" in url.pathname:
        url.pathname = _SESSION_IN_PATH.sub("", url.pathname)
    if url.search:
        url.search = "&".join(pair for pair in url.search[1:].split("&") if pair and not _is_noise(pair))
    else:
        del url.search  # a lone question mark
    return _ESCAPE.sub(lambda escape: escape.group().upper(), url.href)


def start_address(target: str) -> str | None:
    """Return the normalised address of a target as a person types it; without a scheme it is taken as https."""
    target = target.strip()
    return normalise(target if _SCHEME.match(target) else f"https://{target}")


def site_of(url: str) -> str:
    """Return the host of an absolute address that names its site: without ``www.``, with an unusual port."""
    parsed = _parse(url)
    return "" if parsed is None else parsed.host.removeprefix("www.")


def same_site(url: str, other: str, include_host: Iterable[str] = ()) -> bool:
    """Say whether two absolute addresses belong to one site, whose further hosts are ``include_host``."""
    scope = Scope.of([other], include_host)
    return scope.holds(url)


def path_of(url: str) -> str:
    """Return the path of an absolute address as it is written there, from its first slash."""
    parsed = _parse(url)
    return "" if parsed is None else parsed.pathname


def query_of(url: str) -> str:
    """Return the query of an absolute address, without the question mark."""
    parsed = _parse(url)
    return "" if parsed is None else parsed.search[1:]


def key_of(url: str) -> str:
    """Return what tells pages apart: a normalised address without scheme and ``www.``, which lead to the same page."""
    return url.partition("://")[2].removeprefix("www.")


def kind(url: str) -> Kind:
    """Return what an address leads to, as far as the extension of its path tells.

    Without a known extension it is "page": only its server can say more.
    """
    extension = splitext(path_of(url))[1]
    return _KIND_OF.get(extension[1:].lower(), "page")


class Scope(Struct, frozen=True):
    """The hosts of one site, with and without ``www.``; http and https of one host are the same site."""

    hosts: frozenset[str]
    secure: bool  # every start address is https, so that secrets must not travel unencrypted

    @classmethod
    def of(cls, starts: Iterable[str], include_host: Iterable[str] = ()) -> "Scope":
        """Return the scope of absolute start addresses and further hosts ("host" or "host:port")."""
        starts = tuple(starts)
        further = (site_of(f"https://{host}") for host in include_host)
        hosts = frozenset(filter(None, (*map(site_of, starts), *further)))
        return cls(hosts, all(start.startswith("https:") for start in starts))

    def holds(self, url: str) -> bool:
        """Say whether an absolute address belongs to the site."""
        return site_of(url) in self.hosts

    def trusts(self, url: str) -> bool:
        """Say whether credentials may be sent to an absolute address: only to the site, and never less encrypted."""
        return self.holds(url) and (not self.secure or url.startswith("https:"))


def _parse(href: str, base: str | None = None) -> URL | None:
    try:
        return URL(href, base)
    except ValueError:  # no address, or text that has no UTF-8 form
        return None


def _is_noise(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name == "sid":  # also the name of an honest parameter: only a long token is a session
        return bool(_TOKEN.fullmatch(value))
    return bool(_SESSION.fullmatch(name) or _TRACKING.fullmatch(name))
