"""Settings of a scan: one frozen value, made from the configuration file, the environment and the command line."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

Engine = Literal["static", "browser", "auto"]
Level = Literal["A", "AA", "AAA"]
Language = Literal["en", "fi", "sv"]


class Settings(Struct, frozen=True, kw_only=True):
    """What to scan and how. Every field but ``targets`` is an option, a key of the file and an A11YCHECK_ variable."""

    targets: tuple[str, ...] = ()
    max_pages: int = 100  # of each site
    depth: int | None = None  # links from the start page; None is without end
    include: tuple[str, ...] = ()  # globs on the URL's path
    exclude: tuple[str, ...] = ()
    include_host: tuple[str, ...] = ()  # further hosts that belong to the site
    urls: Path | None = None  # check exactly the addresses in this file
    crawl: bool = True
    sitemap: bool = True
    robots: bool = True
    delay: float = 0.0  # seconds between two requests to one host
    jobs: int = 0  # processes that check pages; 0 is one for each core
    timeout: float = 30.0  # seconds for a page, from the request to its last byte
    max_size: int = 10_000_000  # bytes of a page, unpacked
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    user_agent: str = ""  # "" is our own
    basic_auth: tuple[str, str] | None = None  # user, password
    engine: Engine = "auto"
    level: Level = "AA"
    standard: str = "wcag-2.2"  # an id of rules/standards.toml
    best_practices: bool = True
    rules: tuple[str, ...] = ()  # only these
    skip_rules: tuple[str, ...] = ()
    lang: Language = "en"
    output: Path = Path("a11ycheck-report")
    formats: tuple[str, ...] = ("html", "json")
    fail_on: tuple[str, ...] = ("failed",)
    allow_untested: str = "0"  # pages: "3", or a share of them: "5%"
    verbosity: int = 0  # -1 quiet, 0, 1 verbose
    progress: bool = True
