"""Fingerprints keep through what does not matter, and tell apart what does."""

import pytest

from a11ycheck.fingerprint import Fingerprints
from a11ycheck.page.mark import mark
from a11ycheck.page.parse import parse_text

BASE = (
    '<header><nav><a href="/a">Yksi</a></nav></header>'
    '<main><div class=teksti><p>Alku<img x src="/kuvat/talo.jpg"></p></div></main>'
)


def fingerprints(html: str, url: str = "https://region.example/sivu") -> list[str]:
    """The fingerprints of defects at the elements that bear an attribute x."""
    page = parse_text(html, url=url)
    made = Fingerprints(url)
    return [made.of_defect("rule", "reason", mark(node)) for node in page.elements if node.has("x")]


@pytest.mark.parametrize(
    "changed",
    [
        BASE.replace("<p>Alku", "<p>Aivan toinen alku"),
        BASE.replace("<main>", "<main><p>Uusi kappale<img src=/muu.jpg>"),
        BASE.replace("<div class=teksti>", "<div><div class=teksti>").replace("</div></main>", "</div></div></main>"),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="/kuvat/talo.jpg?v=20261124"'),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="https://cdn.example/kuvat/talo.jpg"'),
        BASE.replace("<img x", "<img x id=kuva-6f9619ff-8b86-d011-b42d-00c04fc964ff"),
        BASE.replace("<img x", "<img x class=css-1x2ab3"),
        BASE.replace("<a href", "<a id=uusi href"),
    ],
)
def test_what_does_not_change_a_defect(changed: str) -> None:
    assert fingerprints(changed) == fingerprints(BASE)


def test_another_host_is_the_same_page() -> None:
    assert fingerprints(BASE, "https://testi.example:8443/sivu?x=1") == fingerprints(BASE)


def test_a_second_element_is_a_second_defect() -> None:
    image = '<img x src="/kuvat/talo.jpg">'
    twice = fingerprints(BASE.replace(image, image + image))
    assert len(set(twice)) == 2
    assert twice[0] == fingerprints(BASE)[0]


def test_another_image_is_another_defect() -> None:
    assert fingerprints(BASE.replace("talo.jpg", "silta.jpg")) != fingerprints(BASE)


def test_content_of_another_page_is_another_defect_and_the_template_is_not() -> None:
    header = BASE.replace("<a ", "<a x ").replace("<img x", "<img")
    assert fingerprints(BASE, "https://region.example/muu") != fingerprints(BASE)
    assert fingerprints(header, "https://region.example/muu") == fingerprints(header)
