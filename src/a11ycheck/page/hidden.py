"""What linked style sheets hide of a page as it opens on a desktop screen, by their digests (CSS Cascade 4).

It is the page of its source: rules that ask for a state, and classes that scripts add later, show nothing yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from a11ycheck.model import LinkedSheet
from a11ycheck.page.digest import Hiding, unpacked
from a11ycheck.page.page import Element, Page
from a11ycheck.page.select import BadSelectorError, select
from a11ycheck.page.selector_parts import Weight
from a11ycheck.page.style import inline_style

_MOST = 20_000_000  # selectors times elements that are looked through: half a second

type _Place = tuple[bool, int, Weight, int]  # importance, layer, specificity, order: the larger one wins
type _Winners = dict[tuple[int, str], tuple[_Place, str]]  # by order of the element and property
type _Ruled = tuple[int, Hiding, bool]  # order of a rule among all, itself, whether it may hide


def hidden_style(page: Page, sheets: Sequence[LinkedSheet]) -> dict[int, dict[str, str]]:
    """Return what the sheets say of the elements that they hide, by order: ``display`` and ``visibility``.

    Elements inside those stand there only where they are shown again. What the page's own style says counts more.
    """
    known = _names(page)
    rules = [ruled for ruled in _ruled(sheets) if ruled[1].names <= known]
    if len(rules) * len(page.elements) > _MOST:
        return {}
    hiding = [ruled for ruled in rules if ruled[2]]
    winners: _Winners = {}
    for ruled in hiding:
        _enter(page, ruled, winners)
    if not winners:
        return {}
    touched = {name for _, name in winners}
    for ruled in rules:
        if not ruled[2] and not touched.isdisjoint(ruled[1].values):
            _enter(page, ruled, winners)
    found: dict[int, dict[str, str]] = {}
    for (order, name), (_, value) in winners.items():
        if _matters(page.elements[order], name, value):
            found.setdefault(order, {})[name] = value
    return found


def _ruled(sheets: Sequence[LinkedSheet]) -> Iterator[_Ruled]:
    number = count()
    for sheet in sheets:
        for rule in unpacked(sheet.digest):
            hides = rule.hides
            if sheet.sure or not hides:
                yield next(number), rule, hides


def _names(page: Page) -> set[str]:
    """Return the names that a selector may ask for and that the page has."""
    found: set[str] = set()
    for node in page.elements:
        attrs = node.attrs
        if "class" in attrs:
            found.update(attrs["class"].split())
    found = {f".{name}" for name in found}
    found.update(f"#{node.attrs['id']}" for node in page.elements if "id" in node.attrs)
    found.update(node.tag.rpartition(":")[2].lower() for node in page.elements)
    return found


def _enter(page: Page, ruled: _Ruled, winners: _Winners) -> None:
    """Enter what a rule says of the elements that it finds, where it counts more than what is there."""
    number, rule, _ = ruled
    for node in _found(page, rule.selector):
        for name, (value, important) in rule.values.items():
            # What is important in a layer goes before what is so outside (CSS Cascade 5, section 6.4.4).
            place = (important, -rule.layer if important else rule.layer, rule.weight, number)
            before = winners.get((node.order, name))
            if before is None or before[0] < place:
                winners[node.order, name] = (place, value)


def _found(page: Page, selector: str) -> Iterable[Element]:
    try:
        return select(page, selector)
    except BadSelectorError:
        return ()


def _matters(node: Element, name: str, value: str) -> bool:
    """Tell whether what the sheets say makes a difference, and no style of the page goes first."""
    if name == "display" and value != "none":
        return False
    return not (node.__dict__.get("sheet_style", {}).get(name) or inline_style(node).get(name))
