"""Elements by what their attributes say."""

import re

from a11ycheck.page.attributes import with_word
from a11ycheck.page.parse import parse_text

_CARD = re.compile(r"(?:^|\s)card(?:$|\s)")


def test_a_word_is_found_in_any_of_the_attributes_and_only_whole() -> None:
    page = parse_text('<p class="big card" id="a">1</p><p class="cards">2</p><p id="card">3</p><p class="card">4</p>')

    assert [node.text for node in with_word(page, ("class", "id"), _CARD)] == ["1", "3", "4"]


def test_a_word_does_not_run_over_two_values() -> None:
    page = parse_text('<p class="big">1</p><p class="card-x">2</p>')

    assert with_word(page, ("class",), re.compile(r"big\scard")) == []
