"""The values that flow down the line; their JSON is the contract of ``report.json``.

A stage takes the values of the stage before it and makes those of the next: ``Fetched`` (crawl), ``Examined`` (page
and engine), ``Issue`` and ``Report`` (issues). All are plain, immutable and free of behaviour.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

SCHEMA_VERSION = 1
PICTURE_MAKER = "a11ycheck"  # stands in the pictures that a scan writes, whose next one may remove them


class Outcome(StrEnum):
    """Result of a rule on a page or on one test target (EARL 1.0 Schema, section 2.7 "OutcomeValue")."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE, Outcome.UNTESTED)


def worst(outcomes: Iterable[Outcome], default: Outcome = Outcome.INAPPLICABLE) -> Outcome:
    """Return the outcome that decides for a whole: failed before cantTell before passed before inapplicable."""
    return min(outcomes, key=WORST_FIRST.index, default=default)


class Health(StrEnum):
    """Whether a page could be tested at all."""

    TESTED = "tested"
    NOT_TESTED = "not-tested"


class Reason(StrEnum):
    """Why a page was not tested."""

    HTTP_ERROR = "http-error"  # the server answered with a status of 400 or above
    CONNECTION = "connection"  # refused, dropped, host unknown
    TLS = "tls"  # no secure connection: certificate, protocol
    TIMEOUT = "timeout"  # slower than the time cap of a page
    TOO_LARGE = "too-large"  # more bytes than the size cap, packed or unpacked
    REDIRECT = "redirect"  # a loop, too many, or to a place that must not be followed
    NOT_HTML = "not-html"  # another content type, or binary data sent as HTML
    ROBOTS = "robots"  # robots.txt asks crawlers to stay away
    UNREADABLE = "unreadable"  # a local file that cannot be read
    LOGIN = "login"  # a login form stands where the content should be
    CONSENT = "consent"  # nothing is shown before cookies are accepted
    BLOCKED = "blocked"  # a firewall's or bot guard's page
    EMPTY = "empty"  # a page without content
    SCRIPT_ONLY = "script-only"  # an empty mount point: needs the browser
    CRASHED = "crashed"  # the checker gave up on this page


class Fetched(Struct, frozen=True, kw_only=True):
    """An answer of the crawler: a page as bytes, or the reason why there is none."""

    url: str  # as asked for
    final_url: str  # after redirects; same as url where there was none
    status: int = 0  # HTTP status; 0 where nothing answered and for local files
    media_type: str = ""  # lower case, without parameters: "text/html"
    charset: str = ""  # as the transport declared it, "" where it did not
    body: bytes = b""
    noindex_links: bool = False  # the X-Robots-Tag header says nofollow
    reason: Reason | None = None  # set where there is nothing to check
    error: str | None = None  # one line about a fault of the transport, None where nothing went wrong
    linked: "tuple[LinkedPage, ...] | None" = None  # pages that it links to, None where nobody looked at them
    sheets: "tuple[LinkedSheet, ...]" = ()  # that it links to and that could be read, in their order


class LinkedSheet(Struct, frozen=True, kw_only=True):
    """What is kept of a style sheet that a page links to."""

    digest: bytes  # what it hides, as ``page/digest.py`` packs it
    sure: bool  # it applies on a desktop screen for certain; else it hides nothing, yet it may show


class LinkedPage(Struct, frozen=True, kw_only=True):
    """What is kept of a page that another links to or embeds, to compare the two, or two of them."""

    url: str  # as the link has it: absolute and normalised
    final_url: str  # after redirects
    leads_on: str  # address to which a refresh without delay leads, "" where there is none
    heading: str  # its first main heading, else its title, in lower case
    language: str  # primary subtag as declared, "" where none is
    text: int  # hash of its main content
    words: frozenset[str]  # of its main content, in lower case, short ones left out
    contacts: frozenset[str]  # telephone numbers and mail addresses of its main content
    scripted: bool  # scripts may show other content than its HTML has
    blocks: frozenset[int] = frozenset()  # hashes of the texts of its elements, to find those that pages repeat
    compared: bool = False  # with others, because links or frames of one name lead to them


