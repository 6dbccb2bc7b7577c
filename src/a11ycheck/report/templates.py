"""The templates of the HTML report with the stylesheet, words and marks that they call."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import batched, starmap
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from a11ycheck.model import Summary
from a11ycheck.report.shown import address_text, language_of, quoting, visible, web_link
from a11ycheck.report.texts import load_texts, reports_folder
from a11ycheck.settings import Language
from a11ycheck.standards import all_criteria

_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"
_ALIKE = 1_000  # heads of groups of findings that are kept, since they repeat from page to page
_PIECES = 2_000  # of a page that are in memory at once; a piece is a line or less


class Templates:
    """The templates with the words and rules of one report. Values are escaped; an unknown name is an error."""

    def __init__(self, summary: Summary, lang: Language, main_file: str = "report.html") -> None:
        """``main_file`` is the address of the main file, seen from its folder."""
        self.texts = load_texts(lang)
        self.rules = {rule.id: rule for rule in summary.rules}
        folder = reports_folder()
        self._environment = Environment(
            loader=FileSystemLoader(folder / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # or each page would ask the disk whether a template has changed
        )
        stylesheet = compact((folder / "report.css").read_text(encoding="utf-8"))
        self._environment.filters.update(number=self.texts.number, visible=visible, address=address_text)
        self._environment.globals.update(
            t=self.texts,
            stylesheet=Markup(stylesheet),  # noqa: S704 - our own file
            style_hash=style_hash(stylesheet),
            tool=summary.tool,
            main_file=main_file,
            rules=self.rules,
            criterion_names={criterion.id: criterion.name for criterion in summary.criteria},
            anchor="issue-{}".format,
            clause=_clause,
            understanding=_understanding,
            web_link=web_link,
            language_of=language_of,
            quoting=quoting,
        )
        macros: Any = self._environment.get_template("macros.html").module
        self._outcome_row: Callable[[str, str], Markup] = cache(macros.outcome_row)
        self._environment.globals["outcome_rows"] = self._outcome_rows
        self._environment.globals["about_group"] = lru_cache(_ALIKE)(macros.about_group)

    def _outcome_rows(self, outcomes: Iterable[tuple[str, str]]) -> Markup:
        """Return the rows of a page's rules; each is made once, since nearly all are alike from page to page."""
        return Markup("\n".join(starmap(self._outcome_row, outcomes)))  # noqa: S704 - rows are escaped

    def render(self, name: str, file: BinaryIO, **values: object) -> None:
        """Write a page in pieces, so that a large one is never whole in memory."""
        pieces = self._environment.get_template(name).generate(**values)
        file.writelines("".join(some).encode("utf-8", errors="replace") for some in batched(pieces, _PIECES))


def compact(stylesheet: str) -> str:
    """Return a stylesheet without comments and without white space that means nothing: it is in every file."""
    without_comments = re.sub(r"/\*.*?\*/", "", stylesheet, flags=re.DOTALL)
    lines = (line.strip() for line in without_comments.splitlines())
    return "".join(f"{line}\n" if line.endswith((",", "}")) else line for line in lines)


def style_hash(stylesheet: str) -> str:
    """Return the source expression that allows exactly this stylesheet (Content Security Policy 3, section 2.3.1)."""
    digest = hashlib.sha256(stylesheet.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _clause(criterion_id: str) -> str:
    """The clause of EN 301 549 that asks for a criterion, empty where there is none."""
    criterion = all_criteria().get(criterion_id)
    return (criterion and criterion.en301549) or ""


def _understanding(criterion_id: str) -> str:
    """The address of W3C's explanation of a criterion, empty where the criterion is not known."""
    criterion = all_criteria().get(criterion_id)
    return f"{_UNDERSTANDING}{criterion.anchor}" if criterion else ""
