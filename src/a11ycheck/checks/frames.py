"""Frames: what is embedded says what it is (WCAG 4.1.2, technique H64)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import Failed, Passed, Verdict, rule

_NOTHING_HIGH = re.compile(r"\s*0+(?:px)?\s*")


def frames(page: Page) -> Iterator[Element]:
    """Frames that assistive technology meets and that nobody tried to hide from it."""
    for frame in page.exposed("iframe"):
        if (frame.tabindex is None or frame.tabindex >= 0) and frame.explicit_role != "none" and not _no_size(frame):
            yield frame


def _no_size(frame: Element) -> bool:
    """Tell whether a frame has no area at all: a script's helper, no part of what people see."""
    return all(_NOTHING_HIGH.fullmatch(frame.get(side)) for side in ("width", "height"))


@rule("frame-without-name", targets=frames)
def frame_without_name(frame: Element) -> Verdict:
    """A frame says what it embeds (ACT cae760)."""
    return Passed("named", name=frame.name) if frame.name else Failed("no-name")
