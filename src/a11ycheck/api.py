"""The line for programs: the same settings, the same values, no terminal."""

from collections.abc import Iterable
from typing import Any

from a11ycheck import line
from a11ycheck.examine import examine
from a11ycheck.model import Fetched, PageRecord, Report
from a11ycheck.settings import Settings


def scan(*targets: str, **options: Any) -> Report:
    """Scan addresses, files or folders and return the report, whose ``pages`` can be read as often as needed.

    ``options`` are the fields of ``Settings``, the command line's options with underscores: ``scan("https://region.example",
    max_pages=20, lang="fi")``. No file is written. With ``jobs``, pages are checked in so many processes, which import
    the program that calls: it needs the usual ``if __name__ == "__main__"`` then.

    Raises:
        TargetError: where a target is nothing that can be scanned.
        UnknownRuleError: where an option names a rule that does not exist.
    """
    return line.scan(Settings(targets=targets, **_frozen(options)), processes="jobs" in options)


def check_html(html: str | bytes, *, url: str = "page.html", **options: Any) -> PageRecord:
    """Check one page, given as HTML, and return its record with outcomes and findings.

    ``url`` is what relative addresses are resolved against; ``options`` are as for ``scan``.

    Raises:
        UnknownRuleError: where an option names a rule that does not exist.
    """
    body = html.encode("utf-8", errors="replace") if isinstance(html, str) else html
    charset = "utf-8" if isinstance(html, str) else ""
    fetched = Fetched(url=url, final_url=url, media_type="text/html", charset=charset, body=body)
    return examine(fetched, Settings(**_frozen(options))).record


def _frozen(options: dict[str, Any]) -> dict[str, Any]:
    """Take lists where the settings have tuples."""
    return {
        name: tuple(value) if isinstance(value, Iterable) and isinstance(value, list | set) else value
        for name, value in options.items()
    }
