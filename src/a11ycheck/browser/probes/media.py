"""Sound and film as they play: how long they last, and whether they hold sound."""

import json
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.page import Page
from a11ycheck.page.facts import Media

_MOST = 10  # recordings of a page
_LOADING = 2500  # milliseconds that they may take to tell how long they are, all at once
_STARTING = 1000  # milliseconds that they may take to start; they are played without sound, to see what they hold
_PLAYING = 400  # milliseconds more, in which sound follows the first picture where there is any
_HEARD = 3  # recordings whose sound is looked at, where it may be read ...
_BYTES = 16_000_000  # ... and is not larger
_HEARING = 3000  # milliseconds for that
_SILENT = 0.003  # of full scale, some -50 dB: what is never louder is silence

_BOUNDS = {
    "MOST": _MOST,
    "LOADING": _LOADING,
    "STARTING": _STARTING,
    "PLAYING": _PLAYING,
    "HEARD": _HEARD,
    "BYTES": _BYTES,
    "HEARING": _HEARING,
}

# Each recording is asked for its metadata, then played muted for a moment; after that it is as it was.
_MEASURE = """(async () => {
  const all = [];
  const collect = root => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLMediaElement && all.length < __MOST__) all.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  collect(document);
  window.__a11ycheckMedia = all;
  const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  const known = element => new Promise(done => {
    if (element.readyState >= 1 || element.error) return done();
    for (const name of ['loadedmetadata', 'error']) element.addEventListener(name, done, {once: true});
    for (const source of element.querySelectorAll('source')) source.addEventListener('error', () => {
      if (element.networkState === 3) done();
    });
    if (element.networkState === 3) return done();
    if (element.preload === 'none' && element.networkState !== 2) { element.preload = 'metadata'; element.load(); }
  });
  await Promise.race([Promise.all(all.map(known)), wait(__LOADING__)]);
  const before = all.map(element => [element.muted, element.currentTime, element.paused]);
  for (const element of all) {
    if (element.readyState < 1) continue;
    element.muted = true;
    element.play().catch(() => {});
  }
  const playing = all.filter(element => element.readyState >= 1);
  const decodes = element => element.webkitAudioDecodedByteCount > 0;
  const shows = element => element.webkitVideoDecodedByteCount > 0;
  const started = () => playing.every(each => decodes(each) || shows(each));
  for (let time = 0; time < __STARTING__ && !started(); time += 50) await wait(50);
  if (!playing.every(decodes)) await wait(__PLAYING__);
  const measured = all.map((element, at) => ({
    seconds: Number.isFinite(element.duration) ? element.duration : null,
    address: element.currentSrc,
    muted: before[at][0],
    bytes: element.webkitAudioDecodedByteCount,
    played: element.webkitAudioDecodedByteCount + element.webkitVideoDecodedByteCount > 0,
    peak: null,
  }));
  all.forEach((element, at) => {
    const [muted, time, paused] = before[at];
    if (paused) element.pause();
    if (element.readyState >= 1) element.currentTime = time;
    element.muted = muted;
  });
  const loudest = async address => {
    const stop = new AbortController();
    const answer = await fetch(address, {signal: stop.signal});
    if (!(Number(answer.headers.get('content-length')) <= __BYTES__)) return stop.abort();
    const context = new OfflineAudioContext(1, 1, 16000);
    const sound = await context.decodeAudioData(await answer.arrayBuffer());
    let peak = 0;
    for (let channel = 0; channel < sound.numberOfChannels; channel++) {
      for (const sample of sound.getChannelData(channel)) peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  };
  const heard = measured.filter(each => each.seconds && (each.bytes > 0 || !each.played)).slice(0, __HEARD__);
  const listen = each => loudest(each.address).then(peak => { each.peak = peak ?? null; }).catch(() => {});
  await Promise.race([Promise.all(heard.map(listen)), wait(__HEARING__)]);
  return JSON.stringify(measured);
})()"""


def media(browser: Browser, page: Page, deadline: Deadline) -> tuple[Media, ...] | None:
    """Return what the recordings of a page are, in document order.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
    """
    if not page.tagged("audio", "video"):
        return ()
    script = _MEASURE
    for name, value in _BOUNDS.items():
        script = script.replace(f"__{name}__", str(value))
    answer = evaluate(browser, script, wait=True)
    if not isinstance(answer, str) or deadline.passed:
        return None
    measured: list[dict[str, Any]] = json.loads(answer)
    nodes = handles(browser, "window.__a11ycheckMedia", len(measured))
    return tuple(_media(node, each) for node, each in zip(nodes, measured, strict=True))


def _media(node: int, measured: dict[str, Any]) -> Media:
    return Media(
        node=node,
        seconds=measured["seconds"],
        address=measured["address"],
        muted=measured["muted"],
        sound=_sounds(measured),
    )


def _sounds(measured: dict[str, Any]) -> bool | None:
    peak = measured["peak"]
    if peak is not None:
        return bool(peak > _SILENT)
    return measured["bytes"] > 0 if measured["played"] else None
