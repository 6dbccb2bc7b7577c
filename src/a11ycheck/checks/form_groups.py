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
    yield from (tuple(group) for group in found.values() if len(group) >= _fewest(group))


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
    if around is not None and around.name:
        return Passed("named", name=around.name)
    if all(len(field.tokens("aria-labelledby")) > 1 or field.referenced("aria-describedby") for field in group):
        return Passed("each", name=group[0].name)
    said = {plain(field.name) for field in group}
    if said <= any_language("bare_answers"):
        return Failed("answers", count=len(group), first=group[0].name, last=group[-1].name)
    return CantTell("choices", count=len(group), first=group[0].name, last=group[-1].name)


def _common_group(group: tuple[Element, ...]) -> Element | None:
    """Return the nearest group around all choices; one with a name counts before one without."""
    around = [
        above for above in group[0].ancestors if above.role in _GROUPS and all(above.contains(field) for field in group)
    ]
    return next((above for above in around if above.name), around[0] if around else None)


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
