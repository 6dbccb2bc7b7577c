"""Groups of fields that answer one question (WCAG 1.3.1, 3.3.2, techniques H71 and ARIA17)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from a11ycheck.checks.form_fields import fields, kind
from a11ycheck.checks.form_labels import plain
from a11ycheck.page import Element, Page
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_FEWEST_OF_MANY_NAMES = 3
_KEY = re.compile(r"\[[^\]]+\]$")
_AROUND_A_BOX = frozenset({"label", "div", "span", "p", "li"})
_QUESTIONS = frozenset({"p", "span", "div", "strong", "b", "label"})
_GROUPS = frozenset({"group", "radiogroup"})


def groups_of_choices(page: Page) -> Iterator[tuple[Element, ...]]:
    """Radio buttons, and boxes to tick, with labels, that share a name in one form or a group by role."""
    found: dict[tuple[int, str, str], list[Element]] = defaultdict(list)
    for field in fields(page):
        around = next((above for above in field.ancestors if above.role == "radiogroup"), None)
        if around is not None and field.explicit_role == "radio" and field.name:
            found[around.order, "radiogroup", ""].append(field)
        elif kind(field) in ("radio", "checkbox") and field.get("name") and field.name:
            form = field.closest("form")
            found[form.order if form is not None else 0, kind(field), _name(field)].append(field)
    groups = [tuple(group) for group in found.values() if len(group) >= _fewest(group)]
    yield from groups
    taken = {field.order for group in groups for field in group}
    yield from (group for group in _boxes_below_a_question(page) if taken.isdisjoint(field.order for field in group))


def _boxes_below_a_question(page: Page) -> Iterator[tuple[Element, ...]]:
    """Boxes to tick that stand together after a text of their own, whatever they are called in the source."""
    found: dict[int, list[Element]] = defaultdict(list)
    for field in fields(page):
        box = _wrapper(field).parent if kind(field) == "checkbox" and field.name else None
        if box is not None:
            found[box.order].append(field)
    for group in found.values():
        if len(group) >= _FEWEST_OF_MANY_NAMES and _has_question_before(_wrapper(group[0])):
            yield tuple(group)


def _wrapper(field: Element) -> Element:
    """Return the outermost element that holds a box, its label and nothing else that one fills in."""
    outer = field
    for above in field.ancestors:
        if above.tag not in _AROUND_A_BOX or len(above.inside("input", "select", "textarea")) > 1:
            break
        outer = above
    return outer


def _has_question_before(first: Element) -> bool:
    """Tell whether a text that is no heading and no label of a field begins the box around choices."""
    before = first.before
    if before is not None and before.tag == "label" and before.has("for"):  # of a first choice whose label precedes it
        before = before.before
    box = first.parent
    if before is None or box is None or before.tag not in _QUESTIONS or not before.text or not before.visible:
        return False
    return before.before is None and not before.inside("a", "button", "input", "select", "textarea")


def _name(field: Element) -> str:
    """Return what the choices of a group have in common in their names: Drupal calls its boxes topics[a], topics[b]."""
    name = field.get("name")
    return _KEY.sub("[]", name) if kind(field) == "checkbox" else name


def _fewest(group: list[Element]) -> int:
    """Return how many fields make a group: two boxes of a form may share the first part of a name by chance."""
    return 2 if len({field.get("name") for field in group}) == 1 else _FEWEST_OF_MANY_NAMES


@rule("field-group-without-name", targets=groups_of_choices)
def field_group_without_name(group: tuple[Element, ...]) -> Verdict:
    """Choices that answer one question are a group, whose name is the question."""
    around = _common_group(group)
    said = {plain(field.name) for field in group}
    if around is not None and around.name and not (said <= any_language("bare_answers") and _is_of_more(around, group)):
        return Passed("named", name=around.name)
    if all(len(field.tokens("aria-labelledby")) > 1 or field.referenced("aria-describedby") for field in group):
        return Passed("each", name=group[0].name)
    if said <= any_language("bare_answers") and not (around is not None and around.name):
        return Failed("answers", count=len(group), first=group[0].name, last=group[-1].name)
    return CantTell("choices", count=len(group), first=group[0].name, last=group[-1].name)


def _common_group(group: tuple[Element, ...]) -> Element | None:
    """Return the nearest group around all choices; one with a name counts before one without."""
    around = [
        above for above in group[0].ancestors if above.role in _GROUPS and all(above.contains(field) for field in group)
    ]
    return next((above for above in around if above.name), around[0] if around else None)


def _is_of_more(around: Element, group: tuple[Element, ...]) -> bool:
    """Tell whether a named group holds other fields before these, so that its name hardly is their question."""
    orders = {field.order for field in group}
    others = [each for each in fields(around.page) if around.contains(each) and each.order not in orders]
    return any(each.order < group[0].order for each in others) and not around.name.rstrip().endswith("?")


def fieldsets_of_other_fields(page: Page) -> Iterator[Element]:
    """Fieldsets around two fields and more that are not one group of choices."""
    of_choices = {group[0].order for group in groups_of_choices(page)}
    for fieldset in page.exposed("fieldset"):
        inner = [
            node for node in fieldset.inside("input", "select", "textarea") if node.exposed and kind(node) != "submit"
        ]
        if len(inner) > 1 and not of_choices & {node.order for node in inner}:
            yield fieldset


@rule("fieldset-without-legend", targets=fieldsets_of_other_fields)
def fieldset_without_legend(fieldset: Element) -> Verdict:
    """A group of fields says what it is about (technique H71)."""
    if fieldset.name:
        return Passed("named", name=fieldset.name)
    legend = any(child.tag == "legend" for child in fieldset.elements)
    return Failed("empty" if legend else "missing")
