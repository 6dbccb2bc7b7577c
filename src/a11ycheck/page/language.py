"""Languages: as declared, whether the tag is valid, and what a text is really written in."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from a11ycheck.page.text import words
from a11ycheck.page.tree import Node, passed_down

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# RFC 5646 section 2.1: what a tag may look like at all, before its subtags are looked up.
_SHAPE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|x(?:-[A-Za-z0-9]{1,8})+")
# Languages of the region's websites. Fewer candidates make short texts certain.
CANDIDATES = ("fi", "sv", "en", "se", "et", "ru", "de", "no", "da", "fr", "es", "it", "pl", "ar", "uk")
_MODEL_LABELS = (*CANDIDATES, "nb", "nn")
FEWEST_WORDS = 3  # shorter texts say nothing about their language


@passed_down
def lang(node: Node, around: str | None) -> str:
    """Return the language tag in force at an element, as declared by itself or the nearest ancestor; "" for none."""
    attrs = node.attrs
    if "lang" in attrs:
        return attrs["lang"].strip()
    if "xml:lang" in attrs:
        return attrs["xml:lang"].strip()
    return around or ""


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """Return the primary language subtag, in lower case: "sv" of "sv-FI"."""
    return tag.strip().partition("-")[0].lower()


def alias(language: str) -> str:
    """Return the code under which a language is compared: both kinds of Norwegian are one."""
    return "no" if language in ("nb", "nn") else language


@lru_cache(maxsize=1024)
def is_known(tag: str) -> bool:
    """Tell whether the primary subtag of a tag is a language of the IANA registry (ACT "valid language tag")."""
    if not _SHAPE.fullmatch(tag):
        return False
    from language_tags import tags  # noqa: PLC0415  (loads the registry: a tenth of a second)

    return any(subtag.type == "language" for subtag in tags.subtags([primary(tag)]))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (loads numpy and a model)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in _MODEL_LABELS if label in identifier.labels])
    return identifier


@lru_cache(maxsize=4096)
def detect(text: str) -> tuple[str, float]:
    """Return the likely language of a text and how sure that is, from 0 to 1; ("", 0.0) for fewer than three words."""
    if len(words(text)) < FEWEST_WORDS:
        return "", 0.0
    found, certainty = _identifier().classify(text)
    return alias(found), float(certainty)
