"""Where an element stands, in a form that outlives its page."""

import hashlib
import re
from collections.abc import Iterator

from a11ycheck.model import Mark
from a11ycheck.page.page import Element
from a11ycheck.page.selector import selector

SNIPPET_LENGTH = 300  # characters
_VALUE_LENGTH = 120  # characters of one attribute's value in a snippet
_TEXT_LENGTH = 80  # characters of an element's text that identify it

_LANDMARKS = frozenset({"banner", "complementary", "contentinfo", "main", "navigation", "search", "form", "region"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # HTML 13.1.2

# Words in ids and classes by which pages without landmarks name their template's parts.
_TEMPLATE_WORDS = tuple(
    (re.compile(rf"(?:^|[-_ ]){words}(?:$|[-_ ])", re.IGNORECASE), part)
    for words, part in (
        (r"(?:site|page|main)?-?(?:header|topbar|masthead|banner)", "banner"),
        (r"(?:site|page|main)?-?footer", "contentinfo"),
        (r"(?:mega|main)?-?(?:nav|navbar|navigation|menu|breadcrumbs?)", "navigation"),
        (r"(?:sidebar|aside)", "complementary"),
    )
)


def mark(element: Element) -> Mark:
    """Describe an element's place: how to find it, what it looks like in the source, and what makes it itself."""
    where = region(element)
    return Mark(
        target=selector(element),
        snippet=snippet(element),
        line=element.line,
        column=element.column,
        where=where,
        identity=_digest(where, *_signature(element), *_content(element)),
        place=_digest(where, *_signature(element), *_component(element)),
    )


def region(element: Element) -> str:
    """Return the part of the page that an element belongs to: a landmark's role, "head" or "page"."""
    for node in element.lineage:
        if node.tag == "head":
            return "head"
        if node.role in _LANDMARKS:
            return node.role
        if node.tag in ("header", "footer", "nav", "div", "ul", "section"):
            known = _template_part(node)
            if known:
                return known
    return "page"


def _template_part(node: Element) -> str:
    if node.closest("main", "article") is not None:
        return ""
    words = f"{node.get('id')} {node.get('class')}"
    return next((name for pattern, name in _TEMPLATE_WORDS if pattern.search(words)), "") if words.strip() else ""


def snippet(element: Element) -> str:
    """Return the element as source, shortened: its start tag, then as much of its content as fits."""
    pieces: list[str] = []
    length = 0
    for piece in _source(element):
        pieces.append(piece)
        length += len(piece)
        if length > SNIPPET_LENGTH:
            return "".join(pieces)[: SNIPPET_LENGTH - 1] + "…"
    return "".join(pieces)


def _source(element: Element) -> Iterator[str]:
    stack: list[Element | str] = [element]
    opened: set[int] = set()
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield re.sub(r"\s+", " ", item)
            continue
        name = item.tag.rpartition(":")[2]
        if item.order in opened:
            yield f"</{name}>"
            continue
        opened.add(item.order)
        yield f"<{name}{''.join(_attribute(*pair) for pair in item.attrs.items())}>"
        if item.tag in _VOID or item.tag in ("html", "head", "body"):
            continue
        stack.append(item)
        stack.extend(reversed(item.children))


def _attribute(name: str, value: str) -> str:
    if not value:
        return f" {name}"
    shown = value if len(value) <= _VALUE_LENGTH else value[:_VALUE_LENGTH] + "…"
    return f' {name}="{shown}"'.replace("\n", " ")


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=8).hexdigest()


def _signature(element: Element) -> tuple[str, ...]:
    """What an element is, whatever it says: tag, role and the attributes that a template sets."""
    kept = (f"{key}={element.get(key)}" for key in ("role", "type", "name", "rel", "scope") if element.has(key))
    return (element.tag, *(stable(value) for value in kept), *sorted(stable_classes(element)))


def _content(element: Element) -> tuple[str, ...]:
    """What an element says: its text, and the addresses and words of its attributes, as far as they are lasting."""
    if element.tag in ("html", "body", "head"):
        return ()
    said = [element.text[:_TEXT_LENGTH]]
    said += [stable(element.get(key)) for key in ("alt", "aria-label", "title", "for") if element.has(key)]
    said += [address(element.get(key)) for key in ("href", "src", "action") if element.has(key)]
    return tuple(said)


def _component(element: Element) -> tuple[str, ...]:
    """What a template makes an element of: the nearest classes around it; without any, what the element says."""
    for node in element.ancestors:
        if node.tag in ("body", "main") or node.role in _LANDMARKS:
            break
        classes = stable_classes(node)
        if classes and node.tag != "article":
            return (node.tag, *sorted(classes), element.text[:_TEXT_LENGTH])
    return _content(element)


_HASHED = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"  # GUID
    r"|(?=[\w]*\d)[0-9a-f]{6,}"  # hexadecimal digest
    r"|(?<=[-_])(?=\w*\d)(?=\w*[A-Z])\w{5,}"  # hashed class: button_x3Fa9
    r"|\d{2,}",
    re.IGNORECASE,
)
_MADE_UP = re.compile(r"^(?:css|sc|jss|emotion|svelte|ng|_ngcontent|data-v|v)-[\w-]+$|^[a-z]?[A-Za-z]*\d\w*[A-Z]\w*$")


def stable(value: str) -> str:
    """Take out of an attribute's value what changes from build to build: GUIDs, digests and numbers."""
    return _HASHED.sub("#", " ".join(value.split()))


def stable_classes(element: Element) -> set[str]:
    """Return the class names that a person wrote, without those that a build tool makes up."""
    return {stable(name) for name in element.tokens("class") if not _MADE_UP.match(name)}


def address(url: str) -> str:
    """Return the lasting part of an address: its path without host, query and fragment, digests taken out."""
    path = re.sub(r"^[a-z][a-z0-9+.-]*:(?://[^/?#]*)?", "", url.strip(), flags=re.IGNORECASE)
    return stable(re.split(r"[?#]", path, maxsplit=1)[0]) or (url.strip()[:1] if url.strip().startswith("#") else "")
