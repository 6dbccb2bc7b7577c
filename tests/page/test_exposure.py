"""What is drawn, visible, met by assistive technology and reached by keyboard."""

import pytest

from a11ycheck.page import Element
from a11ycheck.page.parse import parse_text


def marked(html: str) -> Element:
    return next(node for node in parse_text(html).elements if node.has("x"))


@pytest.mark.parametrize(
    ("html", "drawn", "visible", "exposed"),
    [
        ("<p x>a", True, True, True),
        ("<p x hidden>a", False, False, False),
        ("<p x hidden style='display:block'>a", True, True, True),
        ("<p x hidden=until-found>a", True, True, True),
        ("<div style='display:none'><p x>a", False, False, False),
        ("<p x style='visibility:hidden'>a", True, False, False),
        ("<div style='visibility:hidden'><p x style='visibility:visible'>a", True, True, True),
        ("<div aria-hidden=true><p x>a", True, True, False),
        ("<div aria-hidden=true><p x aria-hidden=false>a", True, True, False),
        ("<div inert><p x>a", True, True, False),
        ("<dialog><p x>a", False, False, False),
        ("<dialog open><p x>a", True, True, True),
        ("a<noscript><p x>a", False, False, False),
        ("<svg><title x>a</title></svg>", False, False, False),
        ("<button><b x>a", True, True, False),
        ("<div role=button><a x href=/>a</a></div>", True, True, True),
        ("<style>.pois { display: none }</style><p x class=pois>a", False, False, False),
        (
            "<style>.pois { display: none !important }</style><p x class=pois style='display:block'>a",
            False,
            False,
            False,
        ),
        ("<style>.pois { display: none }</style><p x class=pois style='display:block'>a", True, True, True),
        ("<style>@media print { .pois { display: none } }</style><p x class=pois>a", True, True, True),
        (
            "<style>.m { display: none } @media (min-width: 60em) { .m { display: block } }</style><p x class=m>a",
            True,
            True,
            True,
        ),
        ("<style media=print>.pois { display: none }</style><p x class=pois>a", True, True, True),
        ("<style>.pois:hover { display: none }</style><p x class=pois>a", True, True, True),
        ("<style>} ]{ .pois { display: none</style><p x>a", True, True, True),
    ],
)
def test_exposure(html: str, drawn: bool, visible: bool, exposed: bool) -> None:
    element = marked(html)
    assert (element.drawn, element.visible, element.exposed) == (drawn, visible, exposed)


@pytest.mark.parametrize(
    ("html", "focusable", "tabbable"),
    [
        ("<a x href=/>a</a>", True, True),
        ("<a x>a</a>", False, False),
        ("<a x tabindex=0>a</a>", True, True),
        ("<p x tabindex=-1>a", True, False),
        ("<p x tabindex=yksi>a", False, False),
        ("<button x disabled>a", False, False),
        ("<fieldset disabled><button x>a", False, False),
        ("<fieldset disabled><legend><button x>a", True, True),
        ("<input x type=hidden>", False, False),
        ("<button x hidden>a", False, False),
        ("<div inert><button x>a", False, False),
        ("<details><summary x>a</summary>", True, True),
        ("<div x contenteditable>a", True, True),
        ("<video x controls>", True, True),
        ("<video x>", False, False),
    ],
)
def test_focus(html: str, focusable: bool, tabbable: bool) -> None:
    element = marked(html)
    assert (element.focusable, element.tabbable) == (focusable, tabbable)
