"""What robots.txt allows (RFC 9309), a file for each scheme, host and port."""

import codecs
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from ada_url import URL
from msgspec import Struct
from protego import Protego

from a11ycheck.crawl.transport import Answer
from a11ycheck.model import Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language

TOKEN = "a11ycheck"  # noqa: S105  (the product token that robots.txt files name, no password)
MAX_SIZE = 512_000  # bytes that are read of a robots.txt; RFC 9309 section 2.5 asks for 500 kibibytes at least
MAX_DELAY = 60.0  # seconds; a longer Crawl-delay is taken as this


class Rules(Struct, frozen=True, kw_only=True):
    """The rules of one robots.txt."""

    file: Protego | None = None  # None where all or nothing is allowed
    refusal: tuple[Reason, str] | None = None  # why nothing may be fetched
    lang: Language = "en"  # of what is said

    def permit(self, url: str) -> tuple[Reason, str] | None:
        """Return why an absolute address must not be fetched, None where it may be."""
        if self.refusal is not None:
            return self.refusal
        if self.file is None or self.file.can_fetch(url, TOKEN):
            return None
        return Reason.ROBOTS, note("fault-robots", self.lang)

    @property
    def delay(self) -> float:
        """Seconds that Crawl-delay asks to leave between two requests."""
        return min((self.file and self.file.crawl_delay(TOKEN)) or 0.0, MAX_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The Sitemap lines, as they are written."""
        return tuple(self.file.sitemaps) if self.file else ()


def read(answer: Answer, lang: Language) -> Rules:
    """Return the rules that follow from the answer to a request for robots.txt (RFC 9309, section 2.3.1).

    A client error means that there are no rules. A server error means that nothing may be fetched. A fault of the
    network means the same, and is told as what it is: it would have met the page as well.
    """
    if answer.reason is Reason.REDIRECT:
        return Rules()  # a file that cannot be found is as good as none
    if answer.reason is not None:
        return Rules(refusal=(answer.reason, answer.error or ""))
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Rules(refusal=(Reason.ROBOTS, note("fault-robots-fault", lang, status=answer.status)))
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return Rules()
    text = answer.body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return Rules(file=Protego.parse(text), lang=lang)


class Robots:
    """The robots.txt files of all hosts, each fetched once, when it is first asked for."""

    def __init__(self, fetch: Callable[[str], Answer], lang: Language) -> None:
        """Take the function that fetches the robots.txt of an absolute address, and the language of refusals."""
        self._fetch = fetch
        self._lang = lang
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def of(self, url: str, on_read: Callable[[Rules], None]) -> Rules:
        """Return the rules for an absolute address; ``on_read`` sees them before anyone else does."""
        origin = URL(url).origin
        with self._lock:
            lock = self._locks.setdefault(origin, Lock())
        with lock:  # of several threads one fetches, the others wait
            if origin not in self._rules:
                rules = read(self._fetch(f"{origin}/robots.txt"), self._lang)
                on_read(rules)
                self._rules[origin] = rules
            return self._rules[origin]
