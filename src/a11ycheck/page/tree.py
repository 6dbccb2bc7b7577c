"""The tree of a page: elements and texts in document order, whatever engine they came from.

A tree is the flat tree that is drawn: a shadow tree stands in place of its host's children, the document of a frame
stands inside its frame. Elements of SVG and MathML are named ``svg:title`` and ``math:mi``, so that no question about
an HTML element is answered by one of theirs.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Self, overload

BY_ORDER = attrgetter("order")


class Node:
    """One element. Children are elements and strings; ``order`` counts elements in document order from 0."""

    tag: str
    attrs: dict[str, str]
    parent: Self | None = None
    children: list[Self | str]
    order: int = 0
    place: int = 0  # among the child elements of its parent, from 0
    last: int = 0  # order of the last element inside this one; its own order where there is none
    line: int  # of its start tag in the source, from 1; 0 where the source has no such tag
    column: int  # from 1; 0 where the source has no such tag
    scope: Self | None = None  # shadow host or frame whose ids and texts are its own; None in the page itself
    document: "Tree[Self]"
    _elements: list[Self] | None = None

    def __init__(self, tag: str, attrs: dict[str, str], line: int = 0, column: int = 0) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children = []
        self.line = line
        self.column = column

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attrs}>"

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value, or ``default`` where the element does not bear it."""
        return self.attrs.get(name, default)

    def has(self, name: str) -> bool:
        """Tell whether the element bears the attribute, be it empty."""
        return name in self.attrs

    def tokens(self, name: str) -> list[str]:
        """Return the space-separated words of an attribute."""
        return self.attrs.get(name, "").split()

    @property
    def elements(self) -> list[Self]:
        """Child elements. Kept once the tree is whole: a page may have a hundred thousand siblings."""
        kept = self._elements
        return [child for child in self.children if not isinstance(child, str)] if kept is None else kept

    @property
    def descendants(self) -> list[Self]:
        """All elements inside this one, in document order."""
        return self.document.elements[self.order + 1 : self.last + 1]

    @property
    def ancestors(self) -> Iterator[Self]:
        """The parent, its parent and so on up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def lineage(self) -> Iterator[Self]:
        """The element itself and its ancestors."""
        node: Self | None = self
        while node is not None:
            yield node
            node = node.parent

    def closest(self, *tags: str) -> Self | None:
        """Return the nearest ancestor of one of these tags."""
        node = self.parent
        while node is not None and node.tag not in tags:
            node = node.parent
        return node

    def contains(self, other: Self) -> bool:
        """Tell whether ``other`` lies inside this element."""
        return self.order < other.order <= self.last

    def inside(self, *tags: str) -> list[Self]:
        """Return the descendants of these tags, in document order."""
        return [node for node in self.descendants if node.tag in tags]

    @property
    def siblings_before(self) -> list[Self]:
        """Element siblings before this one, nearest last; ``before`` is the nearest alone."""
        return self.parent.elements[: self.place] if self.parent is not None else []

    @property
    def before(self) -> Self | None:
        """The element sibling right before this one."""
        return self.parent.elements[self.place - 1] if self.parent is not None and self.place else None

    @property
    def after(self) -> Self | None:
        """The element sibling right after this one."""
        siblings = self.parent.elements if self.parent is not None else []
        return siblings[self.place + 1] if self.place + 1 < len(siblings) else None

    def referenced(self, name: str) -> list[Self]:
        """Return the elements that an attribute of ids points to, in its order; ids that lead nowhere are left out."""
        found = (self.document.by_id(token, self.scope) for token in self.tokens(name))
        return [node for node in found if node is not None]


class Tree[N: Node]:
    """A whole document: its elements in document order, and where to find them."""

    root: N  # the html element
    elements: list[N]

    def __init__(self, root: N) -> None:
        self.root = root
        self.elements = []
        self._by_tag: dict[str, list[N]] = {}
        self._by_id: dict[tuple[int, str], list[N]] = {}  # key: scope, id
        self._bearers: Counter[str] = Counter()
        self._by_tags: dict[tuple[str, ...], list[N]] = {}
        _number(self, root)
        for node in self.elements:
            self._by_tag.setdefault(node.tag, []).append(node)
            if "id" in node.attrs and (identifier := node.attrs["id"]):
                self._by_id.setdefault((id(node.scope), identifier), []).append(node)
                self._bearers[identifier] += 1

    def tagged(self, *tags: str) -> list[N]:
        """Return the elements of these tags, in document order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        if tags not in self._by_tags:
            found = [node for tag in tags for node in self._by_tag.get(tag, ())]
            self._by_tags[tags] = sorted(found, key=BY_ORDER)
        return self._by_tags[tags]

    def by_id(self, identifier: str, scope: N | None = None) -> N | None:
        """Return the first element of this id, as a browser would."""
        found = self._by_id.get((id(scope), identifier))
        return found[0] if found else None

    def only_one(self, identifier: str) -> bool:
        """Tell whether exactly one element of the whole page, frames included, bears this id."""
        return self._bearers[identifier] == 1

    def take_apart(self) -> None:
        """Cut what holds the elements together once nobody asks any more: their memory is free at once.

        They refer to each other in circles, which the garbage collector would otherwise have to walk to find them.
        """
        for node in self.elements:
            node.__dict__.clear()
        self.__dict__.clear()

    def ids(self) -> Iterator[list[N]]:
        """Yield for each id the elements that bear it."""
        yield from self._by_id.values()


