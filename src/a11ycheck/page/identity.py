"""What makes an element itself, and what makes its place in a template; see docs/decisions for why these parts.

Neither knows where the element stands among its siblings, what wraps it, or what other elements say.
"""

import re
from collections import Counter
from collections.abc import Iterator

from a11ycheck.page.frames import other_site
from a11ycheck.page.lasting import address, class_words, digest, host_of, lasting_id, lasting_name, local_path
from a11ycheck.page.page import Element, Page
from a11ycheck.page.region import TEMPLATE, is_landmark, part
from a11ycheck.page.tree import facet

_TEXT_LENGTH = 80  # characters of an element's text that identify it
_KIND = ("role", "type", "http-equiv", "property")
_SAID = ("alt", "aria-label", "title", "placeholder", "lang", "hreflang")
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "data", "poster")
_LEADING = ("href", "xlink:href", "action", "formaction")
_LINKING = ("href", "src")

# What is inside these belongs to them; in any other element only the text directly inside is its own.
_SPEAKING = frozenset("a button caption h1 h2 h3 h4 h5 h6 label legend option summary th title".split())
_INTERACTIVE = frozenset("a area button img input select textarea iframe object embed svg:svg".split())
_GAUGES = frozenset({"label", "meter", "progress"})
_NAMED_BY_CHILD = {"table": "caption", "fieldset": "legend", "details": "summary"}
_FIELDS_BY_VALUE = frozenset({"radio", "checkbox", "button", "submit", "reset"})
_DRAWN_BY_TYPE = frozenset("button checkbox color file image radio range reset submit".split())
_GOVERNING = frozenset({"aria-controls", "onclick", "popovertarget", "commandfor", "value"})
_WRITTEN = re.compile(r"data-(?!v-|react|server-|svelte|astro|emotion)[a-z-]+")  # by a person, not by a framework
_UNSAID = ("script", "style", "template")

_CARD = 3  # addresses that a small part of a page holds; more are no part of an element's own surroundings
_CARD_SIZE = 60  # elements of such a part
_PROSE = frozenset("p td th dd blockquote table ul ol dl body main form".split())
_LAYOUT_WORDS = frozenset("row col column columns container wrapper grid content inner cell section block".split())


def identity(element: Element) -> str:
    """Return what makes an element itself, the same on every page that repeats it."""
    return digest(part(element), *_origin(element), *_kind(element), *(_content(element) or _look(element)))


def place(element: Element) -> str:
    """Return what makes an element's place in a template, the same for every copy of a component."""
    where = (part(element), *_origin(element))
    if where[0] in TEMPLATE:
        return digest(*where, *_kind(element), _text(element), *class_words(element.get("class")))
    return digest(*where, *_kind(element), *(component(element) or _content(element) or _look(element)))


def make(element: Element) -> str:
    """Return what style sheets and scripts know an element by, the same for all that they treat alike.

    That is its kind, and the classes nearest to it: its own, or those of what holds it. What carries a style of its own
    is a cause of its own.
    """
    for node in element.lineage:
        if node.has("style"):
            break
        words = class_words(node.get("class"))
        if words or is_landmark(node):
            holder = "" if node is element else node.tag
            return digest("make", part(element), *_origin(element), *_make(element), holder, *words)
    return place(element)


def markup(element: Element) -> str:
    """Return what makes the source of an element, the same where a template or a component repeats it."""
    repeated = part(element) in TEMPLATE or class_words(element.get("class"))
    return make(element) if repeated else place(element)


def destination(link: Element) -> str:
    """Return what makes the place that a link leads to, the same for every link to it."""
    return digest("link", _address(link, "href"))


def component(element: Element) -> tuple[str, ...]:
    """Return what names the card, row or the like that holds an element and that the page repeats; () for none."""
    repeated = element.page.once(_repeated)
    for node in element.ancestors:
        if is_landmark(node):
            break
        words = class_words(node.get("class"))
        if repeated[node.tag, words] > 1:
            return node.tag, *words
        if node.tag in _PROSE:
            break
    return ()


def _repeated(page: Page) -> Counter[tuple[str, tuple[str, ...]]]:
    """Count the elements of each tag and class that may be components."""
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    as_written = Counter([(node.tag, node.attrs["class"]) for node in page.elements if "class" in node.attrs])
    for (tag, classes), count in as_written.items():
        if tag not in _PROSE and (words := class_words(classes)):
            pieces = {piece for word in words for piece in word.split("-")}
            if not pieces <= _LAYOUT_WORDS:
                found[tag, words] += count
    return found


def _origin(element: Element) -> tuple[str, ...]:
    """What others made is mended by others, and so is no part of a cause that lies in the page's own site."""
    host = other_site(element)
    return (host,) if host else ()


def _make(element: Element) -> tuple[str, ...]:
    """What an element is to a style sheet; fields to write in are one, whatever they take."""
    if element.tag in ("select", "textarea") or (
        element.tag == "input" and element.get("type").lower() not in _DRAWN_BY_TYPE
    ):
        return ("field",)
    return element.tag, *(f"{key}={element.get(key).lower()}" for key in ("role", "type") if element.has(key))


