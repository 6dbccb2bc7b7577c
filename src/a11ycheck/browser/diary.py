"""What is worth telling of the pages of a scan, kept small however many there are."""

from threading import Lock

from a11ycheck.browser.timings import Timings
from a11ycheck.browser.visit import Visit
from a11ycheck.notes import note
from a11ycheck.settings import Language


class Diary:
    """Notes and timings of all pages. Safe to write to from several threads."""

    def __init__(self, beginning: tuple[str, ...], lang: Language) -> None:
        """``beginning`` are the notes that hold for every page, in the language ``lang``."""
        self._lang: Language = lang
        self._beginning = beginning
        self._lock = Lock()
        self._first: dict[str, str] = {}  # note: address of the first page
        self._count: dict[str, int] = {}  # note: number of pages
        self._timings = Timings()
        self._missed: set[str] | None = None  # selectors of --click that no page had so far

    def add(self, url: str, visit: Visit) -> None:
        """Take note of one page."""
        said = visit.notes if visit.rest.settled else (*visit.notes, note("unsettled", self._lang))
        with self._lock:
            for each in said:
                self._first.setdefault(each, url)
                self._count[each] = self._count.get(each, 0) + 1
            self._missed = set(visit.missed) & (set(visit.missed) if self._missed is None else self._missed)
            for stage, seconds in visit.timings.seconds.items():
                self._timings.add(stage, seconds)

    @property
    def notes(self) -> tuple[str, ...]:
        """One line for each thing to tell, with the first page and how many more there are."""
        nowhere = (note("click-nowhere", self._lang, selector=each) for each in sorted(self._missed or ()))
        return (*self._beginning, *nowhere, *map(self._line, self._first))

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by stage, of all pages together."""
        return {stage: round(seconds, 3) for stage, seconds in self._timings.seconds.items()}

    def _line(self, said: str) -> str:
        page, more = self._first[said], self._count[said] - 1
        figures = {"note": said, "page": page}
        return note("at-pages", self._lang, more=more, **figures) if more else note("at-page", self._lang, **figures)
