"""One page by itself, given as text or shown in a browser: its report, made as that of a scan is."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from a11ycheck.catalogue import choose
from a11ycheck.examine import examine, examine_page
from a11ycheck.issues import Issues
from a11ycheck.model import Fetched, Health, PageRecord, Report, ScanInfo, Summary, Tool
from a11ycheck.settings import Settings
from a11ycheck.version import VERSION

if TYPE_CHECKING:
    from a11ycheck.browser.borrowed import Driver


def check_text(html: str, url: str, settings: Settings) -> Report:
    """Check a page given as HTML. Rules that need a drawn page are untested."""
    body = html.encode("utf-8", errors="replace")
    fetched = Fetched(url=url, final_url=url, media_type="text/html", charset="utf-8", body=body)
    return _report(examine(fetched, settings).record, settings, "static")


def check_driver(driver: "Driver", settings: Settings) -> Report:
    """Check the page that a Selenium driver shows at this moment."""
    from a11ycheck.browser.borrowed import is_drawn, page_in  # noqa: PLC0415 - Selenium is needed only here

    url = driver.current_url
    fetched = Fetched(url=url, final_url=url, media_type="text/html")
    record = examine_page(fetched, page_in(driver), settings).record
    return _report(record, settings, "browser" if is_drawn(driver) else "static")


def _report(record: PageRecord, settings: Settings, engine: str) -> Report:
    rules = tuple(rule.info(settings.lang) for rule in choose(settings))
    issues = Issues(rules)
    issues.add(record)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    tested = record.health is Health.TESTED
    scan = ScanInfo(
        started=now,
        finished=now,
        targets=(record.url,),
        engine=engine,
        standard=settings.standard,
        level=settings.level,
        lang=settings.lang,
        pages_tested=int(tested),
        pages_not_tested=int(not tested),
        complete=tested,
    )
    summary = Summary(
        tool=Tool("a11ycheck", VERSION),
        scan=scan,
        rules=rules,
        issues=issues.ranked(),
        criteria=issues.criteria(settings),
    )
    return Report(summary, (record,))
