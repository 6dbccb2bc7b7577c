"""What axe-core said of a drawn page: a second opinion, as plain values."""

from msgspec import Struct

from a11ycheck.model import Outcome


class AxeRule(Struct, frozen=True, kw_only=True):
    """A rule of axe-core, as axe describes it (``axe.getRules()``)."""

    id: str  # "image-alt"
    tags: tuple[str, ...]  # "wcag2a", "wcag111", "best-practice" ...
    help: str  # what it asks for, in English
    url: str  # of its explanation


class AxeResult(Struct, frozen=True, kw_only=True):
    """What one rule of axe-core said of one element."""

    rule: AxeRule
    outcome: Outcome  # failed for a violation, cantTell for what axe calls incomplete
    node: int  # the element's number in the browser; see ``Page.by_node``
    said: str  # in English: what the rule asks for, and what is the matter here


class SecondOpinion(Struct, frozen=True, kw_only=True):
    """All that axe-core said of a page."""

    rules: tuple[AxeRule, ...]  # that ran
    passed: frozenset[str] = frozenset()  # ids of those that found something to look at, and no fault
    results: tuple[AxeResult, ...] = ()
