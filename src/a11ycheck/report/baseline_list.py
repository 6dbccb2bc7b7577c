"""The entries of a baseline, as text for a terminal or JSON for a program."""

from collections.abc import Iterator
from datetime import date

import msgspec

from a11ycheck.baseline import Baseline, Entry
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.settings import Language


def listing(baseline: Baseline, today: date, form: str, lang: Language) -> str:
    """Return the entries as ``"text"`` or ``"json"``; those that count again because their day is past say so."""
    if form == "json":
        entries = [msgspec.to_builtins(each) | {"expired": each.is_expired(today)} for each in baseline.entries]
        return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"
    texts = load_texts(lang)
    lines = [line for entry in baseline.entries for line in _words(entry, today, texts)]
    return "\n".join([*lines, _sum(baseline, texts)]) + "\n"


def _words(entry: Entry, today: date, texts: Texts) -> Iterator[str]:
    yield f"{plain(entry.rule)}: {plain(entry.where)}"
    yield f"    {texts.count('baseline.defects', len(entry.defects))}, {_acceptance(entry, today, texts)}"
    if entry.reason:
        yield f"    {plain(entry.reason, 500)}"


def _acceptance(entry: Entry, today: date, texts: Texts) -> str:
    by, owner = plain(entry.accepted_by), plain(entry.owner)
    said = (
        texts("baseline.accepted_by", name=by) if by else texts("baseline.accepted_by_nobody"),
        texts("baseline.owner", name=owner) if owner else texts("baseline.no_owner"),
        texts("baseline.until", day=str(entry.expires)) if entry.expires else texts("baseline.without_end"),
    )
    expired = f" ({texts('baseline.expired')})" if entry.is_expired(today) else ""
    return f"{', '.join(said)}{expired}"


def _sum(baseline: Baseline, texts: Texts) -> str:
    defects = sum(len(entry.defects) for entry in baseline.entries)
    return texts("baseline.sum", issues=len(baseline.entries), defects=defects)
