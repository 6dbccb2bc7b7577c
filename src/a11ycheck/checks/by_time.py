"""What timers of a page move on and take away (WCAG 2.2.1, 2.2.2)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Message, Slide
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language


def _slides(page: Page) -> dict[int, Slide]:
    return {each.node: each for each in known(page.facts.by_time).slides}


def slides(page: Page) -> Iterator[Element]:
    """What changes its parts by turns, less what the rules about texts and animations already judge."""
    others = [change.node for change in page.facts.trials.changing] if page.facts.trials is not None else []
    others += [each.node for each in page.facts.animations or ()]
    judged = list(page.by_nodes(others))
    for element in page.by_nodes(page.once(_slides)):
        if not any(element.contains(other) or other.contains(element) for other in judged):
            yield element


@rule("slides-without-pause", targets=slides)
def slides_without_pause(element: Element) -> Verdict:
    """Pictures and texts that take turns by themselves can be stopped (WCAG 2.2.2, failure F16)."""
    slide = element.page.once(_slides)[element.number]
    text = slide.text or element.tag
    if slide.stopped:
        return Passed("stopped", text=text)
    names = " ".join(node.name.lower() for node in element.page.with_role("button", "checkbox", "switch"))
    if any(word.startswith(tuple(any_language("pause_words"))) for word in names.split()):
        return CantTell("button", text=text)
    return Failed("goes-on", text=text) if known(element.page.facts.by_time).whole else CantTell("button", text=text)


def _messages(page: Page) -> dict[int, Message]:
    from_the_start = page.facts.by_time.messages if page.facts.by_time is not None else ()
    return {each.node: each for each in (*from_the_start, *known(page.facts.messages))}


def messages_and_their_buttons(page: Page) -> Iterator[Element]:
    """Messages that stand there at first, or come up when a button is pressed: then perhaps that button itself."""
    return page.by_nodes(page.once(_messages))


@rule("message-vanishes", targets=messages_and_their_buttons)
def message_vanishes(element: Element) -> Verdict:
    """A message stays until it was read (WCAG 2.2.1): whether it matters, and stands elsewhere, a person sees."""
    message = element.page.once(_messages)[element.number]
    text = message.text[:80]
    if message.seconds is None:
        return Passed("stays", text=text)
    return CantTell("vanishes", text=text, seconds=round(message.seconds, 1))
