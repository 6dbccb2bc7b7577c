"""Which rules of axe a scan asks, and what a fault that they find breaks."""

from pathlib import Path

import msgspec
import pytest

from a11ycheck.axe_rules import breaks, chosen, counterparts, in_frames, is_asked, known_ids
from a11ycheck.catalogue import catalogue
from a11ycheck.page.axe import AxeRule
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, make_settings


def axe(rule: str, *tags: str) -> AxeRule:
    return AxeRule(id=rule, tags=tags, help=rule, url="https://axe.example/")


RULES = (
    axe("image-alt", "cat.text-alternatives", "wcag2a", "wcag111", "section508"),
    axe("color-contrast", "wcag2aa", "wcag143"),
    axe("color-contrast-enhanced", "wcag2aaa", "wcag146"),
    axe("target-size", "wcag22aa", "wcag258"),
    axe("aria-text", "best-practice"),
    axe("p-as-heading", "wcag2a", "wcag131", "experimental"),
    axe("duplicate-id", "wcag2a-obsolete", "wcag411", "deprecated"),
    axe("frame-tested", "best-practice"),
    axe("region", "best-practice"),
)


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        (Settings(), "image-alt color-contrast target-size aria-text region"),
        (Settings(level="A"), "image-alt aria-text region"),
        (Settings(level="AAA"), "image-alt color-contrast color-contrast-enhanced target-size aria-text region"),
        (Settings(standard="wcag-2.1"), "image-alt color-contrast aria-text region"),
        (Settings(best_practices=False), "image-alt color-contrast target-size"),
        (Settings(rules=("image-without-name",)), ""),
        (Settings(rules=("image-without-name", "axe/aria-text", "axe/p-as-heading")), "aria-text"),
        (Settings(skip_rules=("axe/region",)), "image-alt color-contrast target-size aria-text"),
        (Settings(skip_rules=("content-outside-landmarks",)), "image-alt color-contrast target-size aria-text"),
    ],
)
def test_only_rules_of_the_scan_are_asked(settings: Settings, asked: str) -> None:
    assert [rule.id for rule in chosen(RULES, settings)] == asked.split()


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        (Settings(), True),
        (Settings(axe=False), False),
        (Settings(rules=("image-without-name",)), False),
        (Settings(rules=("image-without-name", "axe/list")), True),
    ],
)
def test_axe_is_not_put_into_pages_for_nothing(settings: Settings, asked: bool) -> None:
    assert is_asked(settings) is asked


def test_a_rule_with_two_counterparts_is_asked_while_one_of_them_is() -> None:
    spacing = axe("avoid-inline-spacing", "wcag21aa", "wcag1412")
    ours = tuple(rule.id for rule in counterparts(None)["avoid-inline-spacing"])
    assert chosen([spacing], Settings(skip_rules=ours[:-1])) == (spacing,)
    assert chosen([spacing], Settings(skip_rules=ours)) == ()


def test_a_frame_is_not_asked_for_what_a_page_has() -> None:
    assert [rule.id for rule in in_frames(RULES)] == [rule.id for rule in RULES if rule.id != "region"]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (axe("brand-new", "wcag2a", "wcag111", "wcag1412", "wcag999"), ("1.1.1", "1.4.12")),
        (axe("brand-new", "best-practice"), ()),
        (axe("aria-hidden-body", "wcag2a", "wcag131", "wcag412"), ("4.1.2",)),
        (axe("aria-roles", "wcag2a", "wcag412"), ()),
        (axe("duplicate-id-aria", "wcag2a", "wcag412"), ("1.3.1",)),
        (axe("empty-heading", "best-practice"), ()),
        (axe("listitem", "best-practice"), ()),
    ],
)
def test_a_fault_breaks_what_its_tags_and_our_counterparts_say(rule: AxeRule, broken: tuple[str, ...]) -> None:
    assert breaks(rule, None) == broken


def test_the_rules_that_ours_stand_for_are_known() -> None:
    declared = {f"axe/{each}" for rule in catalogue().values() for each in rule.text.axe}
    assert declared < set(known_ids(None))


def scanned(given: dict[str, tuple[str, ...] | str], folder: Path) -> Settings:
    config = folder / "a11ycheck.toml"
    config.write_text("", encoding="utf-8")
    return make_settings(["-"], given, {}, config)


def test_rules_of_axe_are_named_as_ours_are(tmp_path: Path) -> None:
    settings = scanned({"skip_rules": ("axe/region",), "fail_on_rule": ("axe/image-alt=none",)}, tmp_path)
    assert settings.skip_rules == ("axe/region",)


def test_a_slip_in_the_name_of_a_rule_of_axe_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean axe/color-contrast"):
        scanned({"skip_rules": ("axe/colour-contrast",)}, tmp_path)


def test_another_axe_may_have_other_rules(tmp_path: Path) -> None:
    settings = scanned({"skip_rules": ("axe/brand-new",), "axe_script": "axe.min.js"}, tmp_path)
    assert chosen([axe("brand-new", "wcag2a", "wcag111")], settings) == ()
    assert chosen([axe("brand-new", "wcag2a", "wcag111")], msgspec.structs.replace(settings, skip_rules=()))
