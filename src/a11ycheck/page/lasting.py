"""What lasts of addresses, ids and class names, without what a build, a server or a day puts into them."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

_GUID = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.IGNORECASE)
_DIGEST = re.compile(r"(?<![0-9a-z])(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-f]{6,}(?![0-9a-z])", re.IGNORECASE)
_COUNTED = re.compile(r"\d{2,}|(?<=[:«])r\w+(?=[:»])|(?<=ember)\d+")  # React's useId, Ember, and running numbers
_LONGEST = 400  # characters of an address that are looked at
_LONGEST_DATA = 100_000  # of one that is itself the picture


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for some texts."""
    return hashlib.blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=8).hexdigest()


def lasting_id(value: str) -> str:
    """Return an id without GUIDs, digests and running numbers: ``"field-#"``."""
    return _COUNTED.sub("#", lasting_name(value))


def lasting_name(value: str) -> str:
    """Return the name of a form field without GUIDs and digests; its numbers are the form's own."""
    return _DIGEST.sub("#", _GUID.sub("#", " ".join(value[:_LONGEST].split())))


# Class names that build tools make: css-1x2ab3 (Emotion), svelte-1tky8bj, jss12, _3kdfj2.
_MADE_UP = re.compile(r"(?:css|sc|emotion|svelte|ng|_ngcontent|_nghost|data-v|v|jsx|astro)-[\w-]+|jss\d+|_[\w+-]{5,}")
# Those that keep a name that a person gave: card_title__x3Fa9 (CSS modules), _title_1x2ab_12 (Vite).
_NAMED = re.compile(r"(?P<css>[A-Za-z0-9-]+_[A-Za-z0-9-]+)__[\w+-]{5,}|_(?P<vite>[A-Za-z][A-Za-z-]*)_[\w+-]{5,}_\d+")
_PIECES = re.compile(r"[-_:/.]+")
_WORD = re.compile(r"[A-Z]?[a-z]+(?:[A-Z][a-z]{2,})*|[A-Z]{1,4}|\d")
_STYLED = re.compile(r"[a-zA-Z]{5,7}")  # styled-components adds such a name to its own sc-


def class_words(value: str) -> tuple[str, ...]:
    """Return the sorted words of a class attribute that a person wrote; what a build tool makes up is left out."""
    return _class_words(value[:_LONGEST])


@lru_cache(maxsize=4096)
def _class_words(value: str) -> tuple[str, ...]:
    names = value.split()
    if any(name.startswith("sc-") for name in names):
        names = [name for name in names if not _STYLED.fullmatch(name)]
    return tuple(sorted(filter(None, set(map(_words, names)))))


def _words(name: str) -> str:
    """Return the pieces of one class name that are words, joined by hyphens."""
    named = _NAMED.fullmatch(name)
    if named:
        name = named["css"] or named["vite"]
    elif _MADE_UP.fullmatch(name):
        return ""
    return "-".join(piece.lower() for piece in _PIECES.split(name) if _WORD.fullmatch(piece))


# Parameters that only keep caches and servers apart from each other.
_PASSING = re.compile(
    r"(?:v|ver|version|t|ts|time|timestamp|_|cb|cache\w*|nocache|bust\w*|rev|revision|hash|build|rnd|rand(?:om)?|mtime|"
    r"modified|lastmod|etag|sig|signature|token|itok|sid|utm_\w+|fbclid|gclid|jsessionid|phpsessid|x-amz-\w+)",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"\d{9,}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{8,}", re.IGNORECASE)  # epoch time, digest
_INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^;/]*", re.IGNORECASE)
_HASHED_FILE = re.compile(r"(?<=[^/])[.-](?=[a-z]*\d)[0-9a-f]{8,}(?=(?:\.min)?\.\w{1,5}$)", re.IGNORECASE)


def address(url: str, base: str = "", own_hosts: frozenset[str] | None = None) -> str:
    """Return the lasting part of an address: host, path and query.

    The host is left out where it is the page's own, so that a site is the same on every host; so are digests in names
    of files, and parameters against caches. In-page links keep their fragment.

    ``base`` is what a relative address refers to: an address or, for a local file, a path. Without ``own_hosts`` no
    host counts, as for pictures, which move to other servers.
    """
    if len(url) > _LONGEST and url.lstrip()[:5].lower() == "data:":
        return f"data:{digest(url[:_LONGEST_DATA])}"
    url = url.strip()[:_LONGEST]
    # What a site's template links to refers to the root, so that it is worked out once and not for every page.
    return _lasting_address(url, _root_of(base) if url.startswith(_FROM_THE_ROOT) else base, own_hosts)


_FROM_THE_ROOT = ("/", "http://", "https://")


@lru_cache(maxsize=1024)
def _root_of(base: str) -> str:
    """Return what an address from the root refers to, as a base; a base that is no address stays as it is."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return base
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else base


@lru_cache(maxsize=4096)
def _lasting_address(url: str, base: str, own_hosts: frozenset[str] | None) -> str:
    if url.startswith("#"):
        return "#" + lasting_id(url[1:])
    try:
        parts = urlsplit(urljoin(base, url))
        host = parts.hostname or ""
    except ValueError:
        return url
    if parts.scheme in ("data", "blob", "javascript"):
        return f"{parts.scheme}:{digest(parts.path) if parts.scheme != 'blob' else ''}"
    kept = "" if own_hosts is None or is_own(host, own_hosts) else host.removeprefix("www.")
    path = _HASHED_FILE.sub("", _SESSION.sub("", _INDEX.sub("", parts.path)))
    query = _lasting_query(parts.query)
    return kept + (path.rstrip("/") or "/") + (f"?{query}" if query else "") + _fragment(parts.fragment)


def _fragment(fragment: str) -> str:
    return f"#{lasting_id(fragment)}" if fragment else ""


def _lasting_query(query: str) -> str:
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return "&".join(
        sorted(
            f"{name}={value}"
            for name, equals, value in pairs
            if not _PASSING.fullmatch(name) and not _MOMENT.fullmatch(value if equals else name)
        )
    )


def page_key(url: str) -> str:
    """Return what names a page on whatever host it stands: its path and lasting query.

    For a local file it is its path, from the working directory where it lies below.
    """
    if "://" not in url:
        return local_path(url)
    return address(url.partition("#")[0], own_hosts=frozenset({host_of(url)}))


def host_of(url: str) -> str:
    """Return the host of an address, "" where it has none or is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def local_path(path: str) -> str:
    """Return the path of a local file from the working directory where it lies below, else as it is."""
    return path.removeprefix(Path.cwd().as_posix() + "/").removeprefix("./")


def is_own(host: str, own_hosts: frozenset[str]) -> bool:
    """Tell whether a host is the site's own, or the main one of its domain: ``region.fi`` of ``testi.region.fi``.

    Others of the domain, such as ``media.region.fi``, are the same wherever the site stands.
    """
    return not host or host in own_hosts or host.removeprefix("www.") in {_domain(own) for own in own_hosts}


def _domain(host: str) -> str:
    labels = host.split(".")
    return host if labels[-1].isdigit() else ".".join(labels[-2:])  # an IP address is whole
