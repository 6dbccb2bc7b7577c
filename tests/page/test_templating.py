"""Attributes that scripts and style sheets turn into words."""

import pytest

from a11ycheck.page.parse import parse
from a11ycheck.page.templating import filled_later


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script></script><button id=x kit-close></button>", "kit-close"),
        ('<script></script><a id=x :title="t"></a>', ":title"),
        ('<script></script><button id=x><span v-text="t"></span></button>', "v-text"),
        ('<script></script><button id=x data-bind="text: t"></button>', "data-bind"),
        ('<script></script><button id=x data-toggle="menu" aria-expanded="false"></button>', ""),
        ('<script></script><button id=x><svg><path stroke-width="2"/></svg></button>', ""),
        ("<button id=x kit-close></button>", ""),
        ('<script></script><button id=x @click="open = true" x-show="!open"></button>', ""),
        ('<script></script><button id=x v-on:click="open" v-if="closed"></button>', ""),
        ('<script></script><button id=x (click)="open()" ng-click="open()" hx-get="/a"></button>', ""),
        ('<script></script><button id=x v-bind:title="t"></button>', "v-bind:title"),
        ('<link rel="stylesheet" href="a.css"><a id=x data-tooltip="Maaliskuu"></a>', "data-tooltip"),
        ('<a id=x data-tooltip="Maaliskuu"></a>', ""),
    ],
)
def test_the_notations_of_templates_are_known(html: str, expected: str) -> None:
    """Only on a page with scripts, and neither HTML's own attributes nor those of drawings."""
    node = parse(f"<body>{html}".encode(), url="https://example.org/").by_id("x")
    assert node is not None
    assert filled_later(node) == expected
