"""What our rules and axe say of one page together: each way in which they may agree or not."""

import msgspec
import pytest

from a11ycheck.catalogue import catalogue
from a11ycheck.engine import Judged, judge
from a11ycheck.model import Finding, Outcome
from a11ycheck.page import Page
from a11ycheck.page.axe import AxeResult, AxeRule, SecondOpinion
from a11ycheck.page.layout import Box
from a11ycheck.page.parse import parse_text
from a11ycheck.page.select import select
from a11ycheck.second_opinion import infos, joined
from a11ycheck.settings import Language, Settings

FAILED, CANT_TELL = Outcome.FAILED, Outcome.CANT_TELL
SETTINGS = Settings()


def axe(rule: str, *tags: str) -> AxeRule:
    return AxeRule(id=rule, tags=tags, help=f"Help of {rule}", url=f"https://axe.example/{rule}")


IMAGE = axe("image-alt", "cat.text-alternatives", "wcag2a", "wcag111")
TOOLTIP = axe("aria-tooltip-name", "wcag2a", "wcag412")
CONTRAST = axe("color-contrast", "wcag2aa", "wcag143")
SIZE = axe("target-size", "wcag22aa", "wcag258")
ONE_MAIN = axe("landmark-one-main", "best-practice")
TABLE = axe("td-headers-attr", "wcag2a", "wcag131")
ITEM = axe("listitem", "wcag2a", "wcag131")
NEW = axe("brand-new", "wcag2a", "wcag135", "wcag999")


def told(
    body: str, *said: tuple[AxeRule, Outcome, str], rules: tuple[str, ...] = ("image-without-name",), **chosen: object
) -> Judged:
    """Judge a page of which axe said something: rule, outcome, selector of the element."""
    page = parse_text(f"<!doctype html><html lang=fi><head><title>Sivu</title></head><body>{body}</body></html>")
    for node in page.elements:
        node.number = 100 + node.order
    results = tuple(
        AxeResult(rule=rule, outcome=outcome, node=_number(page, selector), said=f"{rule.help} (so it is).")
        for rule, outcome, selector in said
    )
    opinion = SecondOpinion(rules=tuple(dict.fromkeys(rule for rule, *_ in said)), results=results)
    page.facts = msgspec.structs.replace(page.facts, second_opinion=opinion, layout=Box(0, 0, 1280, 1024))
    judged = judge(page, [catalogue()[rule] for rule in rules], "en")
    return joined(page, judged, msgspec.structs.replace(SETTINGS, **chosen))


def _number(page: Page, selector: str) -> int:
    return select(page, selector)[0].number if selector else 7


def summed(judged: Judged) -> list[tuple[str, Outcome, tuple[str, ...]]]:
    return [(found.rule, found.outcome, found.also) for found in judged.findings]


def only(judged: Judged) -> Finding:
    (found,) = judged.findings
    return found


def test_what_both_find_at_one_element_is_one_finding_that_names_both() -> None:
    judged = told("<img src=a.png>", (IMAGE, FAILED, "img"))
    assert summed(judged) == [("image-without-name", FAILED, ("axe/image-alt",))]
    assert judged.outcomes == {"image-without-name": FAILED, "axe/image-alt": FAILED}


def test_each_element_is_joined_by_itself() -> None:
    body = "<img id=a src=a.png><img id=b src=b.png>"
    assert [found.also for found in told(body, (IMAGE, FAILED, "#b")).findings] == [(), ("axe/image-alt",)]


def test_where_we_pass_and_axe_fails_a_person_decides_and_hears_both_reasons() -> None:
    judged = told('<img src=a.png alt="Silta">', (IMAGE, FAILED, "img"))
    found = only(judged)
    assert summed(judged) == [("image-without-name", CANT_TELL, ("axe/image-alt",))]
    assert "Silta" in found.message
    assert "Help of image-alt (so it is)." in found.message
    assert found.evidence.figures["axe"] == "Help of image-alt (so it is)."
    assert found.wcag == ("1.1.1",)
    assert judged.outcomes == {"image-without-name": CANT_TELL, "axe/image-alt": CANT_TELL}


