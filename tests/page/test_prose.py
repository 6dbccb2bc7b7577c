"""Texts are told apart by block and by the element that declares their language."""

from a11ycheck.page.parse import parse_text
from a11ycheck.page.prose import attribute_names, passages, title_element


def test_inner_languages_are_passages_of_their_own() -> None:
    page = parse_text('<html lang="fi"><p>Se on <b>ruotsiksi</b> <i lang="sv">på svenska</i>.<p hidden>Piilossa')
    found = [(each.element.tag, each.bearer.get("lang"), each.text) for each in passages(page)]
    assert found == [("p", "fi", "Se on ruotsiksi ."), ("i", "sv", "på svenska")]


def test_space_between_elements_in_a_line_parts_their_words() -> None:
    page = parse_text("<ul>\n<li><b>Hyvä</b> <i>asiakas</i></li>\n<li><a>A</a>\n<a>B</a>c<br>d</li>\n</ul>")
    assert [each.text for each in passages(page)] == ["Hyvä asiakas", "A Bc d"]


def test_code_and_what_is_not_to_be_translated_is_no_prose() -> None:
    page = parse_text("<p>Aja <code>apt install</code> <span translate=no>Debian</span></p><pre>x</pre>")
    assert [each.text for each in passages(page)] == ["Aja"]


def test_names_from_attributes_have_the_language_of_their_element() -> None:
    page = parse_text('<html lang=fi><div lang=sv><img alt="Torget" src=a></div><a href=b title=Lue>Kartta</a>')
    assert [(each.bearer.get("lang"), each.text) for each in attribute_names(page)] == [("sv", "Torget")]


def test_the_title_is_not_that_of_a_drawing() -> None:
    page = parse_text("<svg><title>Logo</title></svg><title>Etusivu</title>")
    title = title_element(page)
    assert title is not None
    assert title.text == ""
    assert page.title == "Etusivu"
