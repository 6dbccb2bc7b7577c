"""What changed between two reports, as text for a terminal, Markdown for a comment, or JSON for a program."""

from collections.abc import Callable, Iterator

import msgspec

from a11ycheck.difference import Change, Difference
from a11ycheck.report.json_report import encode
from a11ycheck.report.markdown_report import address, code, escaped
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.settings import Language

SHOWN = 50  # defects of one kind that are listed; the others are counted
_HEADINGS = {
    "added": "changes.added",
    "fixed": "changes.fixed",
    "no_longer_tested": "changes.no_longer_tested",
    "unchanged": "changes.unchanged",
}
_COUNTED_ONLY = frozenset({"unchanged"})  # no news to anyone


def changes(difference: Difference, form: str, lang: Language) -> str:
    """Return a difference as ``"text"``, ``"markdown"`` or ``"json"``, in the language where it is for people."""
    if form == "json":
        return msgspec.json.format(encode(difference), indent=2).decode() + "\n"
    texts = load_texts(lang)
    lines = _document(difference, texts, _markdown_line if form == "markdown" else _text_line, form)
    return "\n".join(lines) + "\n"


def _document(difference: Difference, texts: Texts, line: Callable[[Change, Texts], str], form: str) -> Iterator[str]:
    markdown = form == "markdown"
    moments = {"old": texts.moment(difference.old), "new": texts.moment(difference.new)}
    yield f"{'# ' if markdown else ''}{texts('changes.heading', **moments)}"
    yield ""
    yield texts(
        "changes.sum",
        added=len(difference.added),
        fixed=len(difference.fixed),
        unchanged=len(difference.unchanged),
        no_longer_tested=len(difference.no_longer_tested),
    )
    for name, key in _HEADINGS.items():
        found: tuple[Change, ...] = getattr(difference, name)
        if found and name not in _COUNTED_ONLY:
            yield from ("", f"{'## ' if markdown else ''}{texts(key)}", *([""] if markdown else []))
            yield from (line(each, texts) for each in found[:SHOWN])
            if len(found) > SHOWN:
                yield f"{'- ' if markdown else '  '}{texts.count('changes.more', len(found) - SHOWN)}"


def _text_line(change: Change, texts: Texts) -> str:
    place = f"{plain(change.page, 200)}:{change.line}" if change.line else plain(change.page, 200)
    also = f" {texts.count('changes.pages', change.pages)}" if change.pages > 1 else ""
    return (
        f"  {change.rule} ({_outcome(change, texts)}): {plain(change.message)}\n"
        f"      {place}{also}  {plain(change.snippet, 100)}"
    )


def _markdown_line(change: Change, texts: Texts) -> str:
    also = f" {texts.count('changes.pages', change.pages)}" if change.pages > 1 else ""
    return (
        f"- **{escaped(change.title)}** ({_outcome(change, texts)}, {code(change.rule)}): {escaped(change.message)}  \n"
        f"  {address(change.page, change.line)}{also} {code(change.snippet)}"
    )


def _outcome(change: Change, texts: Texts) -> str:
    outcome = texts(f"outcome.{change.outcome.value}" if change.wcag else "outcome.best-practice")
    return f"{outcome}, {texts('changes.suppressed')}" if change.suppressed else outcome
