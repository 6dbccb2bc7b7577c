"""What else has to be fetched for a page before it can be judged: a frame for those who add it."""

from abc import ABC, abstractmethod
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from a11ycheck.model import Fetched


class Completing(ABC):
    """Completes what was fetched, in threads of its own. Safe to use from several threads.

    A page that cannot be completed is passed on as it is: it is tested all the same.
    """

    def __init__(self, threads: int, name: str, *, wanted: bool) -> None:
        """``wanted`` is whether anybody wants to know: else every page is passed on as it comes."""
        self._wanted = wanted
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=kind is None, cancel_futures=True)

    def complete(self, coming: Future[Fetched]) -> Future[Fetched]:
        """Return what is coming, completed as soon as all is here; at once where nothing is to be added."""
        if not self._wanted:
            return coming
        done: Future[Fetched] = Future()

        def start(arrived: Future[Fetched]) -> None:
            if arrived.cancelled():  # the scan is ending
                done.cancel()
                return
            error = arrived.exception()
            if error is not None:
                done.set_exception(error)
                return
            fetched = arrived.result()
            try:
                if self._concerns(fetched):
                    self._threads.submit(self._pass_on, fetched, done)
                else:
                    done.set_result(fetched)
            except RuntimeError:  # the scan is ending
                done.set_result(fetched)

        coming.add_done_callback(start)
        return done

    def _pass_on(self, fetched: Fetched, done: Future[Fetched]) -> None:
        try:
            completed = self._completed(fetched)
        except Exception:  # noqa: BLE001  (as said above)
            completed = fetched
        done.set_result(completed)

    @abstractmethod
    def _concerns(self, fetched: Fetched) -> bool:
        """Tell at a glance whether anything may be added to a page."""

    @abstractmethod
    def _completed(self, fetched: Fetched) -> Fetched:
        """Return a page with what was added to it. Whatever this raises leaves the page as it is."""
