"""Whether what came back is the page that was meant: a page that could not be tested never passes.

Only what is certain enough keeps a page from being tested. The words are data under ``rules/words``; the bounds below
were chosen so that a short page of a council is still a page.
"""

import re
from urllib.parse import urlsplit

from a11ycheck.model import Fetched, Reason
from a11ycheck.page import Element, Page
from a11ycheck.page.text import as_drawn, has_words, words
from a11ycheck.words import any_language

_SHORT = 120  # words: more than that is a page of its own, whatever else it says
_NEXT_TO_NOTHING = 25  # words that a loading notice and a request for JavaScript may have
_REPLACED = frozenset({"img", "svg:svg", "video", "audio", "canvas", "iframe", "object", "embed", "input", "button"})
# Ids and elements that script frameworks draw their pages into.
_MOUNT_IDS = frozenset({"root", "app", "__next", "__nuxt", "react-root", "app-root", "main-app", "svelte", "gatsby"})
_LINKS_TO_POLICIES = 5  # that a page which asks for consent may have
_BLOCKING_STATUS = frozenset({401, 403, 405, 406, 429, 503})


def health(fetched: Fetched, page: Page) -> Reason | None:
    """Return why a page that was fetched cannot be tested, None where it can."""
    if fetched.reason is Reason.HTTP_ERROR:
        return Reason.BLOCKED if fetched.status in _BLOCKING_STATUS and _says(page, "blocked_words") else fetched.reason
    if fetched.reason is not None:
        return fetched.reason
    body = page.body
    if body is None:
        return None if page.tagged("frameset") else Reason.EMPTY
    text = as_drawn(body)
    if not has_words(text, 1) and not _shows_something(body):
        return Reason.SCRIPT_ONLY if _waits_for_script(page) else Reason.EMPTY if _is_bare(page) else None
    if not has_words(text, _NEXT_TO_NOTHING + 1) and _waits_for_script(page):
        return Reason.SCRIPT_ONLY
    return None if has_words(text, _SHORT + 1) else _wall(fetched, page)


def _shows_something(body: Element) -> bool:
    return any(node.tag in _REPLACED and node.visible for node in body.descendants)


def _is_bare(page: Page) -> bool:
    """Nothing in the body, and a head that does not even say what the page is."""
    return not page.title and (page.body is None or not page.body.elements)


def _waits_for_script(page: Page) -> bool:
    """Tell whether a script is to fill the page: an empty place to draw into, or a request to allow JavaScript."""
    if not any(node.has("src") or node.children for node in page.tagged("script")):
        return False
    if any(_is_mount(node) for node in page.elements):
        return True
    asks = any_language("script_words")
    return any(word.lower() in asks for node in page.tagged("noscript") for word in words(_raw_text(node)))


def _is_mount(node: Element) -> bool:
    named = node.get("id").lower() in _MOUNT_IDS or node.has("ng-app") or node.has("data-reactroot")
    own_element = "-" in node.tag and node.parent is not None and node.parent.tag == "body"
    return (named or own_element or node.tag == "router-outlet") and not node.text and not node.elements


def _raw_text(node: Element) -> str:
    return " ".join(child for part in (node, *node.descendants) for child in part.children if isinstance(child, str))


def _wall(fetched: Fetched, page: Page) -> Reason | None:
    """Tell what stands where a short page's content should be."""
    if _says(page, "blocked_words"):
        return Reason.BLOCKED
    redirected = urlsplit(fetched.url).path.rstrip("/") != urlsplit(fetched.final_url).path.rstrip("/")
    if _asks_for_a_password(page) and (redirected or _says(page, "login_words")) and not _is_about_login(fetched.url):
        return Reason.LOGIN
    moved = urlsplit(fetched.url).hostname != urlsplit(fetched.final_url).hostname
    if _says(page, "consent_words") and page.tagged("button") and (moved or _nothing_but_consent(page)):
        return Reason.CONSENT
    return None


def _says(page: Page, words_about: str) -> bool:
    """Tell whether the title or a main heading holds one of the words or phrases."""
    said = " ".join([page.title, *(node.text for node in page.tagged("h1"))]).lower()
    return any(re.search(rf"\b{re.escape(phrase)}\b", said) for phrase in any_language(words_about))


def _asks_for_a_password(page: Page) -> bool:
    return any(node.get("type").lower() == "password" and node.visible for node in page.tagged("input"))


def _is_about_login(url: str) -> bool:
    """Tell whether a login page is what was asked for: by its address, or because a file is never any other page."""
    return "://" not in url or bool(
        re.search(r"log-?in|sign-?in|kirjaud|tunnist|inlogg|logga-in|auth", urlsplit(url).path.lower())
    )


def _nothing_but_consent(page: Page) -> bool:
    return not any(page.with_role("navigation", "main", "article")) and len(page.tagged("a")) <= _LINKS_TO_POLICIES
