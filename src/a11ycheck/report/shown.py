"""Makes what a page holds harmless to show: to a reader in HTML, and to a terminal.

A title, a snippet or an address may hold markup, control characters, terminal escapes, characters that turn the
direction of the text around it (Unicode Standard Annex 9, "Trojan Source") or lone surrogates.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from language_tags import tags
from markupsafe import Markup, escape

from a11ycheck.page.language import primary
from a11ycheck.page.spoken import other_language

# Controls but tab and line feed; marks, embeddings, overrides and isolates of direction; separators, zero-width
# space, word joiner, byte order mark; surrogates; tag characters. Joiners (U+200C, U+200D) belong to words and emoji.
_UNSEEN = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]+)"
)
_ADDRESS_PART = re.compile(r"(?<=[^/:][/?&])")
_FEWEST_WORDS = 4  # of a quotation whose language is looked at
_LONGEST_LINK = 2000  # characters; no browser or server is sure to take more


def visible(text: str, limit: int = 300) -> Markup:
    """Return text escaped for HTML, at most ``limit`` characters of it, what cannot be seen written as its code."""
    text = text[: limit + 1].replace("\r\n", "\n")
    if len(text) <= limit and not _UNSEEN.search(text):  # nearly all
        return escape(text)
    return _shortened(text, limit, escape)


def quoting(message: str, figures: Mapping[str, object], declared: str, limit: int = 600) -> Markup:
    """Return a message as ``visible`` does, with what it quotes of a page marked as such, in the page's language.

    ``figures`` are those of the message, and ``declared`` is the language of the page. Single words need no mark. What
    axe says, the figure of that name, is English.
    """
    texts = sorted({text for text in figures.values() if isinstance(text, str) and " " in text}, key=len, reverse=True)
    if not texts:
        return visible(message, limit)
    parts = re.split(f"({'|'.join(map(re.escape, texts))})", message[:limit])
    shown = Markup("").join(
        _quotation(part, _language(part, figures, declared)) if index % 2 else visible(part, limit)
        for index, part in enumerate(parts)
    )
    return shown + "…" if len(message) > limit else shown


def _language(text: str, figures: Mapping[str, object], declared: str) -> str | None:
    return "en" if text == figures.get("axe") else language_of(text, declared)


def _quotation(text: str, tag: str | None) -> Markup:
    lang = Markup(' lang="{}"').format(tag) if tag else ""
    return Markup("<samp{}>{}</samp>").format(lang, visible(text, len(text)))


def address_text(url: str, limit: int = 300) -> Markup:
    """Return an address as ``visible`` does, with places to break the line after the parts of its path."""
    return _shortened(url, limit, lambda part: Markup("<wbr>").join(_ADDRESS_PART.split(part)))


def plain(text: str, limit: int = 300) -> str:
    """Return text as one line for a terminal: no control characters, no escapes, white space collapsed."""
    seen = _UNSEEN.sub(" ", text[: limit + 1])
    line = " ".join(seen.split())
    return f"{line[: limit - 1]}…" if len(line) > limit else line


def web_link(url: str) -> str | None:
    """Return an address that a report may link to: ``http`` or ``https`` with a host, nothing unseen; else None."""
    if len(url) > _LONGEST_LINK or re.search(r"\s", url) or _UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def language_of(text: str, declared: str) -> str | None:
    """Return the language that a quotation may bear: the declared one where that is a valid BCP 47 tag, else None.

    A page may declare a language in which its text certainly is not; then it is the text's own.
    """
    tag = language_tag(declared)
    return tag and (other_language(text, primary(tag), _FEWEST_WORDS) or tag)


@lru_cache(maxsize=256)
def language_tag(declared: str) -> str | None:
    """Return a declared language where it is a valid BCP 47 tag, so that a quotation may bear it; else None."""
    return declared if re.fullmatch(r"[A-Za-z0-9-]{2,35}", declared) and tags.check(declared) else None


def _shortened(text: str, limit: int, show: Callable[[str], Markup]) -> Markup:
    parts = _UNSEEN.split(text[:limit])
    shown = Markup("").join(_codes(part) if index % 2 else show(part) for index, part in enumerate(parts))
    return shown + "…" if len(text) > limit else shown


def _codes(unseen: str) -> Markup:
    return Markup("").join(_code(character, len(list(run))) for character, run in groupby(unseen))


def _code(character: str, times: int) -> Markup:
    repeated = f" ×{times}" if times > 1 else ""
    return Markup("<i>U+{:04X}{}</i>").format(ord(character), repeated)