def _kind(element: Element) -> tuple[str, ...]:
    """What an element is, whatever it says."""
    kinds = (f"{key}={element.get(key)}" for key in _KIND if element.has(key))
    names = (lasting_name(element.get("name")),) if element.has("name") else ()
    return element.tag, *kinds, *names


def _content(element: Element) -> tuple[str, ...]:
    """What an element says: its text, its words in attributes, and where it leads."""
    if element.tag in ("html", "body", "head"):
        return ()
    attrs = element.attrs
    said = [_text(element), *[attrs[key][:_TEXT_LENGTH] for key in _SAID if key in attrs]]
    said += [_address(element, key) for key in _ADDRESSES if key in attrs and attrs[key].strip()]
    said += [_text(child) for child in element.elements[:1] if child.tag == _NAMED_BY_CHILD.get(element.tag)]
    if element.has("for"):
        said.append(lasting_id(element.get("for")))
    if element.get("type").lower() in _FIELDS_BY_VALUE:
        said.append(element.get("value")[:_TEXT_LENGTH])
    kept = tuple(filter(None, said))
    return kept or (("named",) if element.tag in _INTERACTIVE and element.get("name") else ())


def _look(element: Element) -> tuple[str, ...]:
    """What tells apart elements that say nothing: id, classes, pictures inside, and what its card leads to."""
    if element.tag in ("html", "body", "head"):
        return ()
    return (
        lasting_id(element.get("id")),
        *class_words(element.get("class")),
        *sorted(_behaviour(element)),
        *sorted(set(_pictures(element))),
        *_fields(element),
        *_instruments(element),
        *_surroundings(element),
    )


def _behaviour(element: Element) -> Iterator[str]:
    """What scripts know an element by, and what it governs."""
    for name, value in element.attrs.items():
        if (name.startswith("data-") and _WRITTEN.fullmatch(name)) or name in _GOVERNING:
            yield f"{name}={lasting_id(value)[:_TEXT_LENGTH]}"


def _pictures(element: Element) -> Iterator[str]:
    for node in element.descendants[:_CARD_SIZE]:
        if node.tag == "svg:path":
            yield digest(node.get("d"))
        elif node.tag == "svg:use":
            yield (node.get("href") or node.get("xlink:href")).rpartition("#")[2]
        elif node.tag in ("i", "span", "svg:svg"):
            yield from class_words(node.get("class"))


def _fields(element: Element) -> list[str]:
    """Return the names of the fields inside an element, where they are few."""
    inside = element.descendants[:_CARD_SIZE]
    names = {lasting_name(node.get("name")) for node in inside if node.tag in _INTERACTIVE and node.get("name")}
    return sorted(names) if len(names) <= _CARD else []


def _instruments(element: Element) -> list[str]:
    """Return the kinds of what acts or measures inside an element."""
    return sorted({node.tag for node in element.descendants[:_CARD_SIZE] if node.tag in _INTERACTIVE | _GAUGES})


def _surroundings(element: Element) -> list[str]:
    """Return the addresses in the nearest part of the page that holds any, where they are few."""
    nodes = element.lineage if element.tag in _SPEAKING | _INTERACTIVE else (element,)
    for node in nodes:
        if is_landmark(node) or node.last - node.order > _CARD_SIZE:
            break
        found = _addresses_inside(node)
        if found:
            return sorted(found) if len(found) <= _CARD else []
    return []


@facet
def _addresses_inside(element: Element) -> set[str]:
    return {_address(node, key) for node in element.descendants for key in _LINKING if node.get(key).strip()}


def _text(element: Element) -> str:
    """Return the beginning of an element's own text, whether it is drawn or not."""
    if element.tag not in _SPEAKING:
        return _shortened(child for child in element.children if isinstance(child, str))
    return _shortened(
        child
        for node in (element, *element.descendants[:_CARD_SIZE])
        if node.tag not in _UNSAID
        for child in node.children
        if isinstance(child, str)
    )


def _shortened(pieces: Iterator[str]) -> str:
    """Join pieces of text until they are long enough; each is cut first, as one may be megabytes long."""
    found = ""
    for piece in pieces:
        words = " ".join(piece[: 4 * _TEXT_LENGTH].split())
        found = f"{found} {words}" if found and words else found or words
        if len(found) >= _TEXT_LENGTH:
            break
    return found[:_TEXT_LENGTH]


def _address(element: Element, key: str) -> str:
    base, own_hosts = element.page.once(_site)
    if element.scope is not None and element.base != element.page.base:  # in a frame
        base = element.base
    return address(element.get(key), base, own_hosts if key in _LEADING else None)


def _site(page: Page) -> tuple[str, frozenset[str]]:
    """Return what a page's relative addresses refer to, and its own hosts, those that it says are the real ones too."""
    said = [node.get("href") for node in page.tagged("link") if "canonical" in node.get("rel").lower().split()]
    said += [node.get("content") for node in page.tagged("meta") if node.get("property").lower() == "og:url"]
    hosts = frozenset(filter(None, (host_of(url.strip()) for url in [page.url, *said])))
    return page.base if "://" in page.base else local_path(page.base), hosts
