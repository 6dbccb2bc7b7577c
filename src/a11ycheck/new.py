"""Writes the three files of a new rule: ``python -m a11ycheck.new TOPIC RULE-ID``, in a checkout."""

import re
import sys
from pathlib import Path

from a11ycheck.files import CHECKOUT

_TEXT = """id = "{rule}"
kind = "failure"
wcag = ["1.1.1"]
act = []
axe = []

[en]
title = "TODO: the fault, named"
why = "TODO: who is hurt, and how."
fix = "TODO: how to mend it."
failed.missing = "TODO: what was found here."
passed.present = "TODO: what is right here."

[fi]
title = "TODO"
why = "TODO"
fix = "TODO"
failed.missing = "TODO"
passed.present = "TODO"

[sv]
title = "TODO"
why = "TODO"
fix = "TODO"
failed.missing = "TODO"
passed.present = "TODO"
"""

_FUNCTION = '''

def {name}_targets(page: Page) -> Iterator[Element]:
    """TODO: the elements that the rule is about (applicability)."""
    return page.exposed("TODO")


@rule("{rule}", targets={name}_targets)
def {name}(element: Element) -> Verdict:
    """TODO: what is expected of each (expectation)."""
    return Passed("present") if element.name else Failed("missing")
'''

_MODULE = '''"""TODO: the topic."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import Failed, Passed, Verdict, rule
'''

_EXAMPLES = """<!-- failed missing: TODO what is wrong here -->
<p>TODO</p>

<!-- passed present: TODO what is right here -->
<p>TODO</p>

<!-- inapplicable: TODO why this is none of its business -->
<p>TODO</p>
"""


def new(topic: str, rule_id: str, root: Path = CHECKOUT) -> list[Path]:
    """Write the stubs of a rule and return their paths.

    Raises:
        ValueError: where the names are not words in small letters joined by hyphens, or the rule exists.
    """
    for word in (topic, rule_id):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
            raise ValueError(f"{word!r} should be words in small letters joined by hyphens")
    text = root / "rules" / topic / f"{rule_id}.toml"
    examples = root / "tests" / "rules" / topic / f"{rule_id}.html"
    code = root / "src" / "a11ycheck" / "checks" / f"{topic.replace('-', '_')}.py"
    if text.exists() or examples.exists():
        raise ValueError(f"there is a rule {rule_id} already")
    for path in (text, examples, code):
        path.parent.mkdir(parents=True, exist_ok=True)
    text.write_text(_TEXT.format(rule=rule_id), encoding="utf-8")
    examples.write_text(_EXAMPLES, encoding="utf-8")
    before = code.read_text(encoding="utf-8") if code.exists() else _MODULE
    function = _FUNCTION.format(rule=rule_id, name=rule_id.replace("-", "_"))
    code.write_text(before + function, encoding="utf-8")
    return [text, code, examples]


def main(arguments: list[str]) -> int:
    """Write the stubs that the command line asks for; return the exit code."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m a11ycheck.new TOPIC RULE-ID\n")
        return 2
    try:
        paths = new(arguments[0], arguments[1])
    except ValueError as error:
        sys.stderr.write(f"a11ycheck.new: {error}\n")
        return 2
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
