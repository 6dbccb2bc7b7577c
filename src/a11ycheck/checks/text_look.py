"""How a text is made to look in the page itself: what hinders reading, and what readers cannot change."""

import re
from collections.abc import Callable, Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.page.html_facts import OBSOLETE
from a11ycheck.page.prose import passages
from a11ycheck.page.spoken import counted
from a11ycheck.page.style import declared, inline_style, is_styled
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import limit

_LONG_ENOUGH = 20  # words: fewer make no line whose ends a reader has to find
_ABBREVIATION = 3  # letters: words up to this length are in capitals for other reasons
_LINES_OF_PROSE = 12  # words of a preformatted text, a tenth of which are function words
_PROSE = 0.1
# Signs of programs; then prompts, lines left out, numbers in base 16, and places in files as messages name them.
_CODE = re.compile(
    r"[{}<>;=$\\|#]|\w\(|://|  +|\t|^[-+*/]|^\(\w+\) |^\.\.\.$|\b0x[0-9a-f]|\.\w+:\d+", re.MULTILINE | re.IGNORECASE
)
_MARKUP = re.compile(r"[<>=]")  # tags and commands that are shown as they are written
_LINE_OF_DATA = re.compile(r"^\s*[\w-]+(?: [\w-]+)?:\s", re.MULTILINE)  # "Title: ..."
_SENTENCE_END = re.compile(r"[a-zåäöé][.!?](?:\s|$)")
_KEYWORDS = frozenset({"inherit", "currentcolor", "initial", "unset", "revert", ""})
_MOVING = ("marquee",)


def _group(chosen: Callable[[Page], Iterator[Element]]) -> Callable[[Page], Iterator[tuple[Element, ...]]]:
    """Make one target of all elements that a function chooses: what an editor did throughout is one fault."""

    def one(page: Page) -> Iterator[tuple[Element, ...]]:
        found = tuple(chosen(page))
        if found:
            yield found

    return one


def _with_text(page: Page) -> Iterator[Element]:
    """Blocks of some text that say how it is aligned."""
    for node in page.tagged("p", "div", "td", "li", "section", "article", "blockquote", "dd"):
        if not node.has("align") and not is_styled(node):
            continue
        aligned = node.has("align") or "text-align" in inline_style(node) or declared(node, "text-align") == "justify"
        if aligned and node.visible and len(words(node.text)) >= _LONG_ENOUGH:
            yield node


@rule("text-justified", targets=_group(_with_text))
def text_justified(group: tuple[Element, ...]) -> Verdict:
    """Text is not stretched to both margins (WCAG 1.4.8, level AAA; technique C19)."""
    found = [node for node in group if "justify" in (declared(node, "text-align"), node.get("align").strip().lower())]
    return Failed("justified", at=found[0], count=len(found)) if found else Passed("aligned", count=len(group))


def _underlined(page: Page) -> Iterator[Element]:
    """Elements that say whether their text is underlined."""
    for node in page.elements:
        says = node.tag == "u" or ("style" in node.attrs and "text-decoration" in inline_style(node))
        if says and node.visible and node.text:
            yield node


@rule("text-underlined", targets=_group(_underlined))
def text_underlined(group: tuple[Element, ...]) -> Verdict:
    """Only links are underlined."""
    found = [node for node in group if _is_underlined(node) and not _is_about_a_link(node)]
    if found:
        return Failed("underlined", at=found[0], text=found[0].text[:60], count=len(found))
    return Passed("links", count=len(group))


def _is_underlined(node: Element) -> bool:
    said = declared(node, "text-decoration")
    return "underline" in said if said else node.tag == "u"


def _is_about_a_link(node: Element) -> bool:
    """Tell whether the underlined text is a link, holds one or lies in one."""
    return node.tag == "a" or node.closest("a", "button") is not None or bool(node.inside("a", "button"))


def _passages_of_some_length(page: Page) -> Iterator[Element]:
    for passage in page.once(passages):
        if len(passage.text) >= limit("capital_letters") and passage.element.tag != "html":
            yield passage.element


@rule("text-in-capitals", targets=_group(_passages_of_some_length))
def text_in_capitals(group: tuple[Element, ...]) -> Verdict:
    """Longer texts are not written in capitals."""
    texts = {passage.element.order: passage.text for passage in group[0].page.once(passages)}
    found = [node for node in group if _in_capitals(texts[node.order])]
    if found:
        return Failed("capitals", at=found[0], text=texts[found[0].order][:60], count=len(found))
    return Passed("mixed")


