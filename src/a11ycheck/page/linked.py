"""Pages beside a page: which of those that it links to are worth a look, and what is kept of them.

Source: ACT glossary "block of repeated content", "equivalent resource".
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain

from a11ycheck.model import LinkedPage
from a11ycheck.page.layout import Generated
from a11ycheck.page.page import Element, Page
from a11ycheck.page.text import BLOCKS, collapse
from a11ycheck.urls import kind, normalise, path_of

_MOST_BLOCKS = 2_000  # elements of one page that are compared
_SHORT_WORD = 4  # letters; shorter words are articles and the like
_MOST_WORDS = 400
_NO_TEXT = frozenset("head noscript script style svg:style template title".split())
_AROUND = frozenset({"aside", "footer", "header", "nav"})
_WORD = re.compile(r"\w+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TELEPHONE = re.compile(r"\(?\+?\d[\d\s()/-]{5,}\d")
_REFRESH = re.compile(r"\s*0*(?:\.0*)?\s*[;,]?\s*(?:url\s*=)?\s*['\"]?([^'\"]+?)['\"]?\s*", re.IGNORECASE)


def block_texts(page: Page) -> dict[int, int]:
    """Return a hash of the text of each element that has any, by its order; hidden text counts. Ask by ``page.once``.

    What a style sheet generates is left out, so that a drawn page compares with one that is not.
    """
    texts: dict[int, str] = {}
    for node in reversed(page.elements):
        if node.tag in _NO_TEXT:
            continue
        parts = [
            "" if isinstance(child, Generated) else child if isinstance(child, str) else texts.get(child.order, "")
            for child in node.children
        ]
        joined = "".join(parts)
        texts[node.order] = f" {joined} " if node.tag in BLOCKS or node.tag == "br" else joined
    return {order: hash_of(text) for order, text in texts.items() if text and not text.isspace()}


def hash_of(text: str) -> int:
    """Return a number that stands for a text, the same in every process; case and white space do not count."""
    return int.from_bytes(blake2b(collapse(text).lower().encode(), digest_size=8).digest())


def summary_of(page: Page, url: str) -> LinkedPage:
    """Return what is kept of a page that was reached by an address."""
    said = _main_text(page)
    words = dict.fromkeys(word for word in _WORD.findall(said.lower()) if len(word) >= _SHORT_WORD or word.isdecimal())
    heading = next((node.text for node in page.tagged("h1") if node.text), page.title)
    return LinkedPage(
        url=url,
        final_url=page.url,
        leads_on=_refresh_of(page),
        heading=heading.lower(),
        language=page.language,
        text=hash_of(said),
        words=frozenset(list(words)[:_MOST_WORDS]),
        contacts=frozenset(_contacts(said)),
        scripted=any(map(_runs, page.tagged("script"))),
        blocks=frozenset(list(page.once(block_texts).values())[:_MOST_BLOCKS]),
    )


def _runs(script: Element) -> bool:
    return "json" not in script.get("type").lower()


def _main_text(page: Page) -> str:
    """Return the text of the main element, else of what is neither navigation nor header nor footer."""
    mains = [node for node in page.tagged("main") if node.text]
    if mains or page.body is None:
        return mains[0].text if mains else ""
    parts: list[str] = []
    stack: list[Element | str] = [page.body]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.visible and item.tag not in _AROUND and item.get("role") not in ("navigation", "banner"):
            parts.append(" ")
            stack.extend(reversed(item.children))
    return collapse("".join(parts))


def _contacts(said: str) -> Iterator[str]:
    yield from (match.lower() for match in _MAIL.findall(said))
    yield from (re.sub(r"\D", "", match) for match in _TELEPHONE.findall(said))


def _refresh_of(page: Page) -> str:
    """Return where a refresh without delay leads (HTML standard 4.2.5.3 "Refresh state")."""
    for node in page.tagged("meta"):
        match = _REFRESH.fullmatch(node.get("content")) if node.get("http-equiv").lower() == "refresh" else None
        if match is not None:
            return normalise(match[1], page.base or None) or ""
    return ""


def pages_to_compare_with(page: Page, most: int) -> list[str]:
    """Return the first addresses that a page links to and that may repeat its blocks: pages of another path."""
    own = path_of(page.url)
    found: dict[str, None] = {}
    for node in page.tagged("a", "area"):
        address = _address(node, "href")
        if address and path_of(address) != own and kind(address) == "page":
            found[address] = None
        if len(found) >= most:
            break
    return list(found)


def addresses_of_one_name(page: Page, most: int, *, anywhere: bool) -> list[list[str]]:
    """Return groups of addresses that frames or links of the same words lead to, two and more each.

    Links count where they stand in one block, and ``anywhere`` all of them. A name is guessed from text and labels, for
    no more is needed to decide what to fetch.
    """
    groups: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for node in page.tagged("iframe"):
        _add(groups["frame", _words_of(node)], _address(node, "src"))
    for node in page.tagged("a", "area", "svg:a"):
        name = _words_of(node)
        around = next((above for above in node.ancestors if above.tag in BLOCKS and above.text != node.text), None)
        block = "" if anywhere or around is None else str(around.order)
        _add(groups["link", name, block], _address(node, "href") if name else "")
    several = [list(group) for group in groups.values() if len(group) > 1]
    kept: list[list[str]] = []
    for group in several:
        room = most - sum(map(len, kept))
        if room > 1:
            kept.append(group[:room])
    return kept


def _add(group: dict[str, None], address: str) -> None:
    if address:
        group[address] = None


def _words_of(node: Element) -> str:
    pictures = (image.get("alt") for image in node.inside("img"))
    labels = (label.text for label in node.referenced("aria-labelledby"))
    said = (*labels, node.get("aria-label"), node.text, *pictures, node.get("title"))
    return next((text.strip().lower() for text in said if text.strip()), "")


def _address(node: Element, attribute: str) -> str:
    href = (node.get(attribute) or node.get(f"xlink:{attribute}")).strip()
    if not href or href.startswith("#"):
        return ""
    return normalise(href, node.base or None) or ""


def all_addresses(groups: list[list[str]]) -> list[str]:
    """Return the addresses of all groups, each once."""
    return list(dict.fromkeys(chain.from_iterable(groups)))
