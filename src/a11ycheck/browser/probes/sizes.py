"""The page in windows of other sizes, and with the spacing that readers may need."""

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles, snapped, window_of
from a11ycheck.page import Page

_BROAD, _HIGH = (1000, 900), (1000, 1100)  # CSS pixels: as wide, so that nothing but the orientation differs
_ZOOMED = (640, 512)  # 1280 by 1024 at 200 %, WCAG 1.4.4 as ACT rule 59br37 reads it
_NARROW = (320, 800)  # WCAG 1.4.10; the height does not count for texts that run from left to right

# Whether some style asks for the orientation; what another site's sheet asks for is not known.
_ASKS = """(() => {
  const asks = rules => [...rules].some(rule =>
    /orientation|aspect-ratio/.test(rule.media?.mediaText || '') || (rule.cssRules && asks(rule.cssRules)) ||
    (rule.styleSheet && sheet(rule.styleSheet)));
  const sheet = one => {
    try { return /orientation/.test(one.media.mediaText) || asks(one.cssRules); } catch { return true; }
  };
  return [...document.styleSheets].some(sheet);
})()"""
_REMEMBER = """(() => {
  const known = window.__a11ycheckTurned ||= new Map();
  const turn = element => {
    const style = getComputedStyle(element);
    if (style.transform === 'none' && style.rotate === 'none') return 0;
    const matrix = new DOMMatrix(style.transform === 'none' ? '' : style.transform);
    const angle = Math.atan2(matrix.b, matrix.a) * 180 / Math.PI;
    const own = /^(?:z )?(-?[0-9.e+-]+)deg$/.exec(style.rotate);
    return angle + (own ? parseFloat(own[1]) : 0);
  };
  for (const element of document.querySelectorAll('html, body, body *')) {
    const angle = turn(element);
    if (angle || known.has(element)) known.set(element, [...(known.get(element) || (AT ? [0] : [])), angle]);
  }
})()"""
_TURNED = """(() => {
  const all = [...window.__a11ycheckTurned].map(([element, [broad, high]]) => [element, broad, high ?? 0]);
  delete window.__a11ycheckTurned;
  window.__a11ycheckTurns = all.filter(([, broad, high]) => Math.abs(broad - high) > 0.01);
  return window.__a11ycheckTurns.map(([, broad, high]) => [broad, high]);
})()"""


def rotations(browser: Browser, _page: Page, _deadline: Deadline) -> dict[int, tuple[float, float]] | None:
    """Return the elements that are turned otherwise in a broad window than in a high one, with both angles in degrees.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not evaluate(browser, _ASKS):
        return {}
    for at, size in enumerate((_BROAD, _HIGH)):
        with window_of(browser, *size):
            evaluate(browser, _REMEMBER.replace("AT", str(at)))
    angles = evaluate(browser, _TURNED)
    if not isinstance(angles, list):
        return None
    nodes = handles(browser, "window.__a11ycheckTurns.map(([element]) => element)", len(angles))
    return {node: (float(broad), float(high)) for node, (broad, high) in zip(nodes, angles, strict=True) if node}


def zoomed(browser: Browser, page: Page, _deadline: Deadline) -> Page | None:
    """Return the page as it is drawn at 200 %.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    with window_of(browser, *_ZOOMED):
        return snapped(browser, page)


def narrow(browser: Browser, page: Page, _deadline: Deadline) -> Page | None:
    """Return the page as it is drawn 320 CSS pixels wide.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    with window_of(browser, *_NARROW):
        return snapped(browser, page)


# The four properties of WCAG 1.4.12, as a reader's own style sheet sets them.
_SPACE_OUT = """(() => {
  const style = document.createElement('style');
  style.id = 'a11ycheck-spacing';
  style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; transition: none !important }
    p { margin-bottom: 2em !important }`;
  document.documentElement.append(style);
})()"""
_SPACE_BACK = "document.getElementById('a11ycheck-spacing')?.remove()"


def spaced(browser: Browser, page: Page, _deadline: Deadline) -> Page | None:
    """Return the page as it is drawn with wider text spacing.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    evaluate(browser, _SPACE_OUT)
    try:
        return snapped(browser, page)
    finally:
        evaluate(browser, _SPACE_BACK)
