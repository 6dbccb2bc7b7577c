"""What counts as speech. Vowels come from a pulse through three resonances, as a throat makes them (Klatt 1980)."""

import math
import random
from array import array
from itertools import cycle, islice

import pytest

from a11ycheck.browser.probes.tools import Deadline
from a11ycheck.browser.speech import RATE, somebody_speaks

# Hz of the first three formants of a, i, u, e (Peterson and Barney 1952).
_VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480))
_PITCH = 120  # Hz
_SYLLABLE = 0.18  # seconds


def spoken(seconds: float) -> list[float]:
    """Syllables of changing vowels, with short pauses."""
    noise = random.Random(1)  # noqa: S311  (no secret: the same noise each time)
    sound: list[float] = []
    for formants in islice(cycle(_VOWELS), round(seconds / _SYLLABLE)):
        sound += _vowel(formants, noise)
    return sound


def _vowel(formants: tuple[int, ...], noise: random.Random) -> list[float]:
    length = round(0.8 * _SYLLABLE * RATE)
    sound = [(1.0 if at % (RATE // _PITCH) == 0 else 0.0) + noise.gauss(0, 0.01) for at in range(length)]
    for rank, formant in enumerate(formants):
        sound = _resonance(sound, formant, 60 + 40 * rank)
    faded = [math.sin(math.pi * at / length) * value for at, value in enumerate(sound)]
    return faded + [0.0] * round(0.2 * _SYLLABLE * RATE)


def _resonance(sound: list[float], hertz: float, width: float) -> list[float]:
    radius = math.exp(-math.pi * width / RATE)
    first, second = 2 * radius * math.cos(2 * math.pi * hertz / RATE), -radius * radius
    out = [0.0, 0.0]
    for value in sound:
        out.append((1 - first - second) * value + first * out[-1] + second * out[-2])
    return out[2:]


def tune(seconds: float) -> list[float]:
    """Single notes, as of a flute."""
    notes = (262, 330, 392, 523)
    return [math.sin(2 * math.pi * notes[at // 8000 % 4] * at / RATE) for at in range(round(seconds * RATE))]


def samples(sound: list[float]) -> bytes:
    loudest = max(map(abs, sound))
    return array("h", [int(16_000 * value / loudest) for value in sound]).tobytes()


@pytest.fixture(scope="module")
def speech() -> bytes:
    return samples(spoken(8))


def test_syllables_are_speech(speech: bytes) -> None:
    assert somebody_speaks(speech, whole=False, deadline=Deadline(60)) is True


def test_a_tune_is_none() -> None:
    assert somebody_speaks(samples(tune(4)), whole=True, deadline=Deadline(60)) is False


def test_what_was_not_heard_to_its_end_may_be_spoken() -> None:
    assert somebody_speaks(samples(tune(4)), whole=False, deadline=Deadline(60)) is None


def test_nothing_is_said_once_the_time_is_up(speech: bytes) -> None:
    assert somebody_speaks(speech, whole=True, deadline=Deadline(0)) is None


def test_a_recording_shorter_than_a_chunk_is_silent() -> None:
    assert somebody_speaks(b"", whole=True, deadline=Deadline(60)) is False
