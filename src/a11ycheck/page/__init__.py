"""What a page answers: its tree, and for each element role, name, exposure, language, text and place."""

from a11ycheck.page.facts import Facts
from a11ycheck.page.page import Element, Page, ParseError, Unknown, known

__all__ = ["Element", "Facts", "Page", "ParseError", "Unknown", "known"]
