"""What can go wrong between the checker, its browser and a page. Each text is one line for people."""

import re

from a11ycheck.model import Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language
from a11ycheck.settings_sources import SettingsError


class NoBrowserError(SettingsError):
    """There is no browser to drive; the text says what to install."""


class BrowserCrashedError(RuntimeError):
    """The browser or its driver ended, or no longer answers."""


class PageStalledError(BrowserCrashedError):
    """The page keeps its browser busy beyond its time, so that only the end of the browser ends it."""


class RefusedError(RuntimeError):
    """The browser is well, but a command did not do what it should: the page went elsewhere, an object is gone."""


class NotTestedError(RuntimeError):
    """The page cannot be tested in a browser, however often one tries."""

    def __init__(self, reason: Reason, fault: str, **figures: str | int) -> None:
        """Take the line of ``rules/notes.toml`` that says why, and its figures."""
        super().__init__(note(fault, "en", **figures))
        self.reason = reason
        self._fault, self._figures = fault, figures

    def said(self, lang: Language) -> str:
        """Return why, in a language."""
        return note(self._fault, lang, **self._figures)


# Of Chromium's net errors and of Firefox's, those about certificates.
_CERTIFICATE = re.compile(r"\bERR_CERT_|\bSEC_ERROR_|\bMOZILLA_PKIX_|\bSSL_ERROR_BAD_CERT", re.IGNORECASE)


def not_opened(problem: str) -> NotTestedError:
    """Return what to raise where a browser does not open a page; ``problem`` is its own word for why."""
    if _CERTIFICATE.search(problem):
        return NotTestedError(Reason.TLS, "fault-browser-certificate", problem=problem)
    return NotTestedError(Reason.CONNECTION, "fault-not-opened", problem=problem)


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text, which for Selenium is the part for people."""
    text = str(getattr(error, "msg", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__
