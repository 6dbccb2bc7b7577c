"""Checks pages in browsers, one browser a thread. The counterpart of ``workers.Workers`` for drawn pages."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import msgspec

from a11ycheck.browser.driver import BrowserCrashedError, find_browser, needs_no_sandbox
from a11ycheck.browser.session import Session
from a11ycheck.browser.source import take_from_source
from a11ycheck.catalogue import choose
from a11ycheck.examine import examine, examine_page, not_tested
from a11ycheck.model import Examined, Fetched, Reason
from a11ycheck.page.parse import parse
from a11ycheck.settings import Settings
from a11ycheck.workers import Checker

NO_SANDBOX = "Chromium runs without its sandbox, because it was started as root."


class BrowserWorkers(Checker):
    """Checks pages as they are drawn, ``jobs`` at a time."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        """Start no browser yet.

        Raises:
            NoBrowserError: where there is none to start.
        """
        find_browser()
        self._settings = settings
        self.notes = (NO_SANDBOX,) if needs_no_sandbox() else ()
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="a11ycheck-browser")
        needs = frozenset(need for rule in choose(settings) for need in (*rule.text.needs, *rule.text.uses))
        self._all = [Session(settings, needs) for _ in range(jobs)]
        self._free: SimpleQueue[Session] = SimpleQueue()
        for session in self._all:
            self._free.put(session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        for session in self._all:
            session.close()

    def _start(self, fetched: Fetched, done: Future[Examined]) -> None:
        def pass_on(ended: Future[Examined]) -> None:
            error = ended.exception()
            if error is not None:
                done.set_exception(error)
            else:
                done.set_result(ended.result())

        self._threads.submit(self._check, fetched).add_done_callback(pass_on)

    def _check(self, fetched: Fetched) -> Examined:
        if fetched.reason is not None:
            return examine(fetched, self._settings)
        session = self._free.get()
        try:
            return self._draw(session, fetched)
        except BrowserCrashedError as error:
            record = not_tested(fetched, Reason.CRASHED)
            return Examined(record=msgspec.structs.replace(record, error=f"browser crashed ({error})"))
        finally:
            self._free.put(session)

    def _draw(self, session: Session, fetched: Fetched) -> Examined:
        source = parse(fetched.body, url=fetched.final_url, charset=fetched.charset)
        if fetched.status:
            page = session.read(fetched.final_url)
        else:
            with _local_address(fetched) as address:
                page = session.read(address)
            page.url = page.base = fetched.final_url
        take_from_source(page, source)
        return examine_page(fetched, page, self._settings)


@contextmanager
def _local_address(fetched: Fetched) -> Iterator[str]:
    """Give the address under which a browser finds a local page; what came on standard input gets a file."""
    path = Path(fetched.url)
    if path.is_file():
        yield path.resolve().as_uri()
        return
    with tempfile.TemporaryDirectory(prefix="a11ycheck-page-") as folder:
        made = Path(folder, "page.html")
        made.write_bytes(fetched.body)
        yield made.as_uri()
