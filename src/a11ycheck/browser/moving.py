"""Reads how long an animated image moves and how often it flashes: GIF, WebP and APNG, from the file itself."""

import io
import math
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from PIL import Image, ImageChops

from a11ycheck.page.facts import MovingImage

_MOST_PIXELS = 8_000_000  # of one frame
_MOST_FRAMES = 300
_LOOKED_AT = 60  # frames whose pixels are read
_GRID = 24  # columns and rows of which the brightness is followed
_HASTY = 0.011  # seconds: browsers show a frame of less for a tenth of a second
_UNHURRIED = 0.1
_SEEN = 12  # of 255: a difference between two frames that somebody notices
# WCAG 2.2, "general flash and red flash thresholds": a pair of opposing changes in relative luminance by 10 % of its
# maximum where the darker one is below 0.80, on more than a quarter of 10 degrees of sight.
_CHANGE, _DARKER = 0.1, 0.8
_AREA = 21_824.0  # CSS pixels
_WINDOW = 1.0  # seconds
_MOST_ROUNDS = 20
_CELLS = _GRID**2
_LUMINANCE = [(value / 255) ** 2.2 for value in range(256)]  # of a grey value, nearly


def movement(data: bytes, width: float, height: float) -> MovingImage | None:
    """Return how an image moves that is shown so wide and high, in CSS pixels; None where it cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=("GIF", "WEBP", "PNG")) as image:
            return _movement(image, width * height)
    except Exception:  # noqa: BLE001  (whatever a file holds that Pillow cannot read, the page is tested all the same)
        return None


def _movement(image: Image.Image, area: float) -> MovingImage | None:
    count = getattr(image, "n_frames", 1)
    if image.width * image.height > _MOST_PIXELS or count > _MOST_FRAMES:
        return None
    if count < 2:
        return MovingImage(seconds=0.0, flashes=0.0)
    loops = _loops(image)
    frames = list(_frames(image, count))
    if not any(_differs(one, other) for (one, _), (other, _) in pairwise(frames)):
        return MovingImage(seconds=0.0, flashes=0.0)
    seconds = sum(lasts for _, lasts in frames) * count / len(frames)
    flashes = _flashes(frames, area, again=loops != 1)
    return MovingImage(seconds=None if loops is None else seconds * loops, flashes=flashes)


def _loops(image: Image.Image) -> int | None:
    """Return how often the frames are shown, None where that has no end. A GIF counts the repetitions alone."""
    told = image.info.get("loop")
    if image.format == "GIF":
        return 1 if told is None else None if told == 0 else int(told) + 1
    return int(told) if told else None


def _frames(image: Image.Image, count: int) -> Iterator[tuple[Image.Image, float]]:
    """Yield the first frames, small and grey, each with the seconds that it is shown."""
    for at in range(min(count, _LOOKED_AT)):
        image.seek(at)
        small = image.convert("RGBA").resize((_GRID, _GRID), Image.Resampling.BOX)
        white = Image.new("RGBA", small.size, "white")
        lasts = float(image.info.get("duration", 0)) / 1000
        yield Image.alpha_composite(white, small).convert("L"), lasts if lasts > _HASTY else _UNHURRIED


def _differs(one: Image.Image, other: Image.Image) -> bool:
    least_and_most = ImageChops.difference(one, other).getextrema()
    return bool(least_and_most[1] > _SEEN)  # type: ignore[operator]  # of one band these are two numbers


def _flashes(frames: list[tuple[Image.Image, float]], area: float, *, again: bool) -> float:
    """Return the most flashes within one second that cells of the area which WCAG names have together."""
    needed = int(_AREA / (area / _CELLS)) if area else _CELLS
    if needed >= _CELLS:
        return 0.0
    rounds = _rounds(sum(lasts for _, lasts in frames)) if again else 1
    windows = list(_windows([lasts for _, lasts in frames] * rounds))
    brightness = zip(*(frame.tobytes() for frame, _ in frames), strict=True)
    turns = [list(accumulate(_turns(cell * rounds), initial=0)) for cell in brightness]
    return max(sorted((cell[end] - cell[start] for cell in turns), reverse=True)[needed] for start, end in windows) / 2


def _rounds(seconds: float) -> int:
    """Return how often frames have to follow each other so that each second of them is seen whole."""
    return min(_MOST_ROUNDS, 1 + math.ceil(_WINDOW / seconds)) if seconds else 1


def _windows(lasting: list[float]) -> Iterator[tuple[int, int]]:
    """Yield from which frame to before which one the time of a window lasts, for each frame that one may begin with."""
    ends = list(accumulate(lasting))
    for start, lasts in enumerate(lasting):
        yield start, bisect_right(ends, ends[start] - lasts + _WINDOW)


def _turns(cell: tuple[int, ...]) -> Iterator[bool]:
    """Tell at each frame whether brightness turns by as much as a flash does, other than the way that it went last."""
    way, extreme = 0, _LUMINANCE[cell[0]]
    for value in (_LUMINANCE[each] for each in cell):
        change = value - extreme
        now = (change > 0) - (change < 0)
        strong = abs(change) >= _CHANGE and min(value, extreme) < _DARKER
        yield strong and now != way
        if strong or now == way:
            way, extreme = now, value
