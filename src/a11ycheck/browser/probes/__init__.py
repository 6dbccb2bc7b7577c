"""Probes: each measures one fact of a drawn page within a time bound. They measure; rules judge.

A probe gets the browser and the page as it was snapped, and returns a frozen value of ``page/facts.py``, or None where
it could not measure: then the rules that need the fact are untested. They run in this order, least disturbing first,
and only where a chosen rule needs them.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.animations import animations
from a11ycheck.browser.probes.backdrop import backdrop
from a11ycheck.browser.probes.by_time import by_time, messages
from a11ycheck.browser.probes.dialogs import dialogs
from a11ycheck.browser.probes.errors import errors, wrong_values
from a11ycheck.browser.probes.focus_traps import focus_traps
from a11ycheck.browser.probes.hover import hover
from a11ycheck.browser.probes.media import media
from a11ycheck.browser.probes.moving_images import moving_images
from a11ycheck.browser.probes.operated import operated
from a11ycheck.browser.probes.picture_texts import picture_texts
from a11ycheck.browser.probes.placeholders import placeholders
from a11ycheck.browser.probes.sizes import narrow, rotations, spaced, zoomed
from a11ycheck.browser.probes.tab_walk import tab_walk
from a11ycheck.browser.probes.tools import Deadline
from a11ycheck.browser.probes.trials import trials
from a11ycheck.page import Page

type Probe = Callable[[Browser, Page, Deadline], Any]

# Need (as in a rule's file), probe, seconds that it may take.
PROBES: tuple[tuple[str, Probe, float], ...] = (
    ("animations", animations, 1.0),
    ("moving-images", moving_images, 2.0),
    ("backdrop", backdrop, 5.0),
    ("placeholders", placeholders, 1.0),
    ("picture-texts", picture_texts, 8.0),
    ("rotations", rotations, 3.0),
    ("spaced", spaced, 3.0),
    ("zoomed", zoomed, 3.0),
    ("narrow", narrow, 3.0),
    ("media", media, 12.0),
    ("hover", hover, 5.0),
    ("tab-walk", tab_walk, 15.0),
    ("focus-traps", focus_traps, 15.0),
    ("by-time", by_time, 4.0),
    ("dialogs", dialogs, 6.0),
    ("errors", errors, 4.0),
    ("wrong-values", wrong_values, 4.0),
    ("operated", operated, 4.0),
    ("trials", trials, 8.0),
    ("messages", messages, 4.0),
)


def measure(browser: Browser, page: Page, needs: frozenset[str]) -> None:
    """Run the probes that the chosen rules need, and give the page their facts.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    for need, probe, seconds in PROBES:
        if need in needs:
            fact = probe(browser, page, Deadline(seconds))
            page.facts = msgspec.structs.replace(page.facts, **{need.replace("-", "_"): fact})
