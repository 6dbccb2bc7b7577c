"""The colour of the texts that stand in empty fields: no snapshot has them."""

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Page
from a11ycheck.page.facts import PlaceholderText

_MOST = 60  # fields of a page
_FIELDS = f"""(() => {{
  const found = [];
  const collect = root => {{
    found.push(...root.querySelectorAll(':placeholder-shown'));
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) collect(element.shadowRoot);
  }};
  collect(document);
  return found.filter(field => field.placeholder.trim()).slice(0, {_MOST});
}})()"""
_STYLES = f"""{_FIELDS}.map(field => {{
  const style = getComputedStyle(field, '::placeholder');
  return [style.color, Number(style.opacity)];
}})"""


def placeholders(browser: Browser, _page: Page, _deadline: Deadline) -> dict[int, PlaceholderText] | None:
    """Return how the placeholders that show are drawn, by the field's node; None where the page does not answer.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    styles = evaluate(browser, _STYLES)
    if not isinstance(styles, list):
        return None
    nodes = handles(browser, _FIELDS, len(styles))
    return {
        node: PlaceholderText(colour, float(opacity))
        for node, (colour, opacity) in zip(nodes, styles, strict=True)
        if node and isinstance(colour, str) and isinstance(opacity, int | float)
    }
