"""What timers of a page move on and take away, and what its buttons bring up (WCAG 2.2.1, 2.2.2, 4.1.2, 4.1.3)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Message, Slide, Told
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language, count_begun


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
    return {each.node: each for each in (*from_the_start, *known(page.facts.messages).messages)}


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


def _told(page: Page) -> dict[int, Told]:
    tried = {form.text for form in (*(page.facts.errors or ()), *(page.facts.wrong_values or ()))}
    return {
        each.node: each
        for each in known(page.facts.messages).told
        if _is_status(each) or (_is_error(each) and not any(each.text in text for text in tried))
    }


def _is_error(told: Told) -> bool:
    """Tell whether a text speaks of an error; what forms say when they were tried has rules of its own."""
    return count_begun((word.lower() for word in words(told.text)), any_language("error_words")) > 0


def _is_status(told: Told) -> bool:
    """Tell whether a text says how an action went, by what its element is called or by its words."""
    return told.named or count_begun((word.lower() for word in words(told.text)), any_language("status_words")) > 0


def texts_of_an_outcome(page: Page) -> Iterator[Element]:
    """Texts on how an action went that a button brings up, or that button where they are made anew each time."""
    return page.by_nodes(page.once(_told))


@rule("message-not-announced", targets=texts_of_an_outcome)
def message_not_announced(element: Element) -> Verdict:
    """A text on how an action went is announced without the focus (WCAG 4.1.3, failure F103)."""
    told = element.page.once(_told)[element.number]
    text = told.text[:80]
    return Passed("announced", text=text) if told.announced else CantTell("silent", text=text)


def openers(page: Page) -> Iterator[Element]:
    """What has aria-expanded, and opened or closed a part of the page when it was pressed."""
    return page.by_nodes(known(page.facts.messages).expanded)


@rule("expanded-state-stale", targets=openers)
def expanded_state_stale(element: Element) -> Verdict:
    """What a control says of being open is true after a press as well (WCAG 4.1.2, failure F79)."""
    name = (element.name or element.tag)[:80]
    if known(element.page.facts.messages).expanded[element.number]:
        return Passed("follows", name=name)
    return Failed("stays", name=name, state=element.get("aria-expanded"))