def test_two_rules_of_axe_against_one_verdict_are_one_question() -> None:
    role = axe("role-img-alt", "wcag2a", "wcag111")
    judged = told('<img src=a.png alt="Silta">', (IMAGE, FAILED, "img"), (role, FAILED, "img"))
    assert summed(judged) == [("image-without-name", CANT_TELL, ("axe/image-alt", "axe/role-img-alt"))]


def test_what_axe_cannot_tell_and_we_pass_is_not_reported() -> None:
    judged = told('<img src=a.png alt="Silta">', (IMAGE, CANT_TELL, "img"))
    assert summed(judged) == []
    assert judged.outcomes["image-without-name"] is Outcome.PASSED
    assert judged.outcomes["axe/image-alt"] is Outcome.INAPPLICABLE


def test_what_axe_cannot_tell_says_nothing_beside_what_we_are_sure_of() -> None:
    assert summed(told("<img src=a.png>", (IMAGE, CANT_TELL, "img"))) == [("image-without-name", FAILED, ())]


def test_what_neither_can_tell_is_one_question() -> None:
    body = '<table><tr><th id=a>A</th></tr><tr><td headers="a">1</td></tr></table>'
    judged = told("<video src=a.mp4 controls></video>" + body, rules=("video-without-captions",))
    asked = told(
        "<video src=a.mp4 controls></video>", (axe("video-caption", "wcag2a", "wcag122"), CANT_TELL, "video"),
        rules=("video-without-captions",),
    )  # fmt: skip
    assert [found.outcome for found in judged.findings] == [CANT_TELL]
    assert summed(asked) == [("video-without-captions", CANT_TELL, ("axe/video-caption",))]


def test_what_only_axe_looks_for_is_a_finding_of_its_own() -> None:
    judged = told('<div role="tooltip"></div>', (TOOLTIP, FAILED, "div"))
    found = only(judged)
    assert (found.rule, found.outcome, found.wcag) == ("axe/aria-tooltip-name", FAILED, ("4.1.2",))
    assert found.message == "axe reports: Help of aria-tooltip-name (so it is)."
    assert judged.outcomes["axe/aria-tooltip-name"] is FAILED


def test_what_axe_cannot_tell_is_a_question_where_nobody_of_ours_looked() -> None:
    found = only(told("<p>Teksti</p>", (CONTRAST, CANT_TELL, "p")))
    assert (found.rule, found.outcome, found.wcag) == ("axe/color-contrast", CANT_TELL, ("1.4.3",))
    assert found.message.endswith("Is there a barrier?")


def test_a_rule_of_ours_that_could_not_run_leaves_the_word_to_axe() -> None:
    lock = axe("css-orientation-lock", "wcag21aa", "wcag134")
    judged = told("<p>Teksti</p>", (lock, FAILED, "p"), rules=("orientation-locked",))
    assert judged.outcomes["orientation-locked"] is Outcome.UNTESTED
    assert summed(judged) == [("axe/css-orientation-lock", FAILED, ())]


def test_where_a_rule_of_ours_does_not_apply_axe_alone_is_not_sure_enough() -> None:
    judged = told("<p>Teksti</p>", (IMAGE, FAILED, "p"), (IMAGE, CANT_TELL, "body"))
    assert summed(judged) == [("axe/image-alt", CANT_TELL, ())]
    assert only(judged).message.startswith("Only axe reports this:")


def test_whoever_skips_our_rule_does_not_hear_of_the_same_from_axe() -> None:
    button = axe("button-name", "wcag2a", "wcag412")
    assert summed(told("<button></button>", (button, FAILED, "button"), skip_rules=("tab-without-name",))) == []


def test_best_practices_that_we_look_for_too_are_ours_to_find() -> None:
    told_of = told("<main><p>Teksti</p></main>", (ONE_MAIN, FAILED, "p"), rules=("main-landmark-missing",))
    assert [found.rule for found in told_of.findings if found.rule.startswith("axe/")] == []


