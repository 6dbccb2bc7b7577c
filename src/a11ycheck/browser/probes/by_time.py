"""What the timers of a page move on and take away. They are run at once, so that nobody has to wait for them.

What they changed stays changed, so that only what operates the page itself comes later.
"""

from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.by_time_script import BUTTONS, BY_TIME, MESSAGES, WAITING
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles, handles_of_gone
from a11ycheck.browser.probes.trials_script import GUARD
from a11ycheck.page import Page
from a11ycheck.page.facts import ByTime, Layer, Message, Pressed, Slide, Told


def by_time(browser: Browser, _page: Page, _deadline: Deadline) -> ByTime | None:
    """Let the timers of a page run for some rounds; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not evaluate(browser, WAITING):
        return ByTime()
    evaluate(browser, GUARD)
    found = evaluate(browser, BY_TIME, wait=True)
    if not isinstance(found, dict):
        return None
    slides = handles(browser, "window.__a11ycheckByTime.slides", len(found["slides"]))
    messages = handles(browser, "window.__a11ycheckByTime.messages", len(found["messages"]))
    return ByTime(
        slides=tuple(Slide(node=node, **one) for node, one in zip(slides, found["slides"], strict=True) if node),
        messages=tuple(_messages(messages, found["messages"])),
        whole=found["whole"],
    )


def messages(browser: Browser, page: Page, _deadline: Deadline) -> Pressed | None:
    """Press the buttons of a page, and see which texts come up and go away; None where the page does not answer.

    A message that is made anew each time is told of the button.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not evaluate(browser, BUTTONS):
        return Pressed()
    evaluate(browser, GUARD)
    found = evaluate(browser, MESSAGES, wait=True)
    if not isinstance(found, dict):
        return None
    told = zip(_bearers(browser, page, "told", len(found["told"])), found["told"], strict=True)
    layers = zip(_bearers(browser, page, "layers", len(found["layers"])), found["layers"], strict=True)
    return Pressed(
        messages=tuple(_messages(_bearers(browser, page, "messages", len(found["messages"])), found["messages"])),
        told=tuple(Told(node=node, **one) for node, one in told if node),
        expanded=_by_node(browser, "expanded", found["expanded"]),
        states=_by_node(browser, "states", found["states"]),
        gone=_by_node(browser, "gone", found["gone"]),
        layers=tuple(Layer(node=node, **one) for node, one in layers if node),
    )


def _by_node[T](browser: Browser, kind: str, found: list[T]) -> dict[int, T]:
    nodes = handles_of_gone(browser, f"window.__a11ycheckMessages.{kind}", len(found))
    return {node: one for node, one in zip(nodes, found, strict=True) if node}


def _bearers(browser: Browser, page: Page, kind: str, count: int) -> list[int]:
    """Return the nodes that bear texts, or the buttons that brought them up where the page did not have them."""
    there = handles(browser, f"window.__a11ycheckMessages.{kind}.map(([text]) => text)", count)
    buttons = handles(browser, f"window.__a11ycheckMessages.{kind}.map(([, button]) => button)", count)
    return [one if page.by_node(one) is not None else button for one, button in zip(there, buttons, strict=True)]


def _messages(nodes: list[int], found: list[dict[str, Any]]) -> list[Message]:
    pairs = zip(nodes, found, strict=True)
    return [Message(node=node, **one) for node, one in pairs if node]
