"""Language attributes, and whether texts are in the language that they declare (WCAG 3.1.1, 3.1.2)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.language import CANDIDATES, alias, detect, is_known, primary
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_SAMPLE_WORDS = 25  # words judged at once: enough to be sure of a language, few enough to notice a mixture
_FEWEST_SAMPLES = 2  # a page of less text than this says nothing
_CERTAIN = 0.95  # how sure the detection has to be of one sample
_NEARLY_ALL = 0.8  # share of samples in another language that makes the declaration wrong
_MANY = 0.4  # share that makes a person look
_NOT_PROSE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "svg:svg", "textarea", "math:math", "address"})


def the_page(page: Page) -> Iterator[Element]:
    """The html element."""
    yield page.root


@rule("page-language-missing", targets=the_page)
def page_language_missing(root: Element) -> Verdict:
    """The page declares its language (ACT b5c3f8)."""
    if root.get("lang").strip():
        return Passed("declared", tag=root.get("lang"))
    return Failed("empty") if root.has("lang") else Failed("xml-only") if root.has("xml:lang") else Failed("missing")


def pages_with_a_language(page: Page) -> Iterator[Element]:
    """The html element, where it bears a language."""
    if page.root.get("lang").strip():
        yield page.root


@rule("page-language-invalid", targets=pages_with_a_language)
def page_language_invalid(root: Element) -> Verdict:
    """The language that a page declares exists (ACT bf051a)."""
    tag = root.get("lang").strip()
    return Passed("known", tag=tag) if is_known(tag) else Failed("unknown", tag=tag)


def pages_of_a_language_we_know(page: Page) -> Iterator[Element]:
    """The html element, where its language is one that we recognise and the page holds enough text of its own."""
    if alias(page.language) in CANDIDATES and page.once(_samples_of_the_page):
        yield page.root


def _samples_of_the_page(page: Page) -> list[str]:
    said = [word for text in _texts_in_the_page_language(page) for word in text.split()]
    samples = [" ".join(said[at : at + _SAMPLE_WORDS]) for at in range(0, len(said) - _SAMPLE_WORDS + 1, _SAMPLE_WORDS)]
    return samples[:40] if len(samples) >= _FEWEST_SAMPLES else []


def _texts_in_the_page_language(page: Page) -> Iterator[str]:
    """Texts that no element nearer than the html element declares a language for."""
    stack = [page.body] if page.body is not None else []
    while stack:
        node = stack.pop()
        if node.tag in _NOT_PROSE or not node.drawn or (node is not page.root and node.has("lang")):
            continue
        for child in node.children:
            if isinstance(child, str):
                if node.visible and len(words(child)) > 2:  # names, dates and single words belong to no language
                    yield child
        stack.extend(reversed(node.elements))


def _language_of(samples: Iterable[str]) -> Counter[str]:
    """Count the languages of samples, those left out of which the detection is not sure."""
    found = (detect(sample) for sample in samples)
    return Counter(language for language, certainty in found if certainty >= _CERTAIN)


@rule("page-language-mismatch", targets=pages_of_a_language_we_know)
def page_language_mismatch(root: Element) -> Verdict:
    """The text of a page is in the language that it declares (ACT ucwvc8)."""
    declared = alias(primary(root.lang))
    counted = _language_of(root.page.once(_samples_of_the_page))
    judged = counted.total()
    other, times = next(((language, n) for language, n in counted.most_common() if language != declared), ("", 0))
    if judged and times >= _NEARLY_ALL * judged:
        return Failed("other", declared=declared, found=other)
    if judged and times >= _MANY * judged:
        return CantTell("mixed", declared=declared, found=other, share=round(100 * times / judged))
    return Passed("same", declared=declared)


def parts_with_a_language(page: Page) -> Iterator[Element]:
    """Elements in the body with a lang attribute around a text that someone meets (ACT de46e4)."""
    body = page.body
    for node in page.elements if body is not None else ():
        own = node.get("lang")
        if own.strip() and node is not page.root and node.drawn and (node.exposed_text or _alternative_inside(node)):
            yield node


def _alternative_inside(node: Element) -> bool:
    return any(inner.name for inner in (node, *node.descendants) if inner.tag in ("img", "input", "svg:svg"))


@rule("part-language-invalid", targets=parts_with_a_language)
def part_language_invalid(part: Element) -> Verdict:
    """The language that a part of a page declares exists."""
    tag = part.get("lang").strip()
    return Passed("known", tag=tag) if is_known(tag) else Failed("unknown", tag=tag)
