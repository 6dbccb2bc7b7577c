"""Criteria and standards, held against the counts and clauses that the standards themselves publish."""

from collections import Counter

import pytest

from a11ycheck import standards
from a11ycheck.settings import Level


@pytest.mark.parametrize(
    ("standard", "level", "count"),
    [
        # WCAG 2.2 has 31, 24 and 31 criteria; WCAG 2.1 has 30, 20 and 28.
        ("wcag-2.2", "A", 31),
        ("wcag-2.2", "AA", 31 + 24),
        ("wcag-2.2", "AAA", 86),
        ("wcag-2.1", "A", 30),
        ("wcag-2.1", "AA", 50),
        ("wcag-2.1", "AAA", 78),
        ("en-301-549", "AA", 50),
        ("en-301-549", "AAA", 50),
        ("fi-306-2019", "A", 30),
        ("fi-306-2019", "AA", 49),
    ],
)
def test_count_of_criteria(standard: str, level: Level, count: int) -> None:
    assert len(standards.criteria(standard, level)) == count


def test_every_profile_is_known() -> None:
    assert standards.standard_ids() == ("wcag-2.2", "wcag-2.1", "en-301-549", "fi-306-2019")


def test_versions_grew_as_published() -> None:
    assert Counter(each.since for each in standards.all_criteria().values()) == {"2.0": 61, "2.1": 17, "2.2": 9}


def test_parsing_left_with_2_2_only() -> None:
    parsing = standards.criterion("4.1.1")
    assert parsing.removed == "2.2"
    assert parsing not in standards.criteria("wcag-2.2", "AAA")
    assert parsing in standards.criteria("wcag-2.1", "A")
    assert parsing in standards.criteria("fi-306-2019", "A")


def test_the_law_leaves_out_live_captions_and_nothing_else() -> None:
    european = {each.id for each in standards.criteria("en-301-549", "AA")}
    finnish = {each.id for each in standards.criteria("fi-306-2019", "AA")}
    assert european - finnish == {"1.2.4"}
    assert finnish < european


def test_criteria_of_2_2_are_no_part_of_the_law() -> None:
    for number in ("2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"):
        assert standards.criterion(number) in standards.criteria("wcag-2.2", "AA")
        assert standards.criterion(number) not in standards.criteria("fi-306-2019", "AA")


def test_clauses_of_the_european_standard_are_those_of_its_criteria() -> None:
    asked = {each.id: each.en301549 for each in standards.criteria("en-301-549", "AA")}
    assert asked == {number: f"9.{number}" for number in asked}
    rest = [each for each in standards.all_criteria().values() if each.id not in asked]
    assert len(rest) == 37
    assert {each.en301549 for each in rest} == {None}


def test_criteria_stand_in_the_order_of_their_numbers() -> None:
    numbers = list(standards.all_criteria())
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_names_in_three_languages_with_their_marks() -> None:
    for each in standards.all_criteria().values():
        assert set(each.names) == {"en", "fi", "sv"}
        assert all(each.names.values())
        assert set(each.marks) == {"fi", "sv"}
        assert set(each.marks.values()) <= {"seen", "check", "own"}
    contrast = standards.criterion("1.4.3")
    assert (contrast.names["fi"], contrast.marks["fi"]) == ("Kontrasti (minimi)", "seen")


def test_names_tell_criteria_apart() -> None:
    for language in ("en", "fi", "sv"):
        counts = Counter(each.names[language] for each in standards.all_criteria().values())
        assert [name for name, count in counts.items() if count > 1] == []


def test_anchors_are_those_of_the_recommendation() -> None:
    assert standards.criterion("1.4.9").anchor == "images-of-text-no-exception"
    assert standards.criterion("3.3.4").anchor == "error-prevention-legal-financial-data"
    assert standards.criterion("4.1.2").anchor == "name-role-value"


def test_every_criterion_belongs_to_a_principle() -> None:
    known = [each.id for each in standards.principles()]
    assert known == ["1", "2", "3", "4"]
    assert {number.split(".")[0] for number in standards.all_criteria()} == set(known)
    assert [each.names["fi"] for each in standards.principles()][1] == "Hallittava"


def test_excluded_criteria_exist() -> None:
    for profile in standards.standards().values():
        assert profile.exclude <= set(standards.all_criteria())
        assert profile.reference.startswith("https://")


def test_unknown_words_are_answered_with_what_to_use() -> None:
    with pytest.raises(ValueError, match=r"no standard 'wcag-22': use wcag-2\.2"):
        standards.criteria("wcag-22", "AA")
    with pytest.raises(ValueError, match=r"no success criterion '9\.9\.9'"):
        standards.criterion("9.9.9")
