"""Writes docs/rules/ from the rules' texts and examples; ``--check`` only says whether it is fresh.

``python scripts/rule_docs.py [--check]``. One page a topic, and an index of all rules.
"""

import sys
from itertools import groupby
from pathlib import Path

from a11ycheck import standards
from a11ycheck.catalogue import Rule, catalogue
from a11ycheck.examples import examples_of
from a11ycheck.rules import SiteCheck

DOCS = Path(__file__).parents[1] / "docs" / "rules"
ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    rules = sorted(catalogue().values(), key=lambda rule: (rule.topic, rule.id))
    topics = {topic: list(group) for topic, group in groupby(rules, key=lambda rule: rule.topic)}
    made = {f"{topic}.md": _topic(topic, group) for topic, group in topics.items()}
    return made | {"README.md": _index(topics)}


def _index(topics: dict[str, list[Rule]]) -> str:
    count = sum(map(len, topics.values()))
    lines = ["# Rules", "", f"{count} rules, made from `rules/` and `tests/rules/` by `make docs`.", ""]
    for topic, rules in topics.items():
        lines += [f"## {_heading(topic)}", "", "| rule | says | criteria | ACT |", "| --- | --- | --- | --- |"]
        lines += [_row(topic, rule) for rule in rules]
        lines.append("")
    return "\n".join(lines)


def _row(topic: str, rule: Rule) -> str:
    title, act = _plain(rule.text.en.title), ", ".join(rule.text.act)
    return f"| [{rule.id}]({topic}.md#{rule.id}) | {title} | {_criteria(rule)} | {act} |"


def _heading(topic: str) -> str:
    return topic.replace("-", " ").capitalize()


def _criteria(rule: Rule) -> str:
    return ", ".join(rule.text.wcag) or "best practice"


def _topic(topic: str, rules: list[Rule]) -> str:
    return "\n".join([f"# {_heading(topic)}", "", *(line for rule in rules for line in _rule(rule))])


def _rule(rule: Rule) -> list[str]:
    text = rule.text.en
    lines = [f"## {rule.id}", "", _plain(f"**{text.title}.** {text.why} {text.fix}"), ""]
    lines += [f"- Criteria: {_linked_criteria(rule)}"]
    if rule.text.act:
        lines.append("- ACT: " + ", ".join(f"[{act}]({ACT}{act}/)" for act in rule.text.act))
    if rule.text.needs:
        lines.append(f"- Needs: {', '.join(rule.text.needs)}")
    if isinstance(rule.check, SiteCheck):
        lines.append("- Looks at the whole site")
    lines += ["", _plain(f"Suomeksi: {rule.text.fi.title}. På svenska: {rule.text.sv.title}."), ""]
    for example in examples_of(rule.topic, rule.id):
        reason = f" ({example.reason})" if example.reason else ""
        lines += [f"**{example.outcome}**{reason}: {example.title}", "", "```html", example.html.rstrip(), "```", ""]
    return lines


def _plain(text: str) -> str:
    """Keep Markdown from taking a text's elements for its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _linked_criteria(rule: Rule) -> str:
    if not rule.text.wcag:
        return "none, a best practice"
    found = [standards.criterion(number) for number in rule.text.wcag]
    return ", ".join(f"[{one.id} {one.names['en']}]({UNDERSTANDING}{one.anchor}) ({one.level})" for one in found)


def stale() -> list[str]:
    """Return the names of pages that are missing, left over or not what they should be."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main(arguments: list[str]) -> int:
    """Write the pages, or check that they are fresh; return the exit code."""
    if "--check" in arguments:
        names = stale()
        if names:
            sys.stderr.write(f"docs/rules is stale ({', '.join(names)}): run make docs.\n")
        return 1 if names else 0
    DOCS.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in DOCS.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (DOCS / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
