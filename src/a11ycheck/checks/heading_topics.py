"""Headings of everyday topics, and whether what follows is about something else (WCAG 2.4.6)."""

from collections.abc import Iterator

from a11ycheck.checks.headings import headings
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, any_language, count_begun, word_list

_TOPICS = ("topic_hours", "topic_prices", "topic_weather")
_SURE = 2  # words of another topic that make a text one about that
_SOME_TEXT = 10  # words after a heading in which its topic would come up
_MOST = 80  # elements after a heading that are looked at
_TEXTS = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "address"})


def _counted(said: list[str], topic: str, lang: str) -> int:
    return count_begun(said, word_list(topic, lang) if lang in LANGUAGES else any_language(topic))


def _said(text: str) -> list[str]:
    return [word.lower() for word in words(text)]


def _topic(heading: Element) -> str:
    """Return the topic that all words of a heading belong to, "" where there is none."""
    said = _said(heading.name)
    lang = primary(heading.lang)
    return next((topic for topic in _TOPICS if said and _counted(said, topic, lang) == len(said)), "")


def headings_of_a_topic(page: Page) -> Iterator[Element]:
    """Headings that name an everyday topic and nothing else (ACT b49b2e)."""
    return (heading for heading in headings(page) if heading.name and _topic(heading))


@rule("heading-of-other-topic", targets=headings_of_a_topic)
def heading_of_other_topic(heading: Element) -> Verdict:
    """A heading says what the text right after it is about (ACT b49b2e)."""
    topic, lang = _topic(heading), primary(heading.lang)
    texts = _texts_after(heading)
    first = _said(texts[0]) if texts else []
    other = any(_counted(first, each, lang) >= _SURE for each in _TOPICS if each != topic)
    if not other or _counted(first, topic, lang):
        if _says_nothing_of(topic, texts, lang):
            return CantTell("nothing", name=heading.name, text=texts[0][:80])
        return Passed("same", name=heading.name)
    later = any(_counted(_said(text), topic, lang) for text in texts[1:])
    shown = texts[0][:80]
    return CantTell("later", name=heading.name, text=shown) if later else Failed("other", name=heading.name, text=shown)


def _says_nothing_of(topic: str, texts: list[str], lang: str) -> bool:
    """Tell whether texts of some length hold no word of a topic, nor a figure, as hours and prices are."""
    text = " ".join(texts)
    said = _said(text)
    return len(said) >= _SOME_TEXT and not _counted(said, topic, lang) and not any(map(str.isdigit, text))


def _texts_after(heading: Element) -> list[str]:
    """Return the texts of the blocks between a heading and the next one."""
    found: list[str] = []
    done = heading.last
    for node in heading.page.elements[heading.last + 1 : heading.last + 1 + _MOST]:
        if node.role == "heading":
            break
        if node.order > done and node.tag in _TEXTS and node.visible and node.text:
            found.append(node.text)
            done = node.last
    return found
