"""How long an image moves and how often it flashes, by its file."""

import io

import pytest
from PIL import Image, ImageDraw

from a11ycheck.browser.moving import movement


def box_at(x: int) -> Image.Image:
    image = Image.new("RGB", (60, 30), "white")
    ImageDraw.Draw(image).rectangle((x, 5, x + 10, 25), fill="black")
    return image


def written(frames: list[Image.Image], kind: str, milliseconds: int, loop: int | None) -> bytes:
    file = io.BytesIO()
    told = {} if loop is None else {"loop": loop}
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=milliseconds, **told)
    return file.getvalue()


MOVES = [box_at(0), box_at(20), box_at(40)]
FLASHES = [Image.new("RGB", (20, 20), "white"), Image.new("RGB", (20, 20), "black")]


@pytest.mark.parametrize(
    ("kind", "loop", "seconds"),
    [
        ("GIF", None, 1.2),
        ("GIF", 0, None),
        ("GIF", 2, 3.6),
        ("WEBP", 0, None),
        ("WEBP", 2, 2.4),
        ("PNG", 0, None),
        ("PNG", 1, 1.2),
    ],
)
def test_how_long_an_image_moves(kind: str, loop: int | None, seconds: float | None) -> None:
    found = movement(written(MOVES, kind, 400, loop), 300, 150)
    assert found is not None
    assert found.seconds == (None if seconds is None else pytest.approx(seconds))
    assert found.flashes == 0


def test_frames_without_a_time_are_shown_for_a_tenth_of_a_second() -> None:
    found = movement(written(MOVES, "GIF", 0, None), 300, 150)
    assert found is not None
    assert found.seconds == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("milliseconds", "width", "times"), [(50, 400, 10), (100, 400, 5), (500, 400, 1), (50, 100, 0)]
)
def test_flashes_are_counted_where_they_are_large_enough(milliseconds: int, width: float, times: float) -> None:
    found = movement(written(FLASHES, "GIF", milliseconds, 0), width, width / 2)
    assert found is not None
    assert found.flashes == pytest.approx(times, abs=1)
    assert bool(found.flashes) is bool(times)


def test_what_shows_the_same_again_and_again_stands_still() -> None:
    same = [Image.new("RGB", (60, 30), (200, 200, 200 + at)) for at in range(3)]
    found = movement(written(same, "WEBP", 100, 0), 300, 150)
    assert found is not None
    assert found.seconds == 0


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", written(MOVES, "GIF", 100, 0)[:60]])
def test_what_cannot_be_read_says_nothing(data: bytes) -> None:
    found = movement(data, 300, 150)
    assert found is None or not found.seconds