def _number[N: Node](tree: Tree[N], root: N) -> None:
    """Give each element its order; iterative, for pages nested thousands of levels deep."""
    elements = tree.elements
    stack = [root]
    while stack:
        node = stack.pop()
        node.order = node.last = len(elements)
        node.document = tree
        elements.append(node)
        children = [child for child in node.children if not isinstance(child, str)]
        node._elements = children  # noqa: SLF001  (of the tree's own nodes)
        if children:
            for place, child in enumerate(children):
                child.place = place
            stack.extend(reversed(children))
    for node in reversed(elements):  # what is inside an element comes before it here
        parent = node.parent
        if parent is not None and parent.last < node.last:
            parent.last = node.last


def facet[N: Node, T](answer: Callable[[N], T]) -> Callable[[N], T]:
    """Make a function of one element compute once an element.

    Its value lies in the element under the function's name, which is also where ``Element``'s property of that name
    finds it: asking twice costs an attribute access.
    """
    key = answer.__name__

    def once(node: N) -> T:
        known: dict[str, Any] = node.__dict__
        if key in known:
            return known[key]  # type: ignore[no-any-return]  # put there below, of type T
        value = known[key] = answer(node)
        return value

    once.__name__ = key
    once.__doc__ = answer.__doc__
    return once


def passed_down[N: Node, T](answer: Callable[[N, T | None], T]) -> Callable[[N], T]:
    """Make a facet that depends on the answer for the parent, which its function gets, too; None at the top.

    The first question is answered for the whole page, in document order: one pass, and depth costs no recursion.
    """
    key = answer.__name__

    def once(node: N) -> T:
        if key not in node.__dict__:
            for each in node.document.elements:
                parent = each.parent
                each.__dict__[key] = answer(each, parent.__dict__[key] if parent is not None else None)
        value: T = node.__dict__[key]
        return value

    once.__name__ = key
    once.__doc__ = answer.__doc__
    return once


def at_once(name: str, fill: Callable[["Tree[Any]"], None], meaning: str) -> Callable[[Node], Any]:
    """Make a facet that its first question answers for the whole page, by a function that puts it into each element."""

    def once(node: Node) -> Any:
        if name not in node.__dict__:
            fill(node.document)
        return node.__dict__[name]

    once.__name__ = name
    once.__doc__ = meaning
    return once


def inherited[N: Node, T](answer: Callable[[N], T]) -> Callable[[N], T]:
    """Make a facet whose function asks its parent: ancestors are answered first, so that depth costs no recursion."""
    single = facet(answer)
    key = answer.__name__

    def from_the_top(node: N) -> T:
        waiting = []
        above = node.parent
        while above is not None and key not in above.__dict__:
            waiting.append(above)
            above = above.parent
        for ancestor in reversed(waiting):
            single(ancestor)
        return single(node)

    from_the_top.__name__ = key
    from_the_top.__doc__ = answer.__doc__
    return from_the_top


class Answer[T]:
    """Property of an element that a facet answers once; afterwards it is a plain attribute."""

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, node: None, owner: type) -> Self: ...
    @overload
    def __get__(self, node: Node, owner: type) -> T: ...
    def __get__(self, node: Node | None, owner: type) -> Self | T:
        return self if node is None else self.ask(node)