def _in_capitals(text: str) -> bool:
    if not text.isupper() or _MARKUP.search(text):
        return False
    plain = " ".join(word for word in text.split() if "_" not in word)  # constants of a program are written so
    said = [word for word in words(plain) if len(word) > _ABBREVIATION and word.isupper()]
    return len(said) >= limit("capital_words") and sum(map(len, said)) >= limit("capital_letters")


def preformatted(page: Page) -> Iterator[Element]:
    """Preformatted texts that say something."""
    return (node for node in page.exposed("pre") if node.text)


@rule("preformatted-prose", targets=preformatted)
def preformatted_prose(node: Element) -> Verdict:
    """Preformatted is what needs it: code and the like, no prose that cannot wrap then."""
    if node.inside("code", "samp", "kbd", "tt", "var", "span") or declared(node, "white-space") in (
        "pre-wrap",
        "normal",
    ):
        return Passed("code")
    source = "".join(child for child in node.children if isinstance(child, str))
    said = words(source)[:200]
    known = max(counted(said).values(), default=0)
    if len(said) >= _LINES_OF_PROSE and known >= _PROSE * len(said) and _is_of_sentences(source.strip()):
        return Failed("prose", text=" ".join(said[:8]))
    return Passed("code")


def _is_of_sentences(source: str) -> bool:
    """Tell whether a text ends sentences and bears no sign of a program, of its screen or of a file of data."""
    if _CODE.search(source) or not _SENTENCE_END.search(source) or source.endswith(":"):
        return False
    return 2 * len(_LINE_OF_DATA.findall(source)) < len(source.splitlines())


def moving(page: Page) -> Iterator[Element]:
    """Elements that browsers move."""
    return (node for node in page.tagged(*_MOVING) if node.visible and (node.text or node.inside("img")))


@rule("text-moving", targets=moving)
def text_moving(node: Element) -> Verdict:
    """Nothing moves for more than five seconds that cannot be stopped (WCAG 2.2.2, failure F16)."""
    if node.get("scrollamount").strip() == "0":
        return Passed("still")
    loop = node.get("loop").strip()
    if loop.isdecimal() and loop != "0":
        return CantTell("some-rounds", rounds=int(loop), text=node.text[:60])
    return Failed("endless", text=node.text[:60])


def _any_element_with_text(page: Page) -> Iterator[Element]:
    if page.body is not None:
        yield page.body
        yield from (node for node in page.tagged(*OBSOLETE) if node.drawn)


@rule("element-obsolete", targets=_group(_any_element_with_text))
def element_obsolete(group: tuple[Element, ...]) -> Verdict:
    """A page is made of elements that HTML still knows (HTML standard 16.2)."""
    found = group[1:]
    if not found:
        return Passed("none")
    return Failed("obsolete", at=found[0], tags=", ".join(sorted({node.tag for node in found})), count=len(found))


def _coloured(page: Page) -> Iterator[Element]:
    """Elements whose own style or attributes set the colour of their text, where no sheet may set a background."""
    if _has_sheets(page):
        return
    for node in with_any(page, ("color", "style")):
        own = inline_style(node).get("color", "").lower()
        if (own not in _KEYWORDS or (node.tag == "font" and node.has("color"))) and node.visible and node.text:
            yield node


@rule("text-colour-alone", targets=_group(_coloured))
def text_colour_alone(group: tuple[Element, ...]) -> Verdict:
    """A text's colour is set together with its background (WCAG technique G148, failure F24)."""
    found = [node for node in group if not any(_has_background(around) for around in node.lineage)]
    return Failed("alone", at=found[0], count=len(found)) if found else Passed("together", count=len(group))


def _has_sheets(page: Page) -> bool:
    """Tell whether the page has a style sheet that may set a background: linked ones are not read."""
    linked = any("stylesheet" in node.get("rel").lower().split() for node in page.tagged("link"))
    own = ("".join(child for child in node.children if isinstance(child, str)) for node in page.tagged("style"))
    return linked or any("background" in text or "@import" in text for text in own)


def _has_background(node: Element) -> bool:
    return node.has("bgcolor") or any("background" in name for name in inline_style(node))
