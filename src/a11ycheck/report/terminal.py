"""What a person sees in the terminal: a progress bar on standard error, then a summary on standard output."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from a11ycheck.model import Health, Issue, Outcome, PageRecord, Report, Summary
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import load_texts
from a11ycheck.settings import Settings

LINES = 23  # of a screen of 24: the last one is for the prompt
_REASONS = 3
_ISSUES = 5


class Terminal:
    """Tells a person how a scan goes and how it ended. A context manager: the bar is gone when it ends, however.

    No bar where standard error is no terminal or ``settings.progress`` is off, nothing at all where
    ``settings.verbosity`` is below 0; above 0, a line for each page. ``NO_COLOR`` turns colours off.
    """

    def __init__(self, settings: Settings, *, summary: bool = True) -> None:
        """Without ``summary``, standard output is left to a report that is written there."""
        self._summary = summary
        self._texts = load_texts(settings.lang)
        self._quiet = settings.verbosity < 0
        self._verbose = settings.verbosity > 0
        self._out = Console(highlight=False, markup=False, emoji=False)
        self._err = Console(stderr=True, highlight=False, markup=False, emoji=False)
        bar = settings.progress and not self._quiet and self._err.is_terminal and not self._err.is_dumb_terminal
        self._progress = self._make_progress() if bar else None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def started(self, targets: Sequence[str], engine: str) -> None:
        """Say what is scanned, and show the bar."""
        if self._quiet:
            return
        named = ", ".join(plain(target, 100) for target in targets[:3]) + (", …" if len(targets) > 3 else "")
        engine_name = self._texts.known("scan.engines", engine)
        self._say(self._err, self._texts("terminal.start", targets=named, engine=plain(engine_name, 120)))
        if self._progress:
            self._task = self._progress.add_task(self._texts("terminal.progress"), total=None, queued="")
            self._progress.start()

    def page(self, done: int, queued: int, record: PageRecord) -> None:
        """Show that one more page is done; ``done`` and ``queued`` are numbers of pages."""
        if self._verbose:
            self._say(self._err, self._page_line(record))
        if self._progress and self._task is not None:
            waiting = self._texts("terminal.queued", number=queued)
            self._progress.update(self._task, completed=done, total=done + queued, queued=waiting)

    def finished(self, report: Report, written: Sequence[Path], exit_code: int) -> None:
        """Print the summary: what was not tested first. Pages are read once, and only where some were not tested."""
        self._stop()
        if self._verbose and report.summary.scan.timings:
            self._say(self._err, self._timings_line(report.summary))
        if not report.summary.scan.pages_tested:
            self._say_why_nothing_was_tested(report.pages)
        if self._quiet or not self._summary:
            return
        head = [*self._health(report), Text(""), *self._counts(report.summary)]
        reports = ", ".join(plain(str(path), 500) for path in written)
        tail = [Text(f"{self._texts('terminal.reports')}: {reports}", style="bold"), self._exit_line(exit_code)]
        used = sum(self._height(line) for line in (*head, *tail))
        blank = Text("")
        for line in (*head, *self._first_issues(report.summary, LINES - used - 1), blank, *tail):
            self._say(self._out, line)

    def _say_why_nothing_was_tested(self, pages: Iterable[PageRecord]) -> None:
        """Say what to do about the first fault of a transport, however quiet the scan is: nothing came of it."""
        error = next((record.error for record in pages if record.error), None)
        if error:
            self._say(self._err, f"a11ycheck: {plain(error, 300)}")

    def _make_progress(self) -> Progress:
        return Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[queued]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=self._err,
            transient=True,
            refresh_per_second=4,  # a page takes about as long; a faster bar takes time from the scan
        )

    def _stop(self) -> None:
        if self._progress:
            self._progress.stop()

    def _say(self, console: Console, line: str | Text) -> None:
        """Print a line that the terminal can write, whatever its character set is.

        Lines about pages are left whole, so that an address can be copied and a log has one line for each.
        """
        text = line.copy() if isinstance(line, Text) else Text(line)
        text.plain = text.plain.encode(console.encoding, "replace").decode(console.encoding)
        console.print(text, soft_wrap=console is self._err)

    def _height(self, line: Text) -> int:
        return max(1, len(line.wrap(self._out, self._out.width)))

    def _page_line(self, record: PageRecord) -> str:
        address = plain(record.url, 200)
        if record.health is Health.NOT_TESTED:
            reason = self._texts.known("reason", record.reason or "unknown")
            return f"{self._texts('pages.not-tested')}: {address}: {reason}"
        barriers = Counter(finding.outcome for finding in record.findings if finding.wcag)
        found = self._texts(
            "terminal.page_tested", failed=barriers[Outcome.FAILED], cantTell=barriers[Outcome.CANT_TELL]
        )
        return f"{self._texts('pages.tested')}: {address}: {found}"

    def _timings_line(self, summary: Summary) -> str:
        """Where the time of a page went, the longest first. Stages have no translation: they are for a developer."""
        pages = max(1, summary.scan.pages_tested)
        slowest = sorted(summary.scan.timings.items(), key=lambda each: -each[1])
        stages = ", ".join(f"{name} {seconds / pages:.3f}" for name, seconds in slowest)
        return self._texts("terminal.timings", stages=stages)

    def _health(self, report: Report) -> list[Text]:
        scan = report.summary.scan
        if scan.interrupted:
            number = self._texts.number(scan.pages_tested + scan.pages_not_tested)
            return [Text(self._texts("terminal.interrupted", number=number), style="bold yellow")]
        if not scan.pages_not_tested and scan.pages_tested:
            return [Text(self._texts.count("terminal.all_tested", scan.pages_tested))]
        untested, every = scan.pages_not_tested, scan.pages_tested + scan.pages_not_tested
        said = self._texts.count("terminal.untested", untested, untested=untested, all=every)
        warning = said if scan.pages_tested else self._texts("terminal.nothing")
        reasons = _reasons(report.pages) if untested else Counter()
        lines = [Text(warning, style="bold yellow")]
        for reason, count in reasons.most_common(_REASONS):
            lines.append(Text(f"{self._texts.number(count):>6}  {self._texts.known('reason', reason)}"))
        if len(reasons) > _REASONS:
            rest = reasons.total() - sum(count for _, count in reasons.most_common(_REASONS))
            lines.append(Text(f"        {self._texts.count('terminal.more', rest)}"))
        return lines

    def _counts(self, summary: Summary) -> list[Text]:
        barriers = Counter(issue.outcome for issue in summary.issues if issue.wcag)
        advice = sum(not issue.wcag for issue in summary.issues)
        outcomes = Counter(criterion.outcome for criterion in summary.criteria)
        criteria = {outcome.value: outcomes[outcome] for outcome in Outcome}
        failed, cannot_tell = barriers[Outcome.FAILED], barriers[Outcome.CANT_TELL]
        return [
            Text(self._texts("terminal.issues", failed=failed, cantTell=cannot_tell, advice=advice)),
            Text(self._texts("terminal.criteria", **criteria)),
            Text(self._texts("terminal.conformity"), style="dim"),
        ]

    def _first_issues(self, summary: Summary, room: int) -> list[Text]:
        """The issues that mend the most pages, as many as fit into ``room`` lines with what stands around them."""
        barriers = [issue for issue in summary.issues if issue.wcag]
        shown = barriers[: max(0, min(_ISSUES, room - 3))]
        if not shown:
            return []
        pages, times = self._texts("terminal.pages"), self._texts("terminal.times")
        lines = [Text(""), Text(f"{pages:>7}  {times:>7}  {self._texts('terminal.first')}", style="bold")]
        lines += [self._issue_line(issue) for issue in shown]
        if len(barriers) > len(shown):
            lines.append(Text(f"{'':18}{self._texts.count('terminal.more', len(barriers) - len(shown))}"))
        return lines

    def _issue_line(self, issue: Issue) -> Text:
        doubt = f" – {self._texts('outcome.cantTell')}" if issue.outcome is Outcome.CANT_TELL else ""
        where = plain(self._texts.known("where", issue.where), 40)
        if issue.evidence.name and issue.where != "page":
            where = self._texts("terminal.named", where=where, name=plain(issue.evidence.name, 40))
        counts = f"{self._texts.number(issue.pages):>7}  {self._texts.number(issue.occurrences):>7}"
        line = Text(f"{counts}  {plain(issue.title, 200)} ({where}){doubt}")
        line.truncate(self._out.width, overflow="ellipsis")
        return line

    def _exit_line(self, exit_code: int) -> Text:
        key = f"exit.{exit_code}"
        meaning = self._texts(key if key in self._texts.keys else "exit.other")
        style = {0: "bold green", 1: "bold red"}.get(exit_code, "bold yellow")
        return Text(f"{self._texts('exit.code', number=exit_code)}: {meaning}", style=style)


def _reasons(pages: Iterable[PageRecord]) -> Counter[str]:
    untested = (record for record in pages if record.health is Health.NOT_TESTED)
    return Counter(record.reason or "unknown" for record in untested)
