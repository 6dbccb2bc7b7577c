"""What a rule is: its verdicts, and the decorators that make a function one.

A rule is three files of one stem: its text under ``rules/TOPIC/ID.toml``, its function in ``checks/TOPIC.py`` and its
examples under ``tests/rules/TOPIC/ID.html``. The terms are those of the ACT Rules Format 1.1: the function named by
``targets`` is the applicability, the decorated function the expectation.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from a11ycheck.model import Outcome
from a11ycheck.page import Element, Page

type Target = Element | tuple[Element, ...]
type Figure = str | int | float


_NONE: Mapping[str, "Figure"] = {}


class Verdict:
    """What a rule says of one target: an outcome, the key of its message, and the figures that the message shows.

    Figures come by name, or together as a mapping. ``at`` is the element that the message is about where it is not the
    target itself (or the first of its group).
    """

    __slots__ = ("at", "figures", "reason")
    outcome: ClassVar[Outcome]

    def __init__(
        self, reason: str, together: Mapping[str, Figure] = _NONE, /, *, at: Element | None = None, **figures: Figure
    ) -> None:
        self.reason = reason
        self.at = at
        self.figures: dict[str, Figure] = {**together, **figures} if together else figures

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.reason!r}, {self.figures})"


class Passed(Verdict):
    """The expectation is met."""

    __slots__ = ()

    outcome = Outcome.PASSED


class Failed(Verdict):
    """The expectation is certainly not met."""

    __slots__ = ()

    outcome = Outcome.FAILED


class CantTell(Verdict):
    """A person has the last word; the message asks the question."""

    __slots__ = ()

    outcome = Outcome.CANT_TELL


@dataclass(frozen=True)
class Check:
    """A rule's code: where it applies on a page, and what it expects there."""

    id: str
    targets: Callable[[Page], Iterable[Any]]
    expects: Callable[[Any], Verdict]


@dataclass
class Site:
    """What the rules over a whole site compare a page with. Filled while pages are checked, read afterwards."""

    pages: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)  # normalised URL to the HTTP status that it answered
    values: dict[str, Counter[str]] = field(default_factory=dict)  # rule id to its traits' values and their pages


@dataclass(frozen=True)
class SiteCheck:
    """A rule over the whole site: what to note of each page, and what to expect of that among all pages.

    ``targets`` yields (value, element) pairs; ``expects`` gets a value and the site once every page was checked.
    A rule about links needs no ``targets``: every hyperlink is noted anyway, and its value is its address.
    """

    id: str
    targets: Callable[[Page], Iterable[tuple[str, Element]]] | None
    expects: Callable[[str, Site], Verdict]


CHECKS: dict[str, Check] = {}
SITE_CHECKS: dict[str, SiteCheck] = {}


def rule[T: Target](
    rule_id: str, *, targets: Callable[[Page], Iterable[T]]
) -> Callable[[Callable[[T], Verdict]], Callable[[T], Verdict]]:
    """Make a function the expectation of a rule. The function stays callable as it is."""

    def register(expects: Callable[[T], Verdict]) -> Callable[[T], Verdict]:
        _new(rule_id)
        CHECKS[rule_id] = Check(rule_id, targets, expects)
        return expects

    return register


def site_rule(
    rule_id: str, *, targets: Callable[[Page], Iterable[tuple[str, Element]]] | None = None
) -> Callable[[Callable[[str, Site], Verdict]], Callable[[str, Site], Verdict]]:
    """Make a function the expectation of a rule over the whole site; see ``SiteCheck``."""

    def register(expects: Callable[[str, Site], Verdict]) -> Callable[[str, Site], Verdict]:
        _new(rule_id)
        SITE_CHECKS[rule_id] = SiteCheck(rule_id, targets, expects)
        return expects

    return register


def _new(rule_id: str) -> None:
    if rule_id in CHECKS or rule_id in SITE_CHECKS:
        raise ValueError(f"two functions for the rule {rule_id}")
