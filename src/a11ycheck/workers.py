"""Processes that check pages. A page that kills or stalls its process costs that page and no other."""

import multiprocessing
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TimedOut
from types import TracebackType
from typing import Self

import msgspec
from pebble import ProcessExpired, ProcessPool

from a11ycheck.examine import examine, not_tested
from a11ycheck.model import Examined, Fetched, Reason, RuleInfo, Shot
from a11ycheck.notes import note
from a11ycheck.settings import Language, Settings

_UNPACK = msgspec.msgpack.Decoder(Examined)
SECONDS_A_PAGE = 180  # that the rules may take on one page; a page of 200,000 elements needs a minute


class Checker(ABC):
    """Who checks pages, side by side."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of how pages were checked, one line each; complete once all are done."""
        return ()

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by stage, of all pages together; empty where nothing was measured."""
        return {}

    @property
    def axe(self) -> str:
        """The version of axe-core that is asked for a second opinion, "" where none is."""
        return ""

    @property
    def rules(self) -> tuple[RuleInfo, ...]:
        """The rules that a second opinion brought along, complete once all are done."""
        return ()

    @property
    def shots(self) -> Iterable[Shot]:
        """The pictures that were taken of issues, complete once all are done; may be read more than once."""
        return ()

    def check(self, fetched: Fetched) -> Future[Examined]:
        """Check a page that is here already."""
        done: Future[Examined] = Future()
        self._start(fetched, done)
        return done

    def check_later(self, coming: Future[Fetched]) -> Future[Examined]:
        """Check a page once it has come."""
        done: Future[Examined] = Future()

        def start(arrived: Future[Fetched]) -> None:
            if arrived.cancelled():  # the scan is ending
                done.cancel()
            elif (error := arrived.exception()) is not None:
                done.set_exception(error)
            else:
                self._start(arrived.result(), done)

        coming.add_done_callback(start)
        return done

    @abstractmethod
    def _start(self, fetched: Fetched, done: Future[Examined]) -> None:
        """Begin to check a page, whose result goes into ``done``."""


class Workers(Checker):
    """Checks pages by their HTML, in this process where ``jobs`` is 0, else in so many others.

    Where there are many pages, what all of them may need is loaded before the first of these processes begins.
    """

    def __init__(self, settings: Settings, jobs: int, *, many: bool = False) -> None:
        self._settings = settings
        self._pool: ProcessPool | None = None
        self._jobs = jobs
        self._many = many
        if jobs:
            self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["a11ycheck.ready" if self._many else "a11ycheck.examine"])
        return ProcessPool(max_workers=self._jobs, context=context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            if kind is None:
                self._pool.close()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            else:
                self._pool.stop()  # type: ignore[no-untyped-call]  # as above
            self._pool.join()

    def _start(self, fetched: Fetched, done: Future[Examined]) -> None:
        if self._pool is None or fetched.reason not in (None, Reason.HTTP_ERROR):
            done.set_result(examine(fetched, self._settings))
            return
        try:
            task = self._pool.schedule(_examine, args=(fetched, self._settings), timeout=SECONDS_A_PAGE)
        except RuntimeError:  # a process that died at a bad moment took the pool along
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            self._pool = self._new_pool()
            task = self._pool.schedule(_examine, args=(fetched, self._settings), timeout=SECONDS_A_PAGE)

        def pass_on(ended: Future[bytes]) -> None:
            if ended.cancelled():  # as above
                done.cancel()
            else:
                done.set_result(_outcome(ended, fetched, self._settings.lang))

        task.add_done_callback(pass_on)


def _examine(fetched: Fetched, settings: Settings) -> bytes:
    """Check a page in another process; what goes back is packed, for pickling it takes three times as long."""
    return msgspec.msgpack.encode(examine(fetched, settings))


def _outcome(ended: Future[bytes], fetched: Fetched, lang: Language) -> Examined:
    error = ended.exception()
    if error is None:
        return _UNPACK.decode(ended.result())
    return Examined(record=not_tested(_with_error(fetched, error, lang), Reason.CRASHED))


def _with_error(fetched: Fetched, error: BaseException, lang: Language) -> Fetched:
    if isinstance(error, TimedOut):
        text = note("fault-rules-slow", lang, seconds=SECONDS_A_PAGE)
    elif isinstance(error, ProcessExpired):
        text = note("fault-process-ended", lang)
    else:
        text = note("fault-fault", lang, problem=f"{type(error).__name__}: {error}")
    return Fetched(url=fetched.url, final_url=fetched.final_url, status=fetched.status, error=text)


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