class Link(Struct, frozen=True, kw_only=True):
    """A hyperlink of a page to another resource, with what a finding about it has to say."""

    url: str  # absolute and normalised, without fragment
    text: str  # its accessible name, shortened
    nofollow: bool = False
    mark: "Mark"


class Mark(Struct, frozen=True, kw_only=True):
    """Where an element stands, so that a finding about it can be made after its page is gone."""

    target: str  # CSS selector that finds exactly this element
    snippet: str  # its start tag and some of its content, as source, shortened
    line: int  # in the source, from 1; 0 where unknown
    column: int  # from 1; 0 where unknown
    where: str  # region of the page, a key of reports/texts: "banner", "navigation", "main", "page" ...
    identity: str  # what makes the element itself, the same on every page that repeats it
    place: str  # what makes the element's place in the template, the same for every copy of a component
    role: str = ""  # as computed; "" where the element has none
    name: str = ""  # accessible name as computed, shortened
    frame: str = ""  # host of the frame's document that it belongs to, "" in those of the page's own site
    suppressed: "dict[str, Suppressed]" = {}  # by rule, what the source says against findings here


class SuppressionState(StrEnum):
    """What became of a suppression in the source of a page."""

    USED = "used"
    UNUSED = "unused"  # its rule found nothing there
    UNTESTED = "untested"  # its rule was not run
    NO_REASON = "no-reason"  # wrong usage: counts for nothing
    NO_RULE = "no-rule"  # as above
    UNKNOWN_RULE = "unknown-rule"  # as above
    NO_ELEMENT = "no-element"  # it stands before no element


class Suppression(Struct, frozen=True, kw_only=True):
    """A rule that a comment in the page's source names: ``<!-- a11ycheck-ignore RULE: reason -->``."""

    rule: str  # as it stands there
    reason: str
    target: str  # CSS selector of the element that it covers, "" where there is none
    line: int  # of that element; 0 where unknown
    state: SuppressionState


class Suppressed(Struct, frozen=True, kw_only=True):
    """Why a finding does not count for the gate."""

    reason: str
    number: int  # which of the page's suppressions says so, from 1


class Evidence(Struct, frozen=True, kw_only=True):
    """What was measured of an element, as data: what a person needs to judge a finding, or to believe it."""

    role: str = ""  # as computed; "" where the element has none
    name: str = ""  # accessible name as computed, shortened; "" where the element has none
    figures: dict[str, str | int | float] = {}  # by the name of a placeholder in the rule's message


class Finding(Struct, frozen=True, kw_only=True):
    """One barrier at one place of one page."""

    rule: str
    outcome: Outcome  # failed or cantTell
    wcag: tuple[str, ...]  # exactly the criteria that it fails; none for a best practice
    message: str  # in the report's language
    target: str
    snippet: str
    line: int
    column: int
    where: str
    fingerprint: str  # of this defect: the same on every page, day and host (see fingerprint.py)
    issue: str  # id of the issue that it belongs to
    evidence: Evidence = Evidence()
    suppressed: Suppressed | None = None  # set where the page's source says that it should not fail the gate
    also: tuple[str, ...] = ()  # rules of axe that report the same: "axe/image-alt"


