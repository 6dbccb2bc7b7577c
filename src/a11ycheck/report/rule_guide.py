"""The rules for people and programs: a list of all of them, and one explained with its examples."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from a11ycheck import standards
from a11ycheck.catalogue import Rule
from a11ycheck.examples import Example
from a11ycheck.report.markdown_report import escaped
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.rules import SiteCheck
from a11ycheck.settings import Language

AXE_GUIDE = "https://dequeuniversity.com/rules/axe/4.10/"
ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
WIDTH = 80
_EXAMPLE_LINES = 12
_FIGURE = re.compile(r"{\w+}")  # what a message says of one place


def listing(rules: Mapping[str, Rule], lang: Language, form: str) -> str:
    """Return rules as ``text``, ``json`` or ``markdown``."""
    if form == "json":
        listed = msgspec.json.encode([rule.info(lang) for rule in rules.values()])
        return msgspec.json.format(listed, indent=2).decode()
    return "\n".join(_markdown(rules, lang) if form == "markdown" else _table(rules, lang))


def _criteria(rule: Rule, texts: Texts) -> str:
    return ", ".join(rule.text.wcag) or texts("outcome.best-practice").lower()


def _table(rules: Mapping[str, Rule], lang: Language) -> Iterator[str]:
    """A line a rule: cut to the width of a terminal, whole where a program reads."""
    texts = load_texts(lang)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    longest = max(map(len, rules))
    for rule in rules.values():
        line = f"{rule.id:{longest}}  {_criteria(rule, texts):14}  {rule.says(lang).title}"
        yield line[: width - 1] + "…" if width and len(line) > width else line


def _markdown(rules: Mapping[str, Rule], lang: Language) -> Iterator[str]:
    texts = load_texts(lang)
    head = (texts("issues.rule"), texts("scan.criteria"), texts("scan.act"), texts("guide.fault"))
    yield from (f"| {' | '.join(head)} |", "| --- | --- | --- | --- |")
    for rule in rules.values():
        act = ", ".join(f"[{each}]({ACT}{each}/)" for each in rule.text.act)
        yield f"| `{rule.id}` | {_criteria(rule, texts)} | {act} | {escaped(rule.says(lang).title)} |"


def explanation(rule: Rule, examples: Iterable[Example], lang: Language) -> str:
    """Return all that is known of a rule, with its examples, in lines of 80 columns but for addresses and examples."""
    texts, says = load_texts(lang), rule.says(lang)
    lines = [rule.id, says.title, ""]
    lines += [*_paragraph(texts("issues.why"), says.why), *_paragraph(texts("issues.fix"), says.fix)]
    lines += _facts(rule, texts, lang)
    lines += ["", f"{texts('guide.messages')}:"]
    for outcome in ("failed", "cantTell"):
        for message in getattr(says, outcome).values():
            said = _FIGURE.sub("…", message)
            lines += _wrapped(f"{texts(f'outcome.{outcome}')}: {said}")
    for example in examples:
        lines += ["", *_example(example, texts)]
    return "\n".join(lines)


def axe_explanation(axe_rule: str, ours: Iterable[Rule], left_out: str | None, lang: Language) -> str:
    """Return where a rule of axe is explained, which of our rules are about the same, and why it is never asked."""
    texts = load_texts(lang)
    lines = [f"axe/{axe_rule}", "", *_wrapped(texts("guide.axe"), indent=""), AXE_GUIDE + axe_rule]
    same = [f"  {rule.id}: {rule.says(lang).title}" for rule in ours]
    lines += ["", f"{texts('guide.axe_same')}:", *same] if same else []
    lines += ["", *_wrapped(f"{texts('guide.axe_never')}: {left_out}.", indent="")] if left_out else []
    return "\n".join(lines)


def _facts(rule: Rule, texts: Texts, lang: Language) -> Iterator[str]:
    for number in rule.text.wcag:
        criterion = standards.criterion(number)
        clause = f", EN 301 549 {criterion.en301549}" if criterion.en301549 else ""
        yield from _wrapped(f"WCAG {criterion.id} {criterion.names[lang]} ({criterion.level}){clause}", indent="")
    if not rule.text.wcag:
        yield texts("outcome.best-practice")
    yield from (f"ACT {act}: {ACT}{act}/" for act in rule.text.act)
    if rule.text.axe:
        yield from _wrapped(f"axe: {', '.join(rule.text.axe)}", indent="")
    needed = [texts.known("scan.facts_needed", need) for need in rule.text.needs]
    yield f"{texts('scan.needs')}: {', '.join(needed) or texts('guide.nothing')}"
    if isinstance(rule.check, SiteCheck):
        yield texts("guide.whole_site")


def _paragraph(heading: str, text: str) -> list[str]:
    return [f"{heading}:", *_wrapped(text), ""]


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _example(example: Example, texts: Texts) -> list[str]:
    """An example of the documentation, which is in English, cut where it is long."""
    heading = f"{texts('guide.example')} – {texts.known('outcome', example.outcome)}: {example.title}"
    source = example.html.rstrip().splitlines()
    rest = ["    …"] if len(source) > _EXAMPLE_LINES else []
    return [*_wrapped(heading, indent=""), *(f"    {line}" for line in source[:_EXAMPLE_LINES]), *rest]
