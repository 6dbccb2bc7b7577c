"""Reads the example pages of rules: each stands under a comment that is its expectation.

    <!-- failed no-name: a role that overrides the empty alt -->
    <img src="logo.png" alt="" role="img">

Words in brackets after the reason say more: ``[browser]`` needs a drawn page. An example of a rule over a whole site is
several pages, each under ``<!-- page /path -->``; ``[broken /path]`` says which addresses of the site answer 404. The
outcome is that of the last page.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.files import examples_folder

_HEADING = re.compile(
    r"^<!-- (?P<outcome>passed|failed|cantTell|inapplicable)(?: (?P<reason>[a-z0-9-]+))?"
    r"(?P<notes>(?: \[[^\]]+\])*): (?P<title>.+?) -->\n",
    re.MULTILINE,
)
_PAGE = re.compile(r"^<!-- page (\S+) -->\n", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One example page (or site) of a rule with what the rule has to say of it."""

    rule: str
    outcome: str
    reason: str  # "" where the example does not say
    notes: tuple[str, ...]
    title: str
    html: str
    line: int  # in the examples' file

    @property
    def pages(self) -> list[tuple[str, str]]:
        """The path and HTML of each page; one page called "/" where the example is no site."""
        pieces = _PAGE.split(self.html)
        return list(zip(pieces[1::2], pieces[2::2], strict=True)) or [("/", self.html)]

    @property
    def needs_browser(self) -> bool:
        """Whether only a drawn page shows it."""
        return "browser" in self.notes

    @property
    def broken(self) -> list[str]:
        """Paths of the site that answer 404."""
        return [note.removeprefix("broken ") for note in self.notes if note.startswith("broken ")]

    def __str__(self) -> str:
        return f"{self.rule}:{self.line} {self.outcome} {self.reason}".strip()


def read(path: Path) -> list[Example]:
    """Return the examples of one file."""
    text = path.read_text(encoding="utf-8")
    found = list(_HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        Example(
            rule=path.stem,
            outcome=match["outcome"],
            reason=match["reason"] or "",
            notes=tuple(re.findall(r"\[([^\]]+)\]", match["notes"])),
            title=match["title"],
            html=text[match.end() : end].strip() + "\n",
            line=text.count("\n", 0, match.start()) + 1,
        )
        for match, end in zip(found, ends, strict=True)
    ]


def all_examples() -> list[Example]:
    """Return the examples of all rules."""
    return [example for path in sorted(examples_folder().glob("*/*.html")) for example in read(path)]


def examples_of(topic: str, rule_id: str, folder: Path | None = None) -> list[Example]:
    """Return the examples of one rule, none where it has no file of them.

    ``folder`` is that of a project's own rules, beside which their examples lie.
    """
    path = examples_folder() / topic / f"{rule_id}.html"
    own = folder / path.name if folder else path
    return next((read(each) for each in (path, own) if each.is_file()), [])