class PageRecord(Struct, frozen=True, kw_only=True):
    """One page in the report."""

    url: str  # as asked for
    final_url: str
    status: int
    title: str
    language: str  # as declared on <html>, "" where it is not
    health: Health
    reason: Reason | None = None
    error: str | None = None
    outcomes: dict[str, Outcome] = {}  # rule id to the worst of its targets' outcomes
    findings: tuple[Finding, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Trait(Struct, frozen=True, kw_only=True):
    """A small fact of one page that rules over the whole site compare with those of other pages."""

    kind: str  # which site rule's collector made it
    value: str
    mark: Mark


class Examined(Struct, frozen=True, kw_only=True):
    """All that is kept of a page once it was checked."""

    record: PageRecord
    links: tuple[Link, ...] = ()
    canonical: str | None = None  # absolute URL of <link rel=canonical>, None where there is none
    traits: tuple[Trait, ...] = ()


class Picture(Struct, frozen=True, kw_only=True):
    """An element in its surroundings, outlined, as an image file."""

    file: str  # relative to the report
    width: int  # in pixels
    height: int
    url: str  # of the page that it shows


class Shot(Struct, frozen=True, kw_only=True):
    """A picture on its way from the browser to the report."""

    issue: str  # id
    target: str  # in picture.url
    picture: Picture
    data: bytes  # WebP


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Another finding of an issue, whose message differs from the first's."""

    message: str
    figures: dict[str, str | int | float]  # of the message, as in Evidence
    target: str  # CSS selector
    page: str  # URL


class Issue(Struct, frozen=True, kw_only=True):
    """Findings of one cause: to mend it once mends them all."""

    id: str
    rule: str
    outcome: Outcome
    wcag: tuple[str, ...]
    title: str  # of the rule, in the report's language
    message: str  # of its first finding
    where: str
    pages: int  # how many pages it stands on
    occurrences: int  # how many findings it sums up
    first_page: str  # URL
    target: str  # in first_page
    snippet: str
    line: int = 0  # in first_page
    column: int = 0
    evidence: Evidence = Evidence()  # of its first finding
    elsewhere: tuple[Elsewhere, ...] = ()  # some of what it says of other elements, each message once
    also: tuple[str, ...] = ()  # rules of axe that report the same in any of its findings
    picture: Picture | None = None  # of its first finding on one of its pages, None where there is none
    page_urls: tuple[str, ...] = ()  # the first of its pages, as many as are useful to read


class RuleInfo(Struct, frozen=True, kw_only=True):
    """A rule as the report lists it."""

    id: str
    title: str
    wcag: tuple[str, ...]
    level: str  # "A", "AA", "AAA": the lowest of its criteria; "" for a best practice
    en301549: tuple[str, ...]
    act: tuple[str, ...]
    kind: str  # "failure" or "best-practice"
    needs: tuple[str, ...]
    why: str = ""  # who is hurt, in the report's language
    fix: str = ""  # how to mend it


class CriterionResult(Struct, frozen=True, kw_only=True):
    """A success criterion and the worst outcome of the rules that test it."""

    id: str
    level: str
    name: str  # in the report's language
    outcome: Outcome
    rules: tuple[str, ...]


class Document(Struct, frozen=True, kw_only=True):
    """A file that the site links to and that is no web page: PDF, Office and the like."""

    url: str
    kind: str  # "pdf", "office", "other"
    linked_from: str  # first page that links to it


class LeftOut(Struct, frozen=True, kw_only=True):
    """Addresses that the crawl knew of and did not fetch, with the rule that kept them out."""

    rule: str  # "max-pages", "depth", "exclude", "trap-query" ...
    count: int
    example: str  # URL


class Tool(Struct, frozen=True):
    """Who made the report."""

    name: str
    version: str


class ScanInfo(Struct, frozen=True, kw_only=True):
    """The circumstances and the sum of a scan."""

    started: str  # ISO 8601, UTC
    finished: str
    targets: tuple[str, ...]
    engine: str
    standard: str
    level: str
    lang: str
    pages_tested: int
    pages_not_tested: int
    complete: bool  # every page was tested, there was one, and nobody ended the scan early
    documents: tuple[Document, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()  # what a reader has to know of this scan, one line each
    axe: str = ""  # version of axe-core that gave a second opinion, "" where none was asked
    timings: dict[str, float] = {}  # seconds by stage of the browser engine, of all pages together
    interrupted: bool = False  # somebody ended the scan early: pages are missing


class Summary(Struct, frozen=True, kw_only=True):
    """A report without its pages: what fits in memory however large the site is."""

    tool: Tool
    scan: ScanInfo
    rules: tuple[RuleInfo, ...]
    issues: tuple[Issue, ...]
    criteria: tuple[CriterionResult, ...]
    schema_version: int = SCHEMA_VERSION


class Report(Struct, frozen=True):
    """A whole report. ``pages`` may be read more than once and streams from disk on a large scan."""

    summary: Summary
    pages: Iterable[PageRecord]
    shots: Iterable[Shot] = ()  # the pictures that the issues name, where they are not in files yet