def test_rules_that_are_known_for_false_alarms_are_heard_only_beside_ours() -> None:
    judged = told("<p>Teksti</p>", (SIZE, FAILED, "p"), rules=("target-too-small",))
    assert judged.outcomes == {"target-too-small": Outcome.INAPPLICABLE, "axe/target-size": Outcome.INAPPLICABLE}
    assert summed(told("<p>Teksti</p>", (SIZE, FAILED, "p"))) == [], "even where nobody of ours looked"


def test_a_fault_that_we_name_inside_or_around_the_element_is_the_same() -> None:
    table = '<table><tr><th id="a">A</th></tr><tr><td headers="b">1</td></tr></table>'
    assert summed(told(table, (TABLE, FAILED, "table"), rules=("headers-attribute-broken",))) == [
        ("headers-attribute-broken", FAILED, ("axe/td-headers-attr",))
    ]
    items = "<ul><div><li>Yksi</li></div></ul>"
    broken = told(items, (ITEM, FAILED, "li"), rules=("list-structure-broken",))
    assert {found.rule for found in broken.findings} == {"list-structure-broken"}
    assert ("axe/listitem",) in [found.also for found in broken.findings]


def test_a_fault_of_the_whole_page_is_the_same_wherever_it_is_named() -> None:
    judged = told("<p>Teksti</p>", (ONE_MAIN, FAILED, "html"), rules=("main-landmark-missing",))
    assert summed(judged) == [("main-landmark-missing", FAILED, ("axe/landmark-one-main",))]


def test_a_rule_that_we_do_not_know_says_itself_what_it_breaks() -> None:
    found = only(told("<p>Teksti</p>", (NEW, FAILED, "p")))
    assert (found.rule, found.wcag) == ("axe/brand-new", ("1.3.5",)), "9.9.9 is no criterion"


def test_an_element_that_the_snapshot_does_not_hold_is_left_out() -> None:
    assert summed(told("<p>Teksti</p>", (TOOLTIP, FAILED, ""))) == []


def test_a_comment_in_the_source_suppresses_what_axe_finds() -> None:
    comment = "<!-- a11ycheck-ignore axe/aria-tooltip-name: poistuu syksyllä -->"
    found = only(told(f'{comment}<div role="tooltip"></div>', (TOOLTIP, FAILED, "div")))
    assert found.suppressed is not None
    assert found.suppressed.reason == "poistuu syksyllä"


def test_fingerprints_of_two_alike_differ_and_stay() -> None:
    body = '<div role="tooltip"></div><div role="tooltip"></div>'
    said = ((TOOLTIP, FAILED, "div"), (TOOLTIP, FAILED, "div + div"))
    first, again = told(body, *said), told(body, *said)
    prints = [found.fingerprint for found in first.findings]
    assert len(set(prints)) == 2
    assert prints == [found.fingerprint for found in again.findings]


@pytest.mark.parametrize(
    ("lang", "title"),
    [("en", "Tooltip without a name"), ("fi", "Työkaluvihje ilman nimeä"), ("sv", "Verktygstips utan namn")],
)
def test_the_report_lists_the_rules_of_axe_in_its_own_language(lang: Language, title: str) -> None:
    page = parse_text("<p>")
    page.facts = msgspec.structs.replace(page.facts, second_opinion=SecondOpinion(rules=(TOOLTIP, IMAGE, NEW)))
    tooltip, image, new = infos(page, msgspec.structs.replace(SETTINGS, lang=lang))
    ours = catalogue()["image-without-name"].info(lang)
    assert (tooltip.title, tooltip.level, tooltip.en301549) == (f"axe: {title}", "A", ("9.4.1.2",))
    assert (image.title, image.why) == (f"axe: {ours.title}", ours.why)
    assert image.fix.startswith(ours.fix)
    assert "https://axe.example/image-alt" in image.fix
    assert (new.title, new.kind) == ("axe: brand-new", "failure")
