"""What forms do: sending, clearing, proving to be human, logging in (WCAG 1.1.1, 3.2.2, 3.3.8)."""

import re
from collections import Counter
from collections.abc import Iterator

from a11ycheck.checks.form_fields import all_fields, fields, kind
from a11ycheck.page import Element, Page
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_BLOCKS = re.compile(r"return\s*\(?\s*(?:false|!1)|preventDefault\s*\(", re.IGNORECASE)
_CAPTCHA = re.compile(r"captcha", re.IGNORECASE)
_WIDGETS = frozenset({"g-recaptcha", "h-captcha", "frc-captcha"})
_CHOICES = frozenset({"checkbox", "radio"})
_CODE = frozenset({"one-time-code"})


def forms_to_fill_in(page: Page) -> list[Element]:
    """Forms with a field that people see."""
    return page.once(_forms_to_fill_in)


def _forms_to_fill_in(page: Page) -> list[Element]:
    orders = {form.order for field in fields(page) if (form := field.closest("form")) is not None}
    return [form for form in page.tagged("form") if form.order in orders and form.visible]


def forms_to_send(page: Page) -> Iterator[Element]:
    """Forms to fill in, less those of choices alone that say nothing of where to send them: they act at once."""
    for form in forms_to_fill_in(page):
        kinds = {kind(field) for field in all_fields(page) if form.contains(field)}
        if form.has("action") or not kinds <= _CHOICES:
            yield form


@rule("form-without-submit-button", targets=forms_to_send)
def form_without_submit_button(form: Element) -> Verdict:
    """A form has a button that sends it (technique H32)."""
    identifier = form.get("id")
    inside = any(node.role == "button" or (node.tag == "a" and node.has("onclick")) for node in form.descendants)
    outside = bool(identifier) and any(
        node.get("form") == identifier for node in form.page.tagged("button", "input") if node.has("form")
    )
    return Passed("button") if inside or outside else Failed("missing")


@rule("reset-button", targets=forms_to_fill_in)
def reset_button(form: Element) -> Verdict:
    """No button empties the form (HTML 4.10.5.1.19: reset buttons are rarely what people want)."""
    reset = next((node for node in form.inside("button", "input") if _resets(node)), None)
    filled = [field for field in all_fields(form.page) if form.contains(field)]
    if reset is not None and len(filled) == 1 and filled[0].tag == "input":
        return Passed("single", name=reset.name)
    return Passed("none") if reset is None else Failed("reset", at=reset, name=reset.name)


def _resets(node: Element) -> bool:
    return node.get("type").strip().lower() == "reset" and node.exposed


def captchas(page: Page) -> Iterator[Element]:
    """Tasks by which a page tells people from programs, each as a whole: a picture belongs to the widget around it."""
    found: list[Element] = []
    for node in page.tagged("div", "iframe", "img", "span"):
        widget = node.tag in ("div", "span") and not _WIDGETS.isdisjoint(node.tokens("class"))
        picture = node.tag in ("iframe", "img") and _CAPTCHA.search(f"{node.get('src')} {node.get('id')}")
        if (widget or picture) and node.drawn and not any(whole.contains(node) for whole in found):
            found.append(node)
            yield node


@rule("captcha-present", targets=captchas)
def captcha_present(captcha: Element) -> Verdict:
    """A task that only some senses can solve has another way (techniques G143 and G144)."""
    if captcha.get("data-size").strip().lower() == "invisible":
        return Passed("invisible")
    return CantTell("task")


def login_secrets(page: Page) -> Iterator[Element]:
    """The only password field of a form, and fields for a code that was sent: what one logs in with."""
    for field in page.exposed("input"):
        code = not _CODE.isdisjoint(field.get("autocomplete").lower().split())
        if code or (kind(field) == "password" and _is_alone(field)):
            yield field


def _is_alone(field: Element) -> bool:
    form = field.closest("form")
    return field.page.once(_passwords_by_form)[form.order if form is not None else 0] == 1


def _passwords_by_form(page: Page) -> Counter[int]:
    found = [field for field in page.tagged("input") if kind(field) == "password"]
    return Counter(form.order if (form := field.closest("form")) is not None else 0 for field in found)


@rule("paste-blocked", targets=login_secrets)
def paste_blocked(field: Element) -> Verdict:
    """A password or code may be pasted (failure F109)."""
    return Failed("blocked", name=field.name) if _BLOCKS.search(field.get("onpaste")) else Passed("allowed")


@rule("password-not-filled", targets=login_secrets)
def password_not_filled(field: Element) -> Verdict:
    """A browser or password manager may fill in what one logs in with (technique H100)."""
    form = field.closest("form")
    own = field.get("autocomplete").strip().lower()
    if own == "off" or (not own and form is not None and form.get("autocomplete").strip().lower() == "off"):
        return Failed("off", name=field.name)
    return Passed("allowed")
