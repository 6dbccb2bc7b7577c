"""The fixture ``a11y`` of pytest: a page, a text or a Selenium driver has no barrier, or the test says which.

The settings are those of ``a11ycheck.toml`` and the ``A11YCHECK_`` variables; each call may change some of them.
"""

import os
from typing import TYPE_CHECKING, Any

import pytest

from a11ycheck.model import Health, Issue, PageRecord, Report, RuleInfo
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import merged

if TYPE_CHECKING:
    from a11ycheck.browser.borrowed import Driver

SHOWN = 20  # issues in one message ...
PLACES = 3  # ... and places of each


class Accessibility:
    """The fixture ``a11y``. Each check returns the report, or fails the test with what to mend."""

    def check(self, page: "str | Driver", **options: Any) -> Report:
        """Check a page: an address, a file, or what a Selenium driver shows at this moment.

        A driver of Chromium gives the page as drawn, any other its HTML. ``options`` are those of ``a11ycheck.scan``.

        Raises:
            AssertionError: where an issue fails the gate (``fail_on``), or the page could not be tested.
        """
        # Only tests that use the fixture wait for the rules to load.
        from a11ycheck import line, single  # noqa: PLC0415 - as said above

        __tracebackhide__ = True
        if isinstance(page, str):
            settings = _settings(options, targets=(page,), crawl=False, sitemap=False)
            return _passed(line.scan(settings, processes=False), settings)
        settings = _settings(options)
        return _passed(single.check_driver(page, settings), settings)

    def check_html(self, html: str, *, url: str = "page.html", **options: Any) -> Report:
        """Check one page, given as HTML; ``url`` is what the message calls it.

        Raises:
            AssertionError: as ``check``.
        """
        from a11ycheck import single  # noqa: PLC0415 - as above

        __tracebackhide__ = True
        settings = _settings(options)
        return _passed(single.check_text(html, url, settings), settings)


@pytest.fixture(scope="session")
def a11y() -> Accessibility:
    """Check pages for barriers: ``a11y.check(driver)``, ``a11y.check(url)``, ``a11y.check_html(text)``."""
    return Accessibility()


def _settings(options: dict[str, Any], **fixed: Any) -> Settings:
    """Return the settings of the project with those of one call, in which lists may stand for tuples."""
    given = {name: tuple(value) if isinstance(value, list | set) else value for name, value in options.items()}
    return Settings(**merged({}, os.environ) | fixed | given)


def _passed(report: Report, settings: Settings) -> Report:
    from a11ycheck.gate import exit_code, failing_issues  # noqa: PLC0415 - as above

    __tracebackhide__ = True
    if exit_code(report, settings):
        raise AssertionError(message(report, list(failing_issues(report, settings))))
    return report


def message(report: Report, failing: list[Issue]) -> str:
    """Return what a developer needs to act on: which rule, what is wrong, where, and how to mend it."""
    rules = {rule.id: rule for rule in report.summary.rules}
    lines: list[str] = []
    for page in report.pages:
        if page.health is Health.NOT_TESTED:
            error = f" ({page.error})" if page.error else ""
            lines += [f"{page.url} was not tested: {page.reason}{error}. Nothing is known about it.", ""]
        else:
            lines += _page(page, [issue.id for issue in failing], rules)
    if len(failing) > SHOWN:
        lines.append(f"... and {len(failing) - SHOWN} more issues")
    return "\n".join(lines).strip()


def _page(page: PageRecord, failing: list[str], rules: dict[str, RuleInfo]) -> list[str]:
    lines = [f"{len(failing)} accessibility issue{'s' if len(failing) > 1 else ''} on {page.final_url}", ""]
    for issue in failing[:SHOWN]:
        found = [each for each in page.findings if each.issue == issue]
        if not found:
            continue
        rule = rules[found[0].rule]
        criteria = f" (WCAG {', '.join(rule.wcag)})" if rule.wcag else ""
        lines.append(f"{rule.id}: {rule.title}{criteria}")
        for each in found[:PLACES]:
            place = f"line {each.line}, column {each.column}: " if each.line else ""
            lines += [f"  {each.message}", f"    {place}{each.target}", f"    {each.snippet}"]
        if len(found) > PLACES:
            lines.append(f"  ... and {len(found) - PLACES} more places")
        lines += [f"  To mend it: {rule.fix}", f"  More: a11ycheck explain {rule.id}", ""]
    return lines
