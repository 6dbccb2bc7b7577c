"""axe-core over a drawn page, as a second opinion.

axe runs in a world of its own in each frame: it sees the document, and nothing that the page's scripts have made of
``window``, ``Promise`` or ``JSON``; nor do they see axe. Each frame is asked by itself, so that axe sends no messages
through the page. What it says comes back as plain values, with the numbers of elements in the browser.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from axe_selenium_python import Axe

from a11ycheck.axe_rules import chosen, in_frames
from a11ycheck.browser.axe_script import find_axe
from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import RefusedError
from a11ycheck.model import Outcome
from a11ycheck.page.axe import AxeResult, AxeRule, SecondOpinion
from a11ycheck.settings import Settings

SECONDS = 10.0  # that axe may take on a page
_GRACE = 3.0  # seconds for the browser to end a script whose time is up
_WORLD = "a11ycheck-axe"
_MOST_FRAMES = 20  # of a page, with the page itself
_MOST_RESULTS = 3_000  # of a frame
_LONGEST = 200  # characters of what is said of an element
_OPTIONS = {
    "resultTypes": ["violations", "incomplete"],  # of the others no more than the name
    "elementRef": True,
    "selectors": False,
    "iframes": False,
    "preload": False,
}

_RULES = """axe.getRules().map(({ruleId, tags, help, helpUrl}) => ({id: ruleId, tags, help, url: helpUrl}))"""

# axe puts its beginning off by no time. A page whose scripts are switched off has no timers, but it has promises.
_TIMERS = """(timer => {
  globalThis.setTimeout = (call, after, ...rest) =>
    after ? timer(call, after, ...rest) : void Promise.resolve().then(() => call(...rest));
})(setTimeout);"""

# A frame without room shows nothing. Elements are sent once each: of a repeated one the browser gives no number.
_BEGIN = """((options, most) => {
  globalThis.said = null;
  const ask = async () => {
    if (!innerWidth || !innerHeight) return ['{"passed": [], "results": []}'];
    const {violations, incomplete, passes} = await axe.run(document, options);
    const results = [], numbers = new Map();
    for (const [outcome, found] of [['failed', violations], ['cantTell', incomplete]]) {
      for (const {id, nodes} of found) {
        for (const {element, any, all, none} of nodes) {
          if (!element || results.length >= most) continue;
          if (!numbers.has(element)) numbers.set(element, numbers.size);
          const [first] = [...none, ...all, ...any];
          results.push([id, outcome, numbers.get(element), first ? String(first.message) : '']);
        }
      }
    }
    return [JSON.stringify({passed: passes.map(({id}) => id), results}), ...numbers.keys()];
  };
  ask().then(value => { said = value; }, error => { said = String(error); });
})"""
_IS_DONE = "said !== null"
_SAID = "(() => { if (!Array.isArray(said)) throw new Error(said); return said; })()"
_LOOK_AGAIN = 0.02  # seconds
_WITH_ELEMENTS = {
    "serialization": "deep",
    "maxDepth": 1,
    "additionalParameters": {"maxNodeDepth": 0, "includeShadowTree": "none"},
}


class _Said(msgspec.Struct, frozen=True):
    passed: list[str]
    results: list[tuple[str, Outcome, int, str]]  # rule, outcome, which element, what is the matter


class SecondOpinionOfAxe(Axe):  # type: ignore[misc]  # the package carries no types
    """axe as the package brings it along, with its two steps done by the DevTools protocol.

    The steps of the package put options into JavaScript as Python writes them, lose a promise that is rejected, run
    among the page's own scripts and reach the top frame alone.
    """

    def __init__(self, browser: Browser, source: str) -> None:
        super().__init__(browser.driver)
        self._browser = browser
        self._source = source
        self._until = time.monotonic() + SECONDS

    def inject(self) -> Iterator[int]:
        """Put axe into each frame that can be reached, the page itself first; yield the worlds that it is in.

        Raises:
            RefusedError: where the page itself does not take it.
        """
        for number, frame in enumerate(self._browser.frames()):
            if number >= _MOST_FRAMES:
                return
            try:
                yield self._enter(frame)
            except RefusedError:
                if not number:
                    raise

    def _enter(self, frame: str) -> int:
        world = self._browser.cdp("Page.createIsolatedWorld", frameId=frame, worldName=_WORLD)["executionContextId"]
        self.evaluate(int(world), f"{_TIMERS}\n{self._source};0")
        return int(world)

    def wait_for(self, meanwhile: Callable[[], None]) -> None:
        """Do something else, which takes nothing of the time of axe."""
        begun = time.monotonic()
        meanwhile()
        self._until += time.monotonic() - begun

    def begin(self, context: int, options: dict[str, Any]) -> None:
        """Set axe going in a world; see ``end``."""
        self.evaluate(context, f"{_BEGIN}({json.dumps(options)}, {_MOST_RESULTS})")

    def end(self, context: int) -> tuple[_Said, list[int]]:
        """Return what axe says of the document of a world, and the number of each element that it speaks of.

        Raises:
            RefusedError: where axe breaks off, or does not end in time.
        """
        while not self.evaluate(context, _IS_DONE)["value"]:  # never waits for a promise, which may never be kept
            time.sleep(_LOOK_AGAIN)
        answer = self.evaluate(context, _SAID, _WITH_ELEMENTS)
        try:
            text, *elements = answer["deepSerializedValue"]["value"]
            nodes = [int(element["value"]["backendNodeId"]) for element in elements]
            return msgspec.json.decode(text["value"], type=_Said), nodes
        except (KeyError, TypeError, ValueError) as error:
            raise RefusedError("axe does not answer as it should") from error

    def evaluate(self, world: int, script: str, serialization: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run a script in a world, and return its value as the browser describes it; see ``run``."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise RefusedError("axe took too long")
        self._browser.allow(left + _GRACE)
        answer = self._browser.cdp(
            "Runtime.evaluate",
            expression=script,
            contextId=world,
            timeout=int(left * 1000) + 1,  # then the browser ends the script, and is well
            serializationOptions=serialization or {"serialization": "json"},
        )
        if "exceptionDetails" in answer:
            fault = answer["exceptionDetails"]
            said = fault.get("exception", {}).get("description") or fault.get("text", "")
            raise RefusedError(f"axe broke off: {said[:_LONGEST]}")
        result: dict[str, Any] = answer["result"]
        return result


class AxeReader:
    """Asks the rules of a scan of one page after the other."""

    def __init__(self, settings: Settings) -> None:
        """Read axe-core.

        Raises:
            SettingsError: where the settings name a file that is none.
        """
        self._settings = settings
        self._source = find_axe(settings).path.read_text(encoding="utf-8")
        self._rules: tuple[AxeRule, ...] | None = None  # until axe was asked for them

    def read(self, browser: Browser, meanwhile: Callable[[], None]) -> SecondOpinion:
        """Return what axe says of the page that a browser shows. While axe is at it, ``meanwhile`` is done once.

        Raises:
            RefusedError: where axe breaks off, or does not end in time, for which that of ``meanwhile`` does not count.
            BrowserCrashedError: where the browser does not answer any more.
        """
        axe = SecondOpinionOfAxe(browser, self._source)
        passed: set[str] = set()
        results: list[AxeResult] = []
        rules: tuple[AxeRule, ...] = ()
        for number, world in enumerate(axe.inject()):
            rules = self._chosen(axe, world)
            asked = rules if not number else tuple(in_frames(rules))
            if asked:
                axe.begin(world, _options(asked))
                if not number:
                    axe.wait_for(meanwhile)
                said, nodes = axe.end(world)
                passed.update(said.passed)
                results += _results(said, nodes, asked)
        faulty = {result.rule.id for result in results}
        return SecondOpinion(rules=rules, passed=frozenset(passed - faulty), results=tuple(results))

    def _chosen(self, axe: SecondOpinionOfAxe, world: int) -> tuple[AxeRule, ...]:
        if self._rules is None:
            answer = axe.evaluate(world, _RULES)
            try:
                self._rules = chosen(msgspec.convert(answer["value"], tuple[AxeRule, ...]), self._settings)
            except (KeyError, msgspec.ValidationError) as error:
                raise RefusedError("axe does not name its rules") from error
        return self._rules


def _options(rules: Iterable[AxeRule]) -> dict[str, Any]:
    return _OPTIONS | {"runOnly": {"type": "rule", "values": [rule.id for rule in rules]}}


def _results(said: _Said, nodes: list[int], rules: Iterable[AxeRule]) -> Iterator[AxeResult]:
    by_id = {rule.id: rule for rule in rules}
    for rule_id, outcome, number, matter in said.results:
        if rule_id in by_id and number < len(nodes):
            rule = by_id[rule_id]
            yield AxeResult(rule=rule, outcome=outcome, node=nodes[number], said=_sentence(rule.help, matter))


def _sentence(help_text: str, matter: str) -> str:
    """What a rule asks for and what is the matter: ``"Images must have alternative text (Element has no alt)."``."""
    words = " ".join(matter.split())
    room = _LONGEST - len(help_text) - 4
    shown = words if len(words) <= room else f"{words[:room]}…"
    return f"{help_text} ({shown})." if shown else f"{help_text}."
