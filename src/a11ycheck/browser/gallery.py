"""One picture for each issue of a scan, whichever page it is met on first."""

from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from msgspec import Struct
from PIL.Image import Image

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.evidence import cut, drawn, encoded, opened
from a11ycheck.browser.photo import Photo, filled_fields, photograph, together, view_of
from a11ycheck.browser.stage import restore
from a11ycheck.model import Finding, Health, Outcome, PageRecord, Picture, Shot
from a11ycheck.page import Page
from a11ycheck.page.mark import marked
from a11ycheck.page.page import Element
from a11ycheck.spool import Spool

A_SCAN = 300  # pictures
_A_PAGE = 24  # new ones; those that are left over are looked for on the pages that follow


class Taken(Struct, frozen=True):
    """A finding and its photograph."""

    finding: Finding
    photo: Photo | None  # None where there was nothing to see after all


class Gallery:
    """The pictures of a scan, kept on disk. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._issues: set[str] = set()  # that have a picture, or are about to
        self._shots = Spool(Shot)

    @property
    def wants_more(self) -> bool:
        """Whether there is room for another picture."""
        return len(self._issues) < self._most

    def __iter__(self) -> Iterator[Shot]:
        return iter(self._shots)

    def photographs(
        self, show: Callable[[Callable[[Browser], None]], None], record: PageRecord, page: Page
    ) -> list[Taken]:
        """Photograph the elements of those issues of a page that have no picture yet, the certain ones first.

        ``show`` calls a function with the browser that shows the page, and lets what befalls the browser end there.
        """
        chosen = self._choose(record, page)
        taken: list[Taken] = []

        def take(browser: Browser) -> None:
            restore(browser)
            fields = filled_fields(browser, page)
            for group in together([element for _, element in chosen]):
                if browser.time_left <= 0:
                    return
                photos = photograph(browser, [chosen[at][1] for at in group], fields)
                taken.extend(Taken(chosen[at][0], photo) for at, photo in zip(group, photos, strict=True))

        if chosen:
            show(take)
        self._give_up({finding.issue for finding, _ in chosen} - {each.finding.issue for each in taken})
        return taken

    def hang(self, taken: list[Taken], url: str) -> None:
        """Keep photographs of the page of an address, outlined and with what is personal painted over."""
        for issue, shot in _shots(taken, url):
            if shot is None:
                self._give_up({issue})
                continue
            with self._lock:
                self._shots.append(shot)

    def _choose(self, record: PageRecord, page: Page) -> list[tuple[Finding, Element]]:
        """Return the findings to be pictured. Of an issue it is the first finding, whose source the report shows."""
        first: dict[str, Finding] = {}
        if record.health is Health.TESTED and self.wants_more:
            for finding in record.findings:
                first.setdefault(finding.issue, finding)
        elements = _elements(page) if first.keys() - self._issues else {}
        chosen: list[tuple[Finding, Element]] = []
        with self._lock:
            for finding in sorted(first.values(), key=lambda each: each.outcome is not Outcome.FAILED):
                element = elements.get(_place(finding))
                if len(chosen) == _A_PAGE or not self.wants_more:
                    break
                if finding.issue not in self._issues and element is not None and view_of(element) is not None:
                    self._issues.add(finding.issue)
                    chosen.append((finding, element))
        return chosen

    def _give_up(self, issues: set[str]) -> None:
        """Leave issues to the pages that follow."""
        with self._lock:
            self._issues -= issues


type _Place = tuple[str, str, int, int]


def _elements(page: Page) -> dict[_Place, Element | None]:
    """Return the elements of findings by where these say they are, None where that is said of more than one."""
    found: dict[_Place, Element | None] = {}
    for element, mark in marked(page):
        place = (mark.target, mark.snippet, mark.line, mark.column)
        found[place] = None if place in found else element
    return found


def _place(finding: Finding) -> _Place:
    return finding.target, finding.snippet, finding.line, finding.column


def _shots(taken: Iterable[Taken], url: str) -> Iterator[tuple[str, Shot | None]]:
    """Yield the issue and the picture of each, None where there is none after all. A screenshot is read once."""
    read: tuple[bytes, Image | None] = b"", None
    for finding, photo in ((each.finding, each.photo) for each in taken):
        if photo is None:
            yield finding.issue, None
            continue
        if photo.screenshot is not read[0]:
            read = photo.screenshot, opened(photo.screenshot)
        yield finding.issue, None if read[1] is None else _shot(finding, photo, read[1], url)


def _shot(finding: Finding, photo: Photo, screenshot: Image, url: str) -> Shot:
    data, image = encoded(drawn(cut(screenshot, photo.piece), photo.element, photo.fields))
    picture = Picture(file=f"pictures/{finding.issue}.webp", width=image.width, height=image.height, url=url)
    return Shot(issue=finding.issue, target=finding.target, picture=picture, data=data)
