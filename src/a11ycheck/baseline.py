"""The baseline: defects that are known and accepted for now, in a TOML file that people read and edit.

An entry is an issue, one cause, with the fingerprint of each of its known defects;
``docs/decisions/0004-baseline-entries.md`` says why. ``baseline_file.py`` changes the file.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from a11ycheck.fingerprint import page_key
from a11ycheck.model import Finding, Health, Outcome, PageRecord, Report
from a11ycheck.settings_sources import SettingsError

VERSION = 1


class BaselineError(SettingsError):
    """A file is no baseline; says so in one line."""


class Defect(Struct, frozen=True):
    """One line of an entry's ``defects``."""

    fingerprint: str
    page: str  # where it was first found: a path as ``page_key`` makes it

    def __str__(self) -> str:
        return f"{self.fingerprint} {self.page}"

    @classmethod
    def of(cls, line: str) -> "Defect":
        """Read a line: a fingerprint, a space, a page."""
        fingerprint, _, page = line.strip().partition(" ")
        return cls(fingerprint, page.strip())


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One issue of the baseline. What people write is in the fields from ``reason`` on."""

    rule: str
    where: str  # for people: region, page and source of its first defect
    issue: str  # Finding.issue when the entry was made
    defects: tuple[str, ...]  # see ``Defect``
    reason: str = ""
    owner: str = ""
    accepted_by: str = ""
    expires: date | None = None  # the last day on which it is accepted
    everywhere: bool = False  # the issue is accepted on further pages and elements as well

    def is_expired(self, today: date) -> bool:
        """Tell whether its defects fail again."""
        return self.expires is not None and today > self.expires

    def known(self) -> Iterator[Defect]:
        """Yield its defects."""
        return map(Defect.of, self.defects)


class _File(Struct, forbid_unknown_fields=True):
    version: int
    issue: tuple[Entry, ...] = ()


class Baseline:
    """The entries of a file, found by what they accept."""

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        self.entries = entries

    def entries_for(self, finding: Finding) -> list[Entry]:
        """Return the entries that name a finding's defect, or its whole issue."""
        return [*self._by_defect.get(finding.fingerprint, ()), *self._by_issue.get((finding.rule, finding.issue), ())]

    @cached_property
    def _by_defect(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for defect in entry.known():
                found.setdefault(defect.fingerprint, []).append(entry)
        return found

    @cached_property
    def _by_issue(self) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if entry.everywhere:
                found.setdefault((entry.rule, entry.issue), []).append(entry)
        return found


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: where there is none, or it is not written as it should be.
    """
    try:
        return parse_baseline(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError as error:
        raise BaselineError(
            f"There is no baseline {path}: make it with a11ycheck baseline update {path} --report report.json."
        ) from error
    except OSError as error:
        raise BaselineError(f"Cannot read the baseline {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"The baseline {path} is not in UTF-8: save it as UTF-8.") from error


def parse_baseline(text: str, name: str) -> Baseline:
    """Read the text of a baseline; ``name`` is for the error's sake. Raises as ``read_baseline``."""
    try:
        content = msgspec.toml.decode(text, type=_File)
    except msgspec.DecodeError as error:  # of TOML, and of what it should hold
        raise BaselineError(f"The baseline {name} cannot be read: {error}. Mend it or restore it.") from error
    if content.version != VERSION:
        raise BaselineError(f"The baseline {name} is of version {content.version}, and this program reads {VERSION}.")
    return Baseline(content.issue)


class Coverage:
    """What a report says about the defects of a baseline: pages are noted one by one."""

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._pages = {defect.page for entry in baseline.entries for defect in entry.known()}
        self._tested: dict[str, set[str]] = {}  # page to the rules that ran on it
        self._seen: set[str] = set()

    def note(self, record: PageRecord) -> None:
        """Take in one page."""
        self._seen.update(found.fingerprint for found in record.findings)
        for page in {page_key(record.final_url), page_key(record.url)} & self._pages:
            self._tested.setdefault(page, set()).update(rules_run(record))

    def gone(self, entry: Entry) -> tuple[list[Defect], list[Defect]]:
        """Return the defects of an entry that were mended, and those of which nothing is known any longer.

        Mended is what was looked for, by its rule and on its page, and not found on any page.
        """
        gone = [defect for defect in entry.known() if defect.fingerprint not in self._seen]
        fixed = [defect for defect in gone if entry.rule in self._tested.get(defect.page, ())]
        return fixed, [defect for defect in gone if defect not in fixed]

    def count(self) -> tuple[int, int]:
        """Return how many defects were mended, and of how many nothing is known any longer."""
        found = [self.gone(entry) for entry in self._baseline.entries]
        return sum(len(fixed) for fixed, _ in found), sum(len(unknown) for _, unknown in found)


def coverage(baseline: Baseline, report: Report) -> Coverage:
    """Hold a baseline against a whole report."""
    found = Coverage(baseline)
    for record in report.pages:
        found.note(record)
    return found


def rules_run(record: PageRecord) -> set[str]:
    """Return the rules that looked at a page; none where it was not tested."""
    if record.health is not Health.TESTED:
        return set()
    return {rule for rule, outcome in record.outcomes.items() if outcome is not Outcome.UNTESTED}


def day_of(report: Report) -> date:
    """Return the day of a scan in UTC, on which entries are expired or not; today where the report has none."""
    try:
        return datetime.fromisoformat(report.summary.scan.started).astimezone(UTC).date()
    except ValueError:
        return datetime.now(UTC).date()
