"""Reads the planted barriers and their clean twins, and what a checker has to say about them.

A planted file is HTML with directives, each alone on a line:

``<!-- fault: RULE, count: N, outcome: failed, selector: CSS -->``
    the checker has to report N findings of this rule, each on an element that the selector finds. A file whose
    barrier brings another with it has one such line for each rule. Where the outcome can only be known from a page
    that a browser has drawn, ``undrawn: untested`` or ``undrawn: cantTell`` follows the outcome and says what a
    checker without a browser reports; ``outcome: inapplicable`` where drawing takes the question to another rule.
``<!-- twin: RULE -->``
    the file shows how the same thing is done right.
``<!-- language: sv -->``
    the language of the page that bears it; ``fi`` where the line is left out.
``<!-- slot: NAME -->``
    what follows replaces this slot of the template (see ``templates/base.html``); text before the first such line
    is added to the end of the page's content.
"""

import re
from dataclasses import dataclass
from pathlib import Path

DIRECTIVE = re.compile(r"^<!-- (fault|twin|language|slot): (.+?) -->$")
FAULT = re.compile(
    r"^(?P<rule>[a-z0-9-]+), count: (?P<count>\d+), outcome: (?P<outcome>\w+)"
    r"(?:, undrawn: (?P<undrawn>\w+))?, selector: (?P<selector>.+)$"
)
EXTRA = "extra"


@dataclass(frozen=True)
class Expected:
    """Findings that a checker has to report on a page: ``count`` of ``rule``, each on a match of ``selector``.

    ``undrawn`` is the outcome where no browser draws the page: ``untested`` where the rule has to wait for one.
    """

    rule: str
    outcome: str
    selector: str
    count: int
    undrawn: str


@dataclass(frozen=True)
class Planting:
    """One planted file. ``name`` is its stem: the rule's id, with ``.variant`` where a rule has several files."""

    name: str
    language: str
    slots: dict[str, str]
    expected: tuple[Expected, ...] = ()

    @property
    def rule(self) -> str:
        return self.name.partition(".")[0]


def read_planting(file: Path) -> Planting:
    """Read one planted file.

    Raises:
        ValueError: where a directive is malformed or says neither fault nor twin.
    """
    language, slot, marked = "fi", EXTRA, False
    slots: dict[str, list[str]] = {}
    expected = []
    for line in file.read_text(encoding="utf-8").splitlines():
        match = DIRECTIVE.match(line)
        if not match:
            slots.setdefault(slot, []).append(line)
            continue
        kind, value = match.groups()
        marked = marked or kind in {"fault", "twin"}
        if kind == "fault":
            expected.append(_expected(value, file))
        elif kind == "language":
            language = value
        elif kind == "slot":
            slot = value
            slots[slot] = []
    if not marked:
        raise ValueError(f"{file}: begin with a line <!-- fault: ... --> or <!-- twin: ... -->")
    texts = {name: "\n".join(lines).strip() for name, lines in slots.items()}
    if not texts.get(EXTRA):
        texts.pop(EXTRA, None)
    return Planting(file.stem, language, texts, tuple(expected))


def _expected(text: str, file: Path) -> Expected:
    match = FAULT.match(text)
    if not match:
        raise ValueError(f"{file}: write <!-- fault: RULE, count: N, outcome: failed, selector: CSS -->, not {text!r}")
    undrawn = match["undrawn"] or match["outcome"]
    return Expected(match["rule"], match["outcome"], match["selector"], int(match["count"]), undrawn)


def read_folder(folder: Path) -> list[Planting]:
    """Read all planted files of a folder, in the order of their names."""
    return [read_planting(file) for file in sorted(folder.glob("*.html"))]
