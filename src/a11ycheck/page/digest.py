"""The digest of a style sheet: which elements it hides on a desktop screen, and which it shows again.

It is made once a sheet and read on every page that links it, so it holds little: selectors whose rules set ``display``
or ``visibility``. What is not understood makes it say less: such a rule hides nothing, yet it may show.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

import msgspec
from msgspec import Struct
from turbohtml.cssom import StyleDeclaration

from a11ycheck.page.media import holds
from a11ycheck.page.selector_parts import Weight, read, split

LARGEST = 2_000_000  # characters; what is longer is not read
_MOST = 20_000  # selectors of one sheet
_MOST_OPEN = 20  # blocks in blocks, beyond which no sense is to be expected
_LONGEST_LIST = 20_000  # characters of selectors before one block
_MOST_IMPORTS = 20
_PROPERTIES = ("display", "visibility")
_HIDING = frozenset({"none", "hidden", "collapse"})

_COMMENT = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'""", re.DOTALL)
_BRACE = re.compile(
    r"""[{}]|\\.|"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|url\(\s*+[^"'()\s\\]*+\s*+\)""", re.DOTALL | re.IGNORECASE
)
_TELLING = re.compile("display|visibility", re.IGNORECASE)
_LAYER = re.compile(r"@layer\b([^;{}@]*)[;{]", re.IGNORECASE)
_AT = re.compile(r"@([\w-]+)\s*(.*)", re.DOTALL)
_IMPORT = re.compile(
    r"""\s*@import\s+(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^"')\s;]+))\s*\)?\s*([^;{}]*);""", re.IGNORECASE
)
_PREAMBLE = re.compile(r"""\s*(?:@charset\s+["'][^"'\n]*["']\s*;|@layer\s+[\w\s.,-]+;|<!--|-->)""", re.IGNORECASE)
# Scripts take these names off the page as soon as they run, and every browser of today runs them.
_WITHOUT_SCRIPTS = re.compile(r"no-?js|no-?script|no-?javascript", re.IGNORECASE)


UNLAYERED = 10_000  # goes before all layers (CSS Cascade 5, section 6.1)


class Hiding(Struct, frozen=True, array_like=True):
    """What one selector does to whether its elements are seen."""

    selector: str
    names: frozenset[str]  # that a page must have for it to find anything
    weight: Weight
    values: dict[str, tuple[str, bool]]  # of each property: its value, and whether it is important
    layer: int = UNLAYERED  # which of the sheet's layers it stands in, from 0

    @property
    def hides(self) -> bool:
        """Whether it hides anything."""
        return any(value in _HIDING for value, _ in self.values.values())


class Import(Struct, frozen=True, array_like=True):
    """A sheet that another brings along."""

    href: str
    media: str


class Digest(Struct, frozen=True, array_like=True):
    """What is kept of a sheet. ``rules`` are in source order."""

    rules: tuple[Hiding, ...] = ()
    imports: tuple[Import, ...] = ()


def digest_of(css: str) -> Digest:
    """Return the digest of a sheet; whatever it holds, there is one."""
    if len(css) > LARGEST:
        return Digest()
    text = _COMMENT.sub(lambda found: "" if found[0].startswith("/*") else found[0], css)
    imports = tuple(_imports(text))
    rules: list[Hiding] = []
    for _, block, declarations in sorted(_blocks(text), key=_PLACE):
        rules += _hidings(block, declarations)
        if len(rules) > _MOST:
            return Digest((), imports)
    return Digest(tuple(rules), imports)


def packed(digest: Digest) -> bytes:
    """Return the rules of a digest as bytes, which go to other processes in no time."""
    return msgspec.msgpack.encode(digest.rules)


@lru_cache(maxsize=64)
def unpacked(data: bytes) -> tuple[Hiding, ...]:
    """Return the rules of a packed digest, read once a process."""
    return _READER.decode(data)


_READER = msgspec.msgpack.Decoder(tuple[Hiding, ...])


