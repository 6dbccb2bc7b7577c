"""A page and its elements: one tree, what is computed about it, and the facts that an engine collected."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from a11ycheck.page import exposed as included
from a11ycheck.page import exposure, focus, language
from a11ycheck.page import name as names
from a11ycheck.page import role as roles
from a11ycheck.page import text as texts
from a11ycheck.page.facts import Facts
from a11ycheck.page.language import primary
from a11ycheck.page.layout import Layout, TextRun
from a11ycheck.page.text import collapse
from a11ycheck.page.tree import BY_ORDER, Answer, Node, Tree


class Unknown(Exception):  # noqa: N818  (no error: an answer, which the engine turns into cantTell)
    """Raised where a rule asks what this engine does not know of an element."""


def known[T](fact: T | None) -> T:
    """Return a fact of a page.

    Raises:
        Unknown: where it was not measured.
    """
    if fact is None:
        raise Unknown
    return fact


class ParseError(Struct, frozen=True):
    """A fault of the markup that the parser mended in silence: the HTML standard's code and where it stands."""

    code: str
    line: int
    column: int


class Comment(Struct, frozen=True):
    """A comment of the source."""

    text: str
    before: "Element | None"  # the next element beside it, None where it is the last


class Element(Node):
    """One element of a page as rules meet it. Each property is computed once; the module it names cites its source."""

    number: int = 0  # that the browser gave it; 0 where none drew it
    url_inside: str = ""  # address of the document that a frame shows, "" where it shows none
    base_inside: str = ""  # what addresses in the document that a frame shows refer to, "" where it shows none

    role = Answer(roles.role)
    explicit_role = Answer(roles.explicit_role)
    implicit_role = Answer(roles.implicit_role)
    name = Answer(names.name)
    naming = Answer(names.naming)
    labels = Answer(names.labels)
    drawn = Answer(exposure.drawn)
    visible = Answer(exposure.visible)
    exposed = Answer(included.exposed)
    aria_hidden = Answer(exposure.aria_hidden)
    focusable = Answer(focus.focusable)
    tabbable = Answer(focus.tabbable)
    tabindex = Answer(focus.tabindex)
    disabled = Answer(focus.disabled)
    lang = Answer(language.lang)
    text = Answer(texts.text)
    exposed_text = Answer(texts.exposed_text)

    @property
    def layout(self) -> Layout | None:
        """How the element is drawn, None where it has no box.

        Raises:
            Unknown: where the page was not drawn.
        """
        if self.page.facts.layout is None:
            raise Unknown
        layout: Layout | None = self.__dict__.get("layout_of")
        return layout

    @property
    def runs(self) -> list[TextRun]:
        """The pieces of text directly in the element, as painted; see ``layout``."""
        if self.page.facts.layout is None:
            raise Unknown
        runs: list[TextRun] = self.__dict__.get("text_runs", [])
        return runs

    def computed(self, name: str) -> str:
        """Return the computed value of a property, "" where the element is not drawn; see ``layout``."""
        layout = self.layout
        return layout.style.get(name, "") if layout is not None else ""

    @property
    def base(self) -> str:
        """What its relative addresses refer to: the document that holds it, which a frame may show."""
        scope = self.scope
        while scope is not None and not scope.base_inside:
            scope = scope.scope
        return scope.base_inside if scope is not None else self.page.base

    @property
    def page(self) -> "Page":
        """The page that the element belongs to."""
        return self.document  # type: ignore[return-value]  # as Page numbers them; a cast would cost a call


class Page(Tree[Element]):
    """A parsed page. ``base`` is the URL that relative addresses are resolved against."""

    def __init__(
        self,
        root: Element,
        *,
        url: str,
        base: str,
        doctype: str | None = None,
        encoding: str = "",
        declared_encoding: str = "",
        parse_errors: tuple[ParseError, ...] = (),
        comments: tuple[Comment, ...] = (),
        facts: Facts | None = None,
    ) -> None:
        super().__init__(root)
        self.url = url
        self.base = base
        self.doctype = doctype  # its name and identifiers as source, None where there is none
        self.encoding = encoding  # that the text was really read with
        self.declared_encoding = declared_encoding  # by the transport or the page, "" where neither says
        self.parse_errors = parse_errors
        self.comments = comments
        self.facts = facts or Facts()
        self._known: dict[Callable[..., Any], Any] = {}
        self._by_roles: dict[tuple[str, ...], list[Element]] = {}

    def once[T](self, answer: "Callable[[Page], T]") -> T:
        """Return what a function says of this page, computed once a page and shared by all rules."""
        if answer not in self._known:
            self._known[answer] = answer(self)
        known: T = self._known[answer]
        return known

    def forget(self) -> None:
        """Forget all that was computed of the page and its elements, since something else is taken for granted."""
        for node in self.elements:
            known = node.__dict__
            for name in known.keys() - _GIVEN:
                del known[name]
        self._known.clear()
        self._by_roles.clear()

    def by_node(self, number: int) -> Element | None:
        """Return the element of a number that the browser gave it, None where the snapshot does not hold it."""
        return self.once(_by_number).get(number)

    def by_nodes(self, numbers: Iterable[int]) -> Iterator[Element]:
        """Yield the elements of such numbers in their order, those left out that the snapshot does not hold."""
        return filter(None, map(self.by_node, numbers))

    def exposed(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of these tags that assistive technology meets."""
        return (node for node in self.tagged(*tags) if node.exposed)

    def with_role(self, *roles: str) -> Iterator[Element]:
        """Yield the exposed elements of these roles, in document order."""
        if roles not in self._by_roles:
            by_role = self.once(_by_role)
            found = [node for name in roles for node in by_role.get(name, ())]
            self._by_roles[roles] = sorted(found, key=BY_ORDER)
        return iter(self._by_roles[roles])

    @cached_property
    def body(self) -> Element | None:
        """The body, None in a frameset."""
        return next((node for node in self.root.elements if node.tag == "body"), None)

    @cached_property
    def title(self) -> str:
        """The page's title, white space collapsed."""
        first = next((node for node in self.tagged("title") if node.scope is None), None)
        return collapse("".join(child for child in first.children if isinstance(child, str))) if first else ""

    @property
    def language(self) -> str:
        """The primary language subtag that the page declares, "" where it declares none."""
        return primary(self.root.lang)


# What an element has from its engine, rather than by an answer to a question.
_GIVEN = {*Node.__annotations__, *Element.__annotations__, "computed_style", "layout_of", "sheet_style", "text_runs"}


def _by_role(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for node in page.elements:
        role = node.role
        if role and node.exposed:
            found.setdefault(role, []).append(node)
    return found


def _by_number(page: Page) -> dict[int, Element]:
    return {node.number: node for node in page.elements if node.number}
