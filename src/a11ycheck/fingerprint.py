"""Fingerprints: what stays the same of a defect, and of its cause, from day to day and from page to page.

A defect in a part of the template (header, navigation, footer ...) is one defect on every page that bears it; one in
the content belongs to its page, whose path is known on whatever host it stands. Two elements that cannot be told apart
are counted, so that a second one is a second defect. ``docs/decisions/0004-baseline-entries.md`` says why.
"""

from collections import Counter

from a11ycheck.model import Mark
from a11ycheck.page.lasting import digest, page_key
from a11ycheck.page.region import TEMPLATE

__all__ = ["Fingerprints", "page_key"]


class Fingerprints:
    """The fingerprints of one page's findings."""

    def __init__(self, url: str) -> None:
        self._page = page_key(url)
        self._seen: Counter[str] = Counter()

    def of_defect(self, rule: str, reason: str, mark: Mark) -> str:
        """Return the fingerprint of one finding, different for each finding of a page."""
        own = digest(rule, reason, mark.identity, "" if mark.where in TEMPLATE else self._page)
        self._seen[own] += 1
        return own if self._seen[own] == 1 else digest(own, str(self._seen[own]))

    def of_issue(self, rule: str, reason: str, mark: Mark) -> str:
        """Return the id of the issue that a finding belongs to: the same for all findings of one cause."""
        return digest(rule, reason, mark.place)
