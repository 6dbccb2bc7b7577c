"""What the formats for programs share: the weight of a finding, the source of a page, the words of a finding."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from a11ycheck.model import Finding, Health, Issue, Outcome, PageRecord, Report, RuleInfo
from a11ycheck.report.shown import plain, web_link

LONGEST = 2000  # characters of a text that a page brought


class Weight(StrEnum):
    """How much a finding asks for."""

    ERROR = "error"  # it breaks a criterion
    REVIEW = "review"  # a person decides
    ADVICE = "advice"  # a best practice


class Rules(dict[str, RuleInfo]):
    """The rules of a report by their id."""

    def __init__(self, report: Report) -> None:
        super().__init__({rule.id: rule for rule in report.summary.rules})

    def weight(self, found: Finding | Issue) -> Weight:
        """Return what a finding asks for. A rule that the report does not list counts as one that criteria ask for."""
        rule = self.get(found.rule)
        if rule is not None and rule.kind == "best-practice":
            return Weight.ADVICE
        return Weight.ERROR if found.outcome is Outcome.FAILED else Weight.REVIEW


def source_file(url: str) -> str | None:
    """Return the path of a page that was read from a file, relative to here where it lies below; None for a website."""
    if "://" in url or not url:
        return None
    path = Path(url)
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def uri(url: str) -> str:
    """Return the address of a page as a URI reference (RFC 3986): a path for a local file."""
    file = source_file(url)
    if file is not None:
        return Path(file).as_uri() if Path(file).is_absolute() else quote(file.encode(errors="replace"))
    return web_link(url) or quote(url[:LONGEST].encode(errors="replace"), safe=":/?#[]@!$&'()*+,;=%")


def sentence(found: Finding | Issue, rules: Rules) -> str:
    """Return what is wrong in one line: the rule's title, then what was found."""
    rule = rules.get(found.rule)
    said = plain(found.message, LONGEST)
    return f"{plain(rule.title)}: {said}" if rule else said


def findings(pages: Iterable[PageRecord]) -> Iterator[tuple[PageRecord, Finding]]:
    """Yield every finding with its page."""
    for record in pages:
        for found in record.findings:
            yield record, found


def not_tested(pages: Iterable[PageRecord]) -> Iterator[PageRecord]:
    """Yield the pages about which nothing is known."""
    return (record for record in pages if record.health is Health.NOT_TESTED)


def safe(text: str) -> str:
    """Return a page's text on one line, without what cannot be seen."""
    return _safe(text[: LONGEST + 1])


@lru_cache(maxsize=4096)  # a scan repeats its texts: of rules, addresses, the template's elements
def _safe(text: str) -> str:
    return plain(text, LONGEST)
