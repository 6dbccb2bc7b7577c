"""What is worth telling of the pages of a scan, kept small however many there are."""

from threading import Lock

from a11ycheck.browser.timings import Timings
from a11ycheck.browser.visit import Visit

_UNSETTLED = "The page was still changing when its time to come to rest was up; it was checked as it was then"


class Diary:
    """Notes and timings of all pages. Safe to write to from several threads."""

    def __init__(self, beginning: tuple[str, ...]) -> None:
        """``beginning`` are the notes that hold for every page."""
        self._beginning = beginning
        self._lock = Lock()
        self._first: dict[str, str] = {}  # note: address of the first page
        self._count: dict[str, int] = {}  # note: number of pages
        self._timings = Timings()

    def add(self, url: str, visit: Visit) -> None:
        """Take note of one page."""
        said = visit.notes if visit.rest.settled else (*visit.notes, _UNSETTLED)
        with self._lock:
            for note in said:
                self._first.setdefault(note, url)
                self._count[note] = self._count.get(note, 0) + 1
            for stage, seconds in visit.timings.seconds.items():
                self._timings.add(stage, seconds)

    @property
    def notes(self) -> tuple[str, ...]:
        """One line for each thing to tell, with the first page and how many more there are."""
        return (*self._beginning, *(self._line(note) for note in self._first))

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by stage, of all pages together."""
        return {stage: round(seconds, 3) for stage, seconds in self._timings.seconds.items()}

    def _line(self, note: str) -> str:
        more = self._count[note] - 1
        also = f" and {more} more" if more else ""
        return f"{note}: {self._first[note]}{also}."
