"""The addresses that a site lists of itself (sitemaps.org protocol 0.9): XML, indexes and plain text, also as gzip."""

import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from lxml import etree
from msgspec import Struct

from a11ycheck.notes import note
from a11ycheck.settings import Language
from a11ycheck.urls import Scope, normalise

MAX_SIZE = 52_428_800  # bytes of a file, packed or unpacked: what the protocol allows
MAX_URLS = 50_000  # in all files together
MAX_FILES = 50
MAX_SECONDS = 60.0  # for all files together
_ENTRY = re.compile(r"(?:\{[^}]*\})?(?:url|sitemap)")
_LOCATION = re.compile(r"(?:\{[^}]*\})?loc")


class Sitemap(Struct, frozen=True):
    """The addresses of all sitemap files of a site in their order, and what was wrong with the files."""

    urls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class SitemapError(Exception):
    """A file that is no sitemap. Its text is the line of ``rules/notes.toml`` that says why."""

    def __init__(self, fault: str, figure: int) -> None:
        super().__init__(fault)
        self.figure = figure


def collect(files: Sequence[str], scope: Scope, fetch: Callable[[str], bytes | None], lang: Language = "en") -> Sitemap:
    """Return the addresses of sitemap files and of those that they list, as far as they belong to the site.

    ``fetch`` returns the bytes of a file, None where there is none. Files beyond the bounds of this module are left
    out with a note in the language ``lang``. A broken file is a note, and what it lists before the fault counts.
    """
    todo, seen = deque(dict.fromkeys(files)), set(files)
    urls: dict[str, None] = {}
    notes: list[str] = []
    end = time.monotonic() + MAX_SECONDS
    read = 0
    while todo and len(urls) < MAX_URLS and read < MAX_FILES and time.monotonic() < end:
        file = todo.popleft()
        read += 1
        data = fetch(file)
        try:
            for is_file, address in _entries(data or b"", file, scope):
                if is_file and address not in seen:
                    seen.add(address)
                    todo.append(address)
                elif not is_file and len(urls) < MAX_URLS:
                    urls[address] = None
        except SitemapError as error:
            why = note(str(error), lang, line=error.figure, size=error.figure)
            notes.append(note("sitemap-broken", lang, file=file, error=why))
    if todo:
        notes.append(note("sitemaps-left", lang, count=len(todo), file=todo[0]))
    return Sitemap(tuple(urls), tuple(notes))


def _entries(data: bytes, file: str, scope: Scope) -> Iterator[tuple[bool, str]]:
    """Yield whether an entry is a further sitemap file, and its address."""
    for is_file, text in parse(data):
        address = normalise(text.strip(), file)
        if address is not None and scope.holds(address):
            yield is_file, address


def parse(data: bytes) -> Iterator[tuple[bool, str]]:
    """Yield for each entry of a sitemap file whether it is a further file, and its text.

    Raises SitemapError where the data ends early, is no sitemap or is larger than ``MAX_SIZE``. Entities are not
    expanded, nothing is loaded: an entry that has one is left out.
    """
    whole = True
    if data.startswith(b"\x1f\x8b"):
        data, whole = _unpack(data)
    if not data.strip():
        return
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _parse_xml(data)
    else:
        yield from ((False, line) for line in data.decode("utf-8", "replace").splitlines() if "://" in line)
    if not whole:
        raise SitemapError("fault-packed-sitemap", MAX_SIZE // 1_048_576)


def _parse_xml(data: bytes) -> Iterator[tuple[bool, str]]:
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            parent = element.getparent()
            entry = _ENTRY.fullmatch(parent.tag) if parent is not None else None
            if entry and _LOCATION.fullmatch(element.tag) and element.text and not len(element):
                yield entry[0].endswith("sitemap"), element.text
            element.clear()
            while element.getprevious() is not None:  # what was read needs no memory
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise SitemapError("fault-xml", error.lineno or 1) from None


def _unpack(data: bytes) -> tuple[bytes, bool]:
    """Return what a gzip file holds, at most ``MAX_SIZE`` bytes, and whether that is all of it."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(data, MAX_SIZE)
    except zlib.error:
        return b"", False
    return unpacked, unpacker.eof
