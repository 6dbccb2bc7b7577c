"""What texts say: pointers that only the eye follows, and sentences that few can read (WCAG 1.3.3, 1.4.1, 3.1.5)."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, groupby
from operator import attrgetter

from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.prose import Passage, passages
from a11ycheck.page.spoken import is_dummy_text
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, limit, word_list

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_QUOTED = re.compile('["“”„«»]')
_BETWEEN = r"\W+(?:\w+\W+){0,2}"  # so many words may stand between a place and the thing that it points to
EXCERPT = 120  # characters that a message quotes
_ENOUGH = 6_000  # characters that are measured: more change no value
_LONG_WORD = 6  # letters, LIX's own limit
_FEWEST_LINKS = 2  # of a menu
_MENUS = ("navigation", "menu", "menubar", "tree", "tablist", "listbox", "combobox")
_NAMED = frozenset({"button", "link", "img", "heading", "region", "group", "list", "toolbar"})
_READ = frozenset({"p", "li", "dd", "div", "td", "blockquote"})


@cache
def _pointer(lang: str) -> re.Pattern[str]:
    """Match a thing that is told by its place, or by a colour or shape right before it."""
    things = any_of("pointer_things", lang) + r"\w*"
    places = any_of("pointer_places", lang)
    colours = any_of("pointer_colours", lang) + r"\w*"
    return re.compile(rf"\b(?:{places}\b{_BETWEEN}{things}|{things}{_BETWEEN}{places}\b|{colours}\s+{things})")


def any_of(name: str, lang: str) -> str:
    """Return a pattern that matches any word of a list, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, word_list(name, lang)), key=len, reverse=True)) + ")"


def known_texts(page: Page) -> list[Passage]:
    """Return the passages in a language whose words we know. Ask by ``page.once``."""
    runs = groupby(page.once(passages), key=attrgetter("bearer"))
    return [each for bearer, run in runs if primary(bearer.get("lang")) in LANGUAGES for each in run]


def pages_with_texts(page: Page) -> Iterator[Element]:
    """The body of a page, where it holds text in Finnish, Swedish or English."""
    if page.body is not None and page.once(known_texts):
        yield page.body


@rule("pointer-by-look", targets=pages_with_texts)
def pointer_by_look(body: Element) -> Verdict:
    """Instructions do not rest on place, shape or colour alone: a person decides whether a name is given, too."""
    found = list(_sentences_that_point(body.page))
    nowhere = next((pair for pair in found if _points_to_nothing(*pair)), None)
    if nowhere is not None:
        return Failed("nothing", at=nowhere[0].element, text=nowhere[1][:EXCERPT])
    if found:
        return CantTell("look", at=found[0][0].element, text=found[0][1][:EXCERPT], count=len(found))
    return Passed("none")


def _points_to_nothing(passage: Passage, sentence: str) -> bool:
    """Tell whether a sentence asks to use a menu that is drawn beside it, and that no name or role tells to be one.

    The menu has to be there, for the sentence may speak of another program.
    """
    lang = primary(passage.bearer.get("lang"))
    menus = [word for word in word_list("pointer_menus", lang) if re.search(rf"\b{word}", sentence.lower())]
    page = passage.element.page
    asked = any(word.startswith(tuple(word_list("pointer_verbs", lang))) for word in words(sentence.lower()))
    if page.facts.layout is None or not menus or not asked or next(page.with_role(*_MENUS), None) is not None:
        return False
    named = (node.name for node in page.elements if node.role in _NAMED and node.exposed)
    texts = (each.text for each in page.once(passages) if each.element is not passage.element)
    is_named = any(menu in said.lower() for said in (*named, *texts) for menu in menus)
    return not is_named and any(_is_beside(box, passage.element) for box in page.tagged("ul", "ol"))


def _is_beside(box: Element, text: Element) -> bool:
    """Tell whether a list of links is drawn to the right or left of a text."""
    links = [node for node in box.descendants if node.role == "link" and node.name]
    one, other = box.layout, text.layout
    if one is None or other is None or len(links) < _FEWEST_LINKS:
        return False
    return one.box.x >= other.box.right or one.box.right <= other.box.x


