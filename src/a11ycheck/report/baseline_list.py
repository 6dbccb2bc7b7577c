"""The entries of a baseline, as text for a terminal or JSON for a program."""

from collections.abc import Iterator
from datetime import date

import msgspec

from a11ycheck.baseline import Baseline, Entry
from a11ycheck.report.shown import plain


def listing(baseline: Baseline, today: date, form: str) -> str:
    """Return the entries as ``"text"`` or ``"json"``; those that count again because their day is past say so."""
    if form == "json":
        entries = [msgspec.to_builtins(each) | {"expired": each.is_expired(today)} for each in baseline.entries]
        return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"
    lines = [line for entry in baseline.entries for line in _words(entry, today)]
    return "\n".join([*lines, _sum(baseline)]) + "\n"


def _words(entry: Entry, today: date) -> Iterator[str]:
    defects = len(entry.defects)
    yield f"{plain(entry.rule)}: {plain(entry.where)}"
    yield f"    {defects} defect{'' if defects == 1 else 's'}, {_acceptance(entry, today)}"
    if entry.reason:
        yield f"    {plain(entry.reason, 500)}"


def _acceptance(entry: Entry, today: date) -> str:
    by = f"accepted by {plain(entry.accepted_by)}" if entry.accepted_by else "accepted by nobody in particular"
    owner = f"owner {plain(entry.owner)}" if entry.owner else "no owner"
    until = f"until {entry.expires}" if entry.expires else "without end"
    expired = " (EXPIRED: counts again)" if entry.is_expired(today) else ""
    return f"{by}, {owner}, {until}{expired}"


def _sum(baseline: Baseline) -> str:
    defects = sum(len(entry.defects) for entry in baseline.entries)
    return f"Issues: {len(baseline.entries)}, defects: {defects}"
