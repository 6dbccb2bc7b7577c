"""Sound and film as they play: how long they last, and whether they hold sound and speech."""

import base64
import binascii
import json
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes.tools import Deadline, evaluate, handles
from a11ycheck.browser.speech import RATE, somebody_speaks
from a11ycheck.page import Page
from a11ycheck.page.facts import Media

_MOST = 10  # recordings of a page
_LOADING = 2500  # milliseconds that they may take to tell how long they are, all at once
_STARTING = 1000  # milliseconds that they may take to start; they are played without sound, to see what they hold
_PLAYING = 400  # milliseconds more, in which sound follows the first picture where there is any
_HEARD = 3  # recordings whose sound is looked at, where it may be read ...
_BYTES = 16_000_000  # ... and is not larger
_HEARING = 3000  # milliseconds for that
_LISTENED = 120  # seconds of a recording in which speech is looked for
_SILENT = 0.003  # of full scale, some -50 dB: what is never louder is silence

_BOUNDS = {
    "MOST": _MOST,
    "LOADING": _LOADING,
    "STARTING": _STARTING,
    "PLAYING": _PLAYING,
    "HEARD": _HEARD,
    "BYTES": _BYTES,
    "HEARING": _HEARING,
    "LISTENED": _LISTENED,
    "RATE": RATE,
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
    whole: false,
  }));
  all.forEach((element, at) => {
    const [muted, time, paused] = before[at];
    if (paused) element.pause();
    if (element.readyState >= 1) element.currentTime = time;
    element.muted = muted;
  });
  const sounds = window.__a11ycheckSounds = all.map(() => null);
  const listen = async at => {
    const stop = new AbortController();
    const answer = await fetch(measured[at].address, {signal: stop.signal});
    if (!(Number(answer.headers.get('content-length')) <= __BYTES__)) return stop.abort();
    const context = new OfflineAudioContext(1, 1, __RATE__);
    const sound = await context.decodeAudioData(await answer.arrayBuffer());
    const channels = [...Array(sound.numberOfChannels).keys()].map(each => sound.getChannelData(each));
    let peak = 0;
    for (const channel of channels) for (const sample of channel) peak = Math.max(peak, Math.abs(sample));
    const mixed = new Int16Array(Math.min(sound.length, __LISTENED__ * __RATE__));
    for (let time = 0; time < mixed.length; time++) {
      let sum = 0;
      for (const channel of channels) sum += channel[time];
      mixed[time] = 32767 * Math.max(-1, Math.min(1, sum / channels.length));
    }
    sounds[at] = mixed;
    Object.assign(measured[at], {peak, whole: mixed.length === sound.length});
  };
  const mayBeRead = each => each.seconds && (each.bytes > 0 || !each.played);
  const heard = all.map((_, at) => at).filter(at => mayBeRead(measured[at])).slice(0, __HEARD__);
  await Promise.race([Promise.all(heard.map(at => listen(at).catch(() => {}))), wait(__HEARING__)]);
  return JSON.stringify(measured);
})()"""


# The sound of one of them, as text: 16 bits a sample, the lower byte first.
_SOUND = """(() => {
  const sound = window.__a11ycheckSounds[__AT__];
  if (!sound) return '';
  const bytes = new Uint8Array(sound.buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
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
    return tuple(
        Media(
            node=node,
            seconds=each["seconds"],
            address=each["address"],
            muted=each["muted"],
            sound=_sounds(each),
            speech=_speech(browser, at, each, deadline),
        )
        for at, (node, each) in enumerate(zip(nodes, measured, strict=True))
    )


def _speech(browser: Browser, at: int, measured: dict[str, Any], deadline: Deadline) -> bool | None:
    if measured["peak"] is None or deadline.passed:
        return None
    sound = evaluate(browser, _SOUND.replace("__AT__", str(at)))
    try:
        samples = base64.b64decode(str(sound), validate=True)
    except binascii.Error:
        return None
    return somebody_speaks(samples, whole=measured["whole"], deadline=deadline)


def _sounds(measured: dict[str, Any]) -> bool | None:
    peak = measured["peak"]
    if peak is not None:
        return bool(peak > _SILENT)
    return measured["bytes"] > 0 if measured["played"] else None