def _imports(text: str) -> Iterator[Import]:
    at = found = 0
    while found < _MOST_IMPORTS:
        before = _PREAMBLE.match(text, at)
        match = _IMPORT.match(text, at)
        if match is not None:
            found += 1
            yield Import(match[1] or match[2] or match[3] or "", match[4].strip())
        elif before is None:
            return
        at = (match or before).end()  # type: ignore[union-attr]  # one of the two was found


class _Block(Struct):
    """A block that is open while a sheet is read."""

    start: int  # of its content
    selectors: str  # of a rule, "" where it only holds others
    sure: bool | None  # whether what it holds applies; None where that cannot be said
    layer: int = UNLAYERED
    inner: list[tuple[int, int]] = []  # where other blocks stand in it, with what stands before their braces


_PLACE = itemgetter(0)


def _blocks(text: str) -> Iterator[tuple[int, _Block, str]]:
    """Yield the rules that may apply, inner ones first: place, block, declarations."""
    layers = _layers(text)
    opened: list[_Block] = []
    start = 0  # of what comes next
    for match in _BRACE.finditer(text):
        mark = match[0]
        if mark == "{":
            if len(opened) == _MOST_OPEN:
                return
            opened.append(_opened(text[start : match.start()], opened[-1:], match.end(), layers))
        elif mark == "}" and opened:
            block = opened.pop()
            if opened:
                opened[-1].inner.append((block.start, match.end()))
            if block.selectors and block.sure is not False and _TELLING.search(text, block.start, match.start()):
                yield block.start, block, _own(text, block, match.start())
        elif mark != "}":
            continue
        start = match.end()


def _own(text: str, block: _Block, end: int) -> str:
    """Return the declarations of a block without those of blocks inside."""
    parts: list[str] = []
    start = block.start
    for inner, after in block.inner:
        parts.append(text[start : inner - 1].rpartition(";")[0])
        start = after
    return ";".join([*parts, text[start:end]])


def _layers(text: str) -> dict[str, int]:
    """Return the layers of a sheet by name, in the order in which they are first named."""
    found: dict[str, int] = {}
    for match in _LAYER.finditer(text):
        for name in match[1].split(","):
            found.setdefault(name.strip(), len(found))
    return found


def _opened(prelude: str, outer: list[_Block], start: int, layers: dict[str, int]) -> _Block:
    """Return the block that begins after a prelude, which is what stands before its brace, in another block or none."""
    prelude = prelude.rpartition(";")[2].strip() if ";" in prelude else prelude.strip()
    sure, selectors, layer = (outer[0].sure, outer[0].selectors, outer[0].layer) if outer else (True, "", UNLAYERED)
    at = _AT.match(prelude)
    if sure is False or (at is None and selectors):  # rules in rules, which few sheets have yet
        return _Block(start, "", False)
    if at is None:
        return _Block(start, prelude if len(prelude) <= _LONGEST_LIST else "", sure, layer)
    name, condition = at[1].lower(), at[2]
    if name == "layer":
        return _Block(start, selectors, sure, layers.get(condition, 0))
    return _Block(start, selectors, _both(sure, _condition(name, condition)), layer)


def _condition(name: str, condition: str) -> bool | None:
    """Tell whether what stands in an at-rule applies."""
    if name == "media":
        return holds(condition)
    return None if name in ("supports", "container", "scope", "document") else False  # only a browser knows


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _hidings(block: _Block, declarations: str) -> Iterator[Hiding]:
    declared = StyleDeclaration.parse(declarations)
    values = {
        name: ((declared.get(name) or "").strip().lower(), declared.important(name))
        for name in _PROPERTIES
        if declared.get(name)
    }
    if not values:
        return
    asked = [(selector, read(selector)) for selector in split(block.selectors)]
    # A browser drops a whole rule for one selector that it does not know.
    certain = block.sure and all(each is not None for _, each in asked)
    for selector, each in asked:
        if each is None or _WITHOUT_SCRIPTS.search(selector):
            continue
        known = values if certain and each.settled else _shown(values)
        if known:
            yield Hiding(selector, each.names, each.weight, known, block.layer)


def _shown(values: dict[str, tuple[str, bool]]) -> dict[str, tuple[str, bool]]:
    return {name: value for name, value in values.items() if value[0] not in _HIDING}
