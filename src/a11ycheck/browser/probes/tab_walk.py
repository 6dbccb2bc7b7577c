"""The way of the Tab key through a page: where it stops, and whether one sees where it is."""

import base64
import io
import time
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tab_walk_script import GIVE_UP, PREPARE, RESULT, SO_FAR, STEP, WAIT
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles, press
from a11ycheck.page import Page
from a11ycheck.page.facts import Outline, Stop, TabWalk
from a11ycheck.page.layout import Box

_MOST_STOPS = 250
_FIRST, _MOST_AHEAD = 5, 50  # presses of the Tab key that are sent at a time ...
_AT_A_TIME = 1.0  # ... and seconds that they may take
_MOST_PICTURES = 12  # elements whose focus no style shows, and that are therefore photographed


def tab_walk(browser: Browser, _page: Page, deadline: Deadline) -> TabWalk | None:
    """Press Tab from the start of the page to its end; None where the page does not let itself be walked.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    whole = _walk_ahead(browser, deadline)
    if whole is None:
        evaluate(browser, PREPARE.replace("AHEAD", "false"))
        whole = _walk(browser, deadline)
        evaluate(browser, WAIT, wait=True)
    result = evaluate(browser, RESULT)
    if not isinstance(result, dict):
        return None
    nodes = handles(browser, "window.__a11ycheckWalk.stops", result["count"])
    changed: list[bool | None] = [*result["changed"], *[None] * result["count"]][: result["count"]]
    _photograph(browser, changed, deadline)
    _look_again(browser, result["covered"], deadline)
    return TabWalk(
        stops=tuple(_stop(node, at, changed[at], result) for at, node in enumerate(nodes) if node),
        whole=whole,
        strayed=bool(result["strayed"]),
    )


def _stop(node: int, at: int, changed: bool | None, result: dict[str, Any]) -> Stop:
    outline = result["outlines"][at]
    return Stop(
        node=node,
        box=Box(*result["boxes"][at]),
        changed=changed,
        obscured=result["covered"][at],
        leaves=result["leaves"][at],
        outline=Outline(str(outline[0]), float(outline[1])) if outline else None,
    )


def _walk_ahead(browser: Browser, deadline: Deadline) -> bool | None:
    """Walk with many keys sent at a time; see ``_walk``. None where that does not lead straight through the page.

    A slow walk has to tell where the page moves the focus, or where a frame keeps keys to itself.
    """
    expected = evaluate(browser, PREPARE.replace("AHEAD", "true"))
    whole = _press_ahead(browser, deadline, int(expected)) if expected else None
    if whole is None or evaluate(browser, WAIT, wait=True) is not False:
        evaluate(browser, GIVE_UP)
        return None
    return whole


def _press_ahead(browser: Browser, deadline: Deadline, expected: int) -> bool | None:
    """Press as many keys at a time as there may be stops left, at first a few, and never for long."""
    sent, times = 0, _FIRST
    while sent < _MOST_STOPS:
        if deadline.passed:
            return False
        begun = time.monotonic()
        press(browser, "Tab", times=times)
        sent += times
        heard, done, strayed = evaluate(browser, SO_FAR) or (0, "", True)
        if strayed or heard != sent:
            return None
        if done:
            return True
        in_time = int(_AT_A_TIME * times / (time.monotonic() - begun))
        times = max(1, min(in_time, max(_FIRST, expected - sent), _MOST_AHEAD))
    return False


def _walk(browser: Browser, deadline: Deadline) -> bool:
    """Walk until the focus leaves the page or comes back to where it was; return whether that happened in time."""
    for _ in range(_MOST_STOPS):
        if deadline.passed:
            return False
        press(browser, "Tab")
        if evaluate(browser, STEP) != "":
            return True
    return False


def _photograph(browser: Browser, changed: list[bool | None], deadline: Deadline) -> None:
    """Compare pictures with and without focus where no style that was looked at changes."""
    unsure = [at for at, known in enumerate(changed) if known is False]
    for count, at in enumerate(unsure):
        changed[at] = None if count >= _MOST_PICTURES or deadline.passed else _looks_different(browser, at)


def _look_again(browser: Browser, covered: list[bool], deadline: Deadline) -> None:
    """Take back what was covered on the way only by what goes away by itself, such as the tip of another stop."""
    for at in [at for at, known in enumerate(covered) if known][:_MOST_PICTURES]:
        if deadline.passed:
            return
        covered[at] = evaluate(browser, f"window.__a11ycheckWalk.isStillCovered({at})", wait=True) is not False


def _looks_different(browser: Browser, at: int) -> bool | None:
    """Tell whether the focus changes the picture, None where the picture changes by itself."""
    focused, without = _pair(browser, at)
    if focused == without:
        return False
    again, still = _pair(browser, at)  # what differed once may have been drawn late
    return again != still if without == still else None


def _pair(browser: Browser, at: int) -> tuple[bytes, bytes]:
    """Return the pixels of the window with the focus on a stop, and without."""
    evaluate(browser, f"window.__a11ycheckWalk.stops[{at}].focus(); window.__a11ycheckWalk.arrive()", wait=True)
    focused = _picture(browser)
    evaluate(browser, "document.activeElement?.blur?.(); undefined")
    return _pixels(focused), _pixels(_picture(browser))


def _picture(browser: Browser) -> bytes:
    answer: dict[str, Any] = browser.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=False)
    return base64.b64decode(answer["data"])


def _pixels(png: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - loads slowly, and few pages need it

    return Image.open(io.BytesIO(png)).convert("RGB").tobytes()
