"""A rule as a whole: what its file says, and the code that belongs to it."""

from typing import Literal

from msgspec import Struct

from a11ycheck import standards
from a11ycheck.model import Outcome, RuleInfo
from a11ycheck.rules import Check, Figure, SiteCheck
from a11ycheck.settings import Language

# Where a fault lies: in what the element says or leads to; in its markup, which a template repeats with other words; or
# in the style or script that all elements of its make share.
type Cause = Literal["content", "markup", "component"]


class Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule's words in one language."""

    title: str  # names the fault
    why: str  # who is hurt
    fix: str  # how to mend it
    failed: dict[str, str] = {}  # reason to message, with {figures}
    passed: dict[str, str] = {}
    cantTell: dict[str, str] = {}  # noqa: N815  (EARL's spelling, as in the files)

    def message(self, outcome: Outcome, reason: str, figures: dict[str, Figure]) -> str:
        """Return what to say of one target; ``figures`` are as ``written`` in the language of the text.

        Raises:
            KeyError: where the rule has no such reason.
        """
        messages: dict[str, str] = getattr(self, outcome.value)
        return messages[reason].format(**figures)


def written(figures: dict[str, Figure], lang: Language) -> dict[str, Figure]:
    """Return figures as a message in a language shows them: "2,27" in Finnish and Swedish, and 3 instead of 3.0."""
    return {name: _number(each, lang) if isinstance(each, float) else each for name, each in figures.items()}


def _number(figure: float, lang: Language) -> str:
    text = str(figure).removesuffix(".0")
    return text if lang == "en" else text.replace(".", ",")


class RuleText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule's file: what an auditor reads and a translator edits."""

    id: str
    kind: Literal["failure", "best-practice"]
    wcag: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    axe: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # facts without which the rule is untested
    uses: tuple[str, ...] = ()  # facts that make the rule surer, and that it can do without
    cause: Cause = "content"
    compares: bool = False  # elements with each other, or how they look: one that a linked sheet hides takes no part
    formerly: tuple[str, ...] = ()
    en: Text
    fi: Text
    sv: Text

    def says(self, lang: Language) -> Text:
        """Return the rule's words in a language."""
        words: Text = getattr(self, lang)
        return words

    def info(self, lang: Language) -> RuleInfo:
        """Return the rule as the report lists it."""
        criteria = [standards.criterion(number) for number in self.wcag]
        words = self.says(lang)
        return RuleInfo(
            id=self.id,
            title=words.title,
            wcag=self.wcag,
            level=min((criterion.level for criterion in criteria), key=len, default=""),
            en301549=tuple(criterion.en301549 for criterion in criteria if criterion.en301549),
            act=self.act,
            kind=self.kind,
            needs=self.needs,
            why=words.why,
            fix=words.fix,
        )


class Rule(Struct, frozen=True):
    """A rule: its text and its code."""

    text: RuleText
    check: Check | SiteCheck
    topic: str

    @property
    def id(self) -> str:
        """The rule's id, which never changes."""
        return self.text.id

    def says(self, lang: Language) -> Text:
        """Return the rule's words in a language."""
        return self.text.says(lang)

    def info(self, lang: Language) -> RuleInfo:
        """Return the rule as the report lists it."""
        return self.text.info(lang)
