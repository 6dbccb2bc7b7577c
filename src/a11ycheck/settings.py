"""Settings of a scan: one frozen value, made from the configuration file, the environment and the command line.

Each field says with its ``Option`` all that the three have to know of it (see ``settings_sources``).
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct

from a11ycheck.formats import FORMATS
from a11ycheck.settings_options import (
    Commas,
    Group,
    Option,
    Shape,
    address,
    cookie,
    file_format,
    gate_word,
    header,
    host,
    on_off,
    one_of,
    override,
    pages_or_share,
    path,
    revision,
    seconds,
    size,
    some_seconds,
    text,
    user_and_password,
    volume,
    whole,
)

Engine = Literal["static", "browser", "auto"]
BrowserName = Literal["chromium", "firefox"]
Level = Literal["A", "AA", "AAA"]
Language = Literal["en", "fi", "sv"]


class Settings(Struct, frozen=True, kw_only=True):
    """What to scan and how. Every field but ``targets`` is an option, a key of the file and an A11YCHECK_ variable."""

    targets: tuple[str, ...] = ()

    max_pages: Annotated[  # of each site
        int, Option(group=Group.PAGES, metavar="N", read=whole(1), help="Check at most N pages of each site.")
    ] = 100
    depth: Annotated[  # links from the start page; None is without end
        int | None,
        Option(group=Group.PAGES, metavar="N", read=whole(0), help="Follow at most N links from the start page."),
    ] = None
    include: Annotated[  # globs on the URL's path
        tuple[str, ...],
        Option(
            group=Group.PAGES,
            metavar="GLOB",
            read=text,
            shape=Shape.LIST,
            commas=Commas.ENVIRONMENT,
            help="Only pages whose path matches, such as '/asuminen/*'. Repeatable.",
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        Option(
            group=Group.PAGES,
            metavar="GLOB",
            read=text,
            shape=Shape.LIST,
            commas=Commas.ENVIRONMENT,
            help="No pages whose path matches. Repeatable.",
        ),
    ] = ()
    include_host: Annotated[  # further hosts that belong to the site
        tuple[str, ...],
        Option(
            group=Group.PAGES,
            metavar="HOST",
            read=host,
            shape=Shape.LIST,
            help="A further host that belongs to the site. Repeatable.",
        ),
    ] = ()
    urls: Annotated[  # check exactly the addresses in this file
        Path | None,
        Option(
            group=Group.PAGES,
            metavar="FILE",
            read=path,
            local=True,
            help="Check exactly the addresses in this file, one a line.",
        ),
    ] = None
    serve: Annotated[
        bool, on_off(Group.PAGES, "Serve a folder on this machine and check it as the site that it will be.")
    ] = False
    changed_since: Annotated[  # "" checks all
        str,
        Option(
            group=Group.PAGES,
            metavar="REV",
            read=revision,
            help="Only files that differ from this revision of git.",
        ),
    ] = ""
    crawl: Annotated[bool, on_off(Group.PAGES, "Follow the links of pages.")] = True
    sitemap: Annotated[bool, on_off(Group.PAGES, "Find pages by the site's sitemap.")] = True

    robots: Annotated[bool, on_off(Group.NETWORK, "Do as robots.txt asks.", off="ignore-robots")] = True
    delay: Annotated[  # seconds between two requests to one host
        float,
        Option(
            group=Group.NETWORK, metavar="SECONDS", read=seconds, help="Wait between two requests to the same host."
        ),
    ] = 0.0
    jobs: Annotated[  # processes that check pages; 0 is one for each core
        int,
        Option(
            group=Group.NETWORK,
            metavar="N",
            read=whole(0),
            help="Check in N processes; 0 is one for each core.",
        ),
    ] = 0
    timeout: Annotated[  # seconds for a page, from the request to its last byte
        float,
        Option(group=Group.NETWORK, metavar="SECONDS", read=some_seconds, help="Give up on a page after this time."),
    ] = 30.0
    max_size: Annotated[  # bytes of a page, unpacked
        int,
        Option(group=Group.NETWORK, metavar="BYTES", read=size, help="Give up on a page above this size."),
    ] = 10_000_000
    headers: Annotated[
        tuple[tuple[str, str], ...],
        Option(
            group=Group.NETWORK,
            name="header",
            metavar="'NAME: VALUE'",
            read=header,
            shape=Shape.LIST,
            commas=Commas.NOWHERE,
            secret=True,
            help="Send this header to the site's own hosts. Repeatable.",
        ),
    ] = ()
    cookies: Annotated[
        tuple[tuple[str, str], ...],
        Option(
            group=Group.NETWORK,
            name="cookie",
            metavar="NAME=VALUE",
            read=cookie,
            shape=Shape.LIST,
            commas=Commas.NOWHERE,
            secret=True,
            help="Send this cookie to the site's own hosts. Repeatable.",
        ),
    ] = ()
    user_agent: Annotated[  # "" is our own
        str, Option(group=Group.NETWORK, metavar="TEXT", read=text, help="Name to give to servers.")
    ] = ""
    basic_auth: Annotated[  # user, password
        tuple[str, str] | None,
        Option(
            group=Group.NETWORK,
            metavar="USER:PASSWORD",
            read=user_and_password,
            secret=True,
            help="Sign in to the site's own hosts. A11YCHECK_BASIC_AUTH keeps it out of the list of processes.",
        ),
    ] = None

    engine: Annotated[
        Engine,
        Option(
            group=Group.JUDGEMENT,
            metavar="ENGINE",
            read=one_of("static", "browser", "auto"),
            help="static reads the HTML, browser shows the page; auto takes the browser where there is one.",
        ),
    ] = "auto"
    browser: Annotated[
        BrowserName,
        Option(
            group=Group.BROWSER,
            metavar="BROWSER",
            read=one_of("chromium", "firefox"),
            help="chromium measures everything; firefox only runs the page's scripts.",
        ),
    ] = "chromium"
    grid: Annotated[  # "" starts the browser on this machine
        str,
        Option(group=Group.BROWSER, metavar="URL", read=address, help="Use a browser of this Selenium Grid."),
    ] = ""
    headed: Annotated[bool, on_off(Group.BROWSER, "Show the browser's window.")] = False
    login: Annotated[
        Path | None,
        Option(
            group=Group.BROWSER,
            metavar="FILE",
            read=path,
            local=True,
            help="Steps to do before the first page, such as to sign in; see docs/browser.md.",
        ),
    ] = None
    click: Annotated[  # CSS selectors
        tuple[str, ...],
        Option(
            group=Group.BROWSER,
            metavar="SELECTOR",
            read=text,
            shape=Shape.LIST,
            commas=Commas.NOWHERE,
            help="Click this on each page that has it, such as the button of a cookie banner. Repeatable.",
        ),
    ] = ()
    wait_for: Annotated[  # CSS selector
        str,
        Option(group=Group.BROWSER, metavar="SELECTOR", read=text, help="Wait on each page until this is visible."),
    ] = ""
    twice: Annotated[bool, on_off(Group.BROWSER, "Check each page two times; what differs is left to a person.")] = (
        False
    )
    debug_names: Annotated[
        bool, on_off(Group.BROWSER, "List where Chromium gives an element another role or name than this program.")
    ] = False
    pictures: Annotated[bool, on_off(Group.BROWSER, "Show what issues look like.")] = True
    axe: Annotated[bool, on_off(Group.BROWSER, "Ask axe-core for a second opinion on each page.")] = True
    axe_script: Annotated[  # None takes the one that is installed
        Path | None,
        Option(
            group=Group.BROWSER,
            metavar="FILE",
            read=path,
            local=True,
            help="An axe.min.js to use, such as a newer one.",
        ),
    ] = None
    level: Annotated[
        Level,
        Option(group=Group.JUDGEMENT, metavar="LEVEL", read=one_of("A", "AA", "AAA"), help="Up to level A, AA or AAA."),
    ] = "AA"
    standard: Annotated[  # an id of rules/standards.toml
        str, Option(group=Group.JUDGEMENT, metavar="ID", read=text, help="Standard to hold the pages against.")
    ] = "wcag-2.2"
    best_practices: Annotated[
        bool, on_off(Group.JUDGEMENT, "Also report what no criterion asks for, and what helps.")
    ] = True
    rules: Annotated[  # only these
        tuple[str, ...],
        Option(
            group=Group.JUDGEMENT,
            name="rule",
            metavar="ID",
            read=text,
            shape=Shape.LIST,
            help="Only this rule. Repeatable.",
        ),
    ] = ()
    skip_rules: Annotated[
        tuple[str, ...],
        Option(
            group=Group.JUDGEMENT,
            name="skip-rule",
            metavar="ID",
            read=text,
            shape=Shape.LIST,
            help="Not this rule. Repeatable.",
        ),
    ] = ()

    project_rules: Annotated[  # a folder of rules and words of one's own
        Path | None,
        Option(
            group=Group.JUDGEMENT,
            name="rules",
            metavar="DIR",
            read=path,
            local=True,
            help="Folder of your own rules and word lists.",
        ),
    ] = None
    lang: Annotated[
        Language,
        Option(
            group=Group.RESULT,
            metavar="LANG",
            read=one_of("en", "fi", "sv"),
            help="Language of the report: en, fi or sv.",
        ),
    ] = "en"
    output: Annotated[
        Path,
        Option(group=Group.RESULT, short="-o", metavar="FOLDER", read=path, local=True, help="Write the report here."),
    ] = Path("a11ycheck-report")
    formats: Annotated[
        tuple[str, ...],
        Option(
            group=Group.RESULT,
            name="format",
            short="-f",
            metavar="FORMAT",
            read=file_format(*FORMATS),
            shape=Shape.LIST,
            local=True,
            help=f"Any of {', '.join(FORMATS)}; sarif=FILE names its file. Repeatable.",
        ),
    ] = ("html", "json")
    fail_on: Annotated[
        tuple[str, ...],
        Option(
            group=Group.RESULT,
            metavar="WORDS",
            read=gate_word,
            shape=Shape.LIST,
            help="End with exit code 1 on: failed, cantTell, best-practice, none. failed:A,AA names levels.",
        ),
    ] = ("failed",)
    fail_on_rule: Annotated[  # rule, and the words of --fail-on for it
        tuple[tuple[str, tuple[str, ...]], ...],
        Option(
            group=Group.RESULT,
            metavar="RULE=WORDS",
            read=override,
            shape=Shape.LIST,
            commas=Commas.NOWHERE,
            table=True,
            help="Other words of --fail-on for a rule, such as contrast-low=none. Repeatable.",
        ),
    ] = ()
    fail_on_path: Annotated[  # glob on the URL's path, and the words of --fail-on for its pages; the last match counts
        tuple[tuple[str, tuple[str, ...]], ...],
        Option(
            group=Group.RESULT,
            metavar="GLOB=WORDS",
            read=override,
            shape=Shape.LIST,
            commas=Commas.NOWHERE,
            table=True,
            help="Other words of --fail-on for pages, such as '/arkisto/*=none'. Repeatable.",
        ),
    ] = ()
    baseline: Annotated[
        Path | None,
        Option(
            group=Group.RESULT,
            metavar="FILE",
            read=path,
            local=True,
            help="Fail only on what is not in this file; see a11ycheck baseline.",
        ),
    ] = None
    allow_untested: Annotated[  # pages: "3", or a share of them: "5%"
        str,
        Option(
            group=Group.RESULT,
            metavar="N|N%",
            read=pages_or_share,
            help="Accept so many pages that could not be tested.",
        ),
    ] = "0"
    verbosity: Annotated[  # -1 quiet, 0, 1 verbose, 2 with the traceback of a fault
        int,
        Option(group=Group.RESULT, read=volume, shape=Shape.VOLUME, help="Say more; -v -v says most."),
    ] = 0
    progress: Annotated[bool, on_off(Group.RESULT, "Show a progress bar on a terminal.")] = True
