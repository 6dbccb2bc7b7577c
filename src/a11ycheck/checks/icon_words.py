"""Words that a font turns into pictures: whoever listens hears the word (WCAG 1.1.1)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.image_texts import TOLD_BY_NAME
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.language import primary
from a11ycheck.page.text import own_text
from a11ycheck.rules import Failed, Passed, Verdict, rule

# Classes by which Google's fonts are used: "material-icons", "material-icons-outlined", "material-symbols-rounded".
_CLASS = re.compile(r"material-(?:icons|symbols)(?:-[a-z]+)*")
_LIGATURE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)  # "arrow_forward"


def icon_words(page: Page) -> Iterator[Element]:
    """Words that an icon font draws, where they are read; not in what an attribute names, whose content is not."""
    for node in with_attribute(page, "class"):
        if "material-" not in node.attrs["class"] or not any(_CLASS.fullmatch(each) for each in node.tokens("class")):
            continue
        if perceivable(node) and _LIGATURE.fullmatch(own_text(node)) and not _is_named_around(node):
            yield node


def _is_named_around(node: Element) -> bool:
    named = (above for above in node.lineage if above.has("aria-label") or above.has("aria-labelledby"))
    return any(above.role in TOLD_BY_NAME for above in named)


@rule("icon-word-read-out", targets=icon_words)
def icon_word_read_out(icon: Element) -> Verdict:
    """The word by which a font knows an icon is not read to people (WCAG 1.1.1)."""
    word = own_text(icon)
    control = next((above for above in icon.ancestors if above.role in TOLD_BY_NAME), None)
    alone = control is not None and control.name == word
    if alone and "_" not in word and primary(icon.lang) == "en":
        return Passed("name", word=word)
    return Failed("name" if alone else "beside", word=word)
