"""Draws linked pages whose HTML is the same: only their scripts can make them differ, so only a browser can tell."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from threading import Lock

import msgspec

from a11ycheck.model import LinkedPage
from a11ycheck.page import Page
from a11ycheck.page.linked import summary_of

_A_SCAN = 100  # pages that are drawn for this alone


class Linked:
    """Completes summaries of linked pages by what they show when drawn, each once a scan."""

    def __init__(self, look: Callable[[str], Page]) -> None:
        """``look`` draws the page of an address."""
        self._look = look
        self._lock = Lock()
        self._known: dict[str, Future[LinkedPage]] = {}

    def redrawn(self, linked: Iterable[LinkedPage]) -> tuple[LinkedPage, ...]:
        """Return the pages with those drawn that are to be compared, bear scripts and have the HTML of another one."""
        pages = tuple(linked)
        alike = Counter(each.text for each in pages if each.compared)
        return tuple(
            _completed(each, self._drawn(each)) if each.scripted and each.compared and alike[each.text] > 1 else each
            for each in pages
        )

    def _drawn(self, page: LinkedPage) -> LinkedPage:
        with self._lock:
            known = self._known.get(page.url)
            if known is None and len(self._known) >= _A_SCAN:
                return page
            mine = self._known.setdefault(page.url, Future())
        if known is not None:
            return known.result()
        mine.set_result(self._draw(page))
        return mine.result()

    def _draw(self, page: LinkedPage) -> LinkedPage:
        try:
            summary = summary_of(self._look(page.final_url), page.url)
        except Exception:  # noqa: BLE001  (whatever such a page does costs no other page its test)
            return page
        return msgspec.structs.replace(summary, final_url=page.final_url, scripted=False)


def _completed(page: LinkedPage, drawn: LinkedPage) -> LinkedPage:
    return msgspec.structs.replace(drawn, blocks=page.blocks, compared=True)
