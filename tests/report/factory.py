"""Makes reports for tests: small values with defaults, and whole reports of the kinds that writers must bear."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from a11ycheck import standards
from a11ycheck.model import (
    CriterionResult,
    Document,
    Elsewhere,
    Finding,
    Health,
    Issue,
    LeftOut,
    Outcome,
    PageRecord,
    Reason,
    Report,
    RuleInfo,
    ScanInfo,
    Summary,
    Tool,
    worst,
)
from a11ycheck.settings import Language, Settings

SITE = "https://www.lehtoranta.example"
ESCAPES = "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b2J"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}{% raw %}[bold]x[/bold][link=file:///etc/passwd]"
    f"\x00\x08\r\n{ESCAPES}\u202egnp.exe\u2066\u200b\u2028\ufeff\ud800\udc00\U000e0041</style></title>-->]]>"
)

RULES = (
    ("image-without-name", "Image without a text alternative", ("1.1.1",)),
    ("link-without-name", "Link without a name", ("2.4.4", "4.1.2")),
    ("field-without-label", "Form field without a label", ("1.3.1", "4.1.2")),
    ("page-language-missing", "Page without a language", ("3.1.1",)),
    ("heading-empty", "Heading without text", ("1.3.1",)),
    ("text-contrast-low", "Text with too little contrast", ("1.4.3",)),
    ("page-title-missing", "Page without a title", ("2.4.2",)),
    ("heading-level-skipped", "Heading level skipped", ()),
    ("landmark-main-missing", "Page without a main landmark", ()),
)
WHY = "People who use a screen reader hear nothing, or the name of a file, and miss what others see."
FIX = "Say in the alt attribute what the image tells the reader. Leave alt empty where it only decorates."


class Pages(Struct, frozen=True):
    """Pages that are made anew whenever they are read, as those of a large scan are."""

    make: Callable[[], Iterable[PageRecord]]

    def __iter__(self) -> Iterator[PageRecord]:
        return iter(self.make())


def rule(rule_id: str, title: str, wcag: tuple[str, ...]) -> RuleInfo:
    return RuleInfo(
        id=rule_id,
        title=title,
        wcag=wcag,
        level="A" if wcag else "",
        en301549=tuple(f"9.{number}" for number in wcag),
        act=("23a2a8",) if wcag else (),
        kind="failure" if wcag else "best-practice",
        needs=("style",) if rule_id == "text-contrast-low" else (),
        why=WHY,
        fix=FIX,
    )


ALL_RULES = tuple(rule(*each) for each in RULES)
_BY_ID = {each.id: each for each in ALL_RULES}


def finding(rule_id: str = "image-without-name", **changes: object) -> Finding:
    values = {
        "rule": rule_id,
        "outcome": Outcome.FAILED,
        "wcag": _BY_ID[rule_id].wcag,
        "message": "The image has no text alternative.",
        "target": "main > article:nth-of-type(2) > figure > img",
        "snippet": '<img src="/kuvat/kunnantalo-2024.jpg" class="wide" loading="lazy">',
        "line": 212,
        "column": 9,
        "where": "main",
        "fingerprint": "5f3a0c11",
        "issue": f"{rule_id}-1",
        **changes,
    }
    return Finding(**values)  # type: ignore[arg-type]  # tests change any field


def page(number: int = 1, **changes: object) -> PageRecord:
    url = f"{SITE}/palvelut/sivu-{number}"
    values = {
        "url": url,
        "final_url": url,
        "status": 200,
        "title": f"Palvelu {number} – Lehtoranta",
        "language": "fi",
        "health": Health.TESTED,
        "outcomes": {each.id: Outcome.PASSED for each in ALL_RULES},
        **changes,
    }
    return PageRecord(**values)  # type: ignore[arg-type]  # tests change any field


def untested_page(number: int, reason: Reason, **changes: object) -> PageRecord:
    return page(number, health=Health.NOT_TESTED, reason=reason, title="", language="", outcomes={}, **changes)


def issue(rule_id: str = "image-without-name", pages: int = 3, **changes: object) -> Issue:
    known = _BY_ID[rule_id]
    values = {
        "id": f"{rule_id}-1",
        "rule": rule_id,
        "outcome": Outcome.FAILED,
        "wcag": known.wcag,
        "title": known.title,
        "message": "The image has no text alternative.",
        "where": "main",
        "pages": pages,
        "occurrences": pages * 2,
        "first_page": f"{SITE}/palvelut/sivu-1",
        "target": "main > article:nth-of-type(2) > figure > img",
        "snippet": '<img src="/kuvat/kunnantalo-2024.jpg" class="wide" loading="lazy">',
        "line": 212,
        "column": 9,
        "page_urls": tuple(f"{SITE}/palvelut/sivu-{number}" for number in range(1, min(pages, 20) + 1)),
        **changes,
    }
    return Issue(**values)  # type: ignore[arg-type]  # tests change any field


def criteria(
    issues: tuple[Issue, ...] = (), lang: Language = "en", *, tested: bool = True
) -> tuple[CriterionResult, ...]:
    """Every criterion of WCAG 2.2 AA: with the outcome of its issues, passed where a rule looked, else untested."""
    results = []
    for each in standards.criteria("wcag-2.2", "AA"):
        rules = tuple(rule.id for rule in ALL_RULES if each.id in rule.wcag)
        base = Outcome.PASSED if tested and rules else Outcome.UNTESTED
        outcome = worst((issue.outcome for issue in issues if each.id in issue.wcag), default=base)
        results.append(
            CriterionResult(id=each.id, level=each.level, name=each.names[lang], outcome=outcome, rules=rules)
        )
    return tuple(results)


def report(
    pages: Iterable[PageRecord] = (),
    issues: tuple[Issue, ...] = (),
    *,
    lang: Language = "en",
    tested: int = 0,
    not_tested: int = 0,
    criteria_results: tuple[CriterionResult, ...] | None = None,
    rules: tuple[RuleInfo, ...] = ALL_RULES,
    **scan: object,
) -> Report:
    values = {
        "started": "2026-03-05T07:12:00Z",
        "finished": "2026-03-05T07:14:31Z",
        "targets": (f"{SITE}/",),
        "engine": "static",
        "standard": "wcag-2.2",
        "level": "AA",
        "lang": lang,
        "pages_tested": tested,
        "pages_not_tested": not_tested,
        "complete": tested > 0 and not not_tested,
        **scan,
    }
    summary = Summary(
        tool=Tool("a11ycheck", "0.1.0"),
        scan=ScanInfo(**values),  # type: ignore[arg-type]  # tests change any field
        rules=rules,
        issues=issues,
        criteria=criteria(issues, lang, tested=tested > 0) if criteria_results is None else criteria_results,
    )
    return Report(summary=summary, pages=pages)


def ordinary(lang: Language = "en") -> Report:
    """What a town sees: pages not tested, all kinds of outcome, documents, addresses left out."""
    issues = (
        issue("link-without-name", 44, where="banner", snippet='<a href="/" class="logo"><svg>…</svg></a>',
              target="header > a.logo", message="The link has no name that can be read aloud.", line=31, column=5),
        issue("image-without-name", 12),
        issue("field-without-label", 9, outcome=Outcome.CANT_TELL, where="search", target="#haku",
              snippet='<input type="search" id="haku" placeholder="Hae sivustolta">',
              message="The field has a placeholder and no label. Check that its purpose is clear."),
        issue("page-language-missing", 2, where="page", target="html", snippet="<html>", line=2, column=1),
        issue("heading-level-skipped", 21, where="main", target="main > h4", snippet="<h4>Yhteystiedot</h4>",
              message="A heading of level 4 follows one of level 2."),
    )  # fmt: skip
    found = (
        finding("link-without-name", where="banner", target="header > a.logo"),
        finding(),
        finding(target="main > p > img", line=240),
        finding("field-without-label", outcome=Outcome.CANT_TELL, where="search", target="#haku"),
        finding("heading-level-skipped", target="main > h4", snippet="<h4>Yhteystiedot</h4>"),
    )
    outcomes = {each.id: Outcome.PASSED for each in ALL_RULES} | {
        "link-without-name": Outcome.FAILED,
        "image-without-name": Outcome.FAILED,
        "field-without-label": Outcome.CANT_TELL,
        "heading-level-skipped": Outcome.FAILED,
        "text-contrast-low": Outcome.UNTESTED,
        "heading-empty": Outcome.INAPPLICABLE,
    }
    pages = [page(number, findings=found, outcomes=outcomes) for number in range(1, 45)]
    pages[3:3] = [
        untested_page(101, Reason.HTTP_ERROR, status=500),
        untested_page(102, Reason.LOGIN, error="Redirected to the login service."),
        untested_page(103, Reason.LOGIN),
        untested_page(104, Reason.TIMEOUT, status=0),
    ]
    return report(
        pages,
        issues,
        lang=lang,
        tested=44,
        not_tested=4,
        criteria_results=_mixed(criteria(issues, lang)),
        documents=(
            Document(url=f"{SITE}/tiedostot/talousarvio-2026.pdf", kind="pdf", linked_from=f"{SITE}/talous"),
            Document(url=f"{SITE}/tiedostot/hakemus.docx", kind="office", linked_from=f"{SITE}/palvelut/sivu-4"),
        ),
        left_out=(
            LeftOut(rule="max-pages", count=1312, example=f"{SITE}/arkisto/2019/04"),
            LeftOut(rule="trap-query", count=88, example=f"{SITE}/tapahtumat?kuukausi=2031-07&nakyma=lista"),
        ),
    )


def _mixed(results: tuple[CriterionResult, ...]) -> tuple[CriterionResult, ...]:
    """The criteria with one that is not applicable, so that all five outcomes are there."""
    return tuple(
        CriterionResult(id=each.id, level=each.level, name=each.name, outcome=Outcome.INAPPLICABLE, rules=each.rules)
        if each.id == "1.4.3"
        else each
        for each in results
    )


def hostile() -> Report:
    """What pages that attack a reader hold, in every field that comes from a page."""
    enormous = "W" * 1_000_000
    found = finding(message=HOSTILE, target=HOSTILE, snippet=HOSTILE, where=HOSTILE)
    pages = [
        page(1, title=HOSTILE, url="javascript:alert(1)", final_url="data:text/html,x", language='fi" onload="x'),
        page(2, title=enormous, url=f"{SITE}/{enormous}", final_url=f"{SITE}/\u202e", language=enormous),
        page(3, findings=(found, finding(snippet=enormous, target=enormous, message=enormous))),
        untested_page(4, Reason.CRASHED, error=HOSTILE),
        page(5, title="شريط الأخبار", language="ar", findings=(finding(snippet="x" * 3000),)),
    ]
    issues = (
        issue(message=HOSTILE, target=HOSTILE, snippet=HOSTILE, first_page="javascript:alert(1)", where=HOSTILE,
              elsewhere=(Elsewhere(message=HOSTILE, figures={"name": HOSTILE}, target=HOSTILE, page=HOSTILE),),
              page_urls=("javascript:alert(1)", HOSTILE, "file:///etc/passwd", f"{SITE}/{enormous}")),
        issue("link-without-name", message=enormous, target=enormous, snippet=enormous, first_page=enormous),
    )  # fmt: skip
    return report(
        pages,
        issues,
        tested=4,
        not_tested=1,
        targets=("javascript:alert(1)", HOSTILE, enormous),
        documents=(Document(url="javascript:alert(1)", kind=HOSTILE, linked_from=HOSTILE),),
        left_out=(LeftOut(rule=HOSTILE, count=3, example="javascript:alert(1)"),),
        notes=(HOSTILE,),
    )


def large(pages: int = 2000, findings: int = 50) -> Report:
    """A large site whose every finding is an issue of its own: the worst case for the size of the main file."""
    found = tuple(finding(target=f"main > p:nth-of-type({number}) > img") for number in range(findings))
    issues = tuple(
        issue(pages=pages, id=f"i{number:06}", target=f"main > p:nth-of-type({number}) > img")
        for number in range(pages * findings // 10)
    )
    return report(Pages(lambda: (page(number, findings=found) for number in range(1, pages + 1))), issues, tested=pages)


def settings(output: Path, lang: Language = "en", **changes: object) -> Settings:
    return Settings(output=output, lang=lang, **changes)  # type: ignore[arg-type]  # tests change any field