def _sentences_that_point(page: Page) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences that point to something by its look and quote no name of it, with their passages."""
    for lang, said in page.once(_said).items():
        things, looks = said.met(word_list("pointer_things", lang)), said.met(_looks(lang))
        for passage in said.speaking_of(things) if looks else ():
            for sentence in SENTENCE.split(passage.text):
                lowered = sentence.lower()
                hint = any(word in lowered for word in looks) and any(word in lowered for word in things)
                if hint and _pointer(lang).search(lowered) and not _QUOTED.search(sentence):
                    yield passage, sentence


@cache
def _looks(lang: str) -> frozenset[str]:
    return word_list("pointer_places", lang) | word_list("pointer_colours", lang)


def speaking_of(page: Page, listed: Callable[[str], frozenset[str]]) -> Iterator[tuple[Passage, str]]:
    """Yield the passages that hold any word listed for their language, with that language."""
    for lang, said in page.once(_said).items():
        for passage in said.speaking_of(said.met(listed(lang))):
            yield passage, lang


class _Said:
    """All that a page says in one language, in lower case, so that a word is looked for in all of it at once."""

    def __init__(self, texts: list[Passage]) -> None:
        self.passages = texts
        said = [each.text for each in texts]
        self.text = "\n".join(said).lower()
        if len(self.text) > sum(map(len, said)) + len(said) - 1:  # some letters become two in lower case
            said = self.text.split("\n")
        self.ends = list(accumulate(len(each) + 1 for each in said))
        self.vocabulary = "\n".join(set(self.text.split()))  # much shorter than the text

    def met(self, listed: Iterable[str]) -> list[str]:
        """Return the listed words and phrases that are said anywhere, be it inside of words: few, mostly."""
        text, vocabulary = self.text, self.vocabulary
        return [
            said
            for said in listed
            if (said in vocabulary if " " not in said else said[: said.index(" ")] in vocabulary and said in text)
        ]

    def speaking_of(self, met: Iterable[str]) -> list[Passage]:
        """Return the passages that hold any of these words."""
        found: set[int] = set()
        for word in met:
            at = self.text.find(word)
            while at >= 0:
                number = bisect(self.ends, at)
                found.add(number)
                at = self.text.find(word, self.ends[number])
        return [self.passages[number] for number in sorted(found)]


def _said(page: Page) -> dict[str, _Said]:
    """Return what is said in each language whose words we know."""
    said: defaultdict[str, list[Passage]] = defaultdict(list)
    for bearer, texts in groupby(page.once(known_texts), key=attrgetter("bearer")):
        said[primary(bearer.get("lang"))] += texts
    return {lang: _Said(texts) for lang, texts in said.items()}


def texts_to_measure(page: Page) -> Iterator[Element]:
    """The body of a page, where its running text is long enough to measure."""
    said, sentences = page.once(_running_text)
    long_enough = len(said) >= limit("reading_words") and sentences >= limit("reading_sentences")
    if page.body is not None and long_enough and not is_dummy_text(said):
        yield page.body


def _running_text(page: Page) -> tuple[list[str], int]:
    """Return the words of the page's sentences and how many sentences there are; lists and labels are left out."""
    texts: list[str] = []
    length = 0
    for each in page.once(known_texts):
        if each.bearer is page.root and each.element.tag in _READ and _SENTENCE_END.search(each.text):
            texts.append(each.text)
            length += len(each.text)
        if length > _ENOUGH:
            break
    return [word for text in texts for word in words(text)], sum(len(_SENTENCE_END.findall(text)) for text in texts)


@rule("text-hard-to-read", targets=texts_to_measure)
def text_hard_to_read(body: Element) -> Verdict:
    """The text is not among the hardest to read by LIX (Finnish, Swedish) or Flesch reading ease (English)."""
    said, sentences = body.page.once(_running_text)
    language = body.page.language
    if language == "en":
        ease = round(flesch(said, sentences))
        return Failed("flesch", ease=ease) if ease < limit("flesch_en") else Passed("measured", value=ease)
    value = round(lix(said, sentences))
    return Failed("lix", value=value) if value > limit(f"lix_{language}") else Passed("measured", value=value)


def lix(said: list[str], sentences: int) -> float:
    """Return LIX: words a sentence, and words of more than six letters of a hundred (Björnsson 1968)."""
    long = sum(len(word) > _LONG_WORD for word in said)
    return len(said) / max(1, sentences) + 100 * long / max(1, len(said))


_VOWELS = re.compile(r"[aeiouy]+")


def flesch(said: list[str], sentences: int) -> float:
    """Return the Flesch reading ease, 100 for very easy and 0 for very difficult (Flesch 1948)."""
    syllables = sum(max(1, len(_VOWELS.findall(word.lower().removesuffix("e")))) for word in said)
    return 206.835 - 1.015 * len(said) / max(1, sentences) - 84.6 * syllables / max(1, len(said))
