"""What a picture shows, and what it hides."""

import io
import random

import pytest
from PIL import Image

from a11ycheck.browser.evidence import clip_around, cut, drawn, encoded, opened
from a11ycheck.model import PICTURE_MAKER
from a11ycheck.page.layout import Box

PAGE = Box(0, 0, 1280, 3000)
PAPER, LIGHT, DARK, FLAT = (20, 120, 60), (255, 255, 255), (179, 0, 89), (190, 190, 190)


def paper() -> Image.Image:
    return Image.new("RGB", (320, 120), PAPER)


@pytest.mark.parametrize(
    ("box", "clip"),
    [
        (Box(600, 1000, 20, 20), Box(450, 950, 320, 120)),  # never smaller than this
        (Box(600, 1000, 400, 200), Box(560, 960, 480, 280)),  # 40 px around
        (Box(0, 0, 20, 20), Box(0, 0, 320, 120)),  # within the page ...
        (Box(1260, 2990, 20, 10), Box(960, 2880, 320, 120)),  # ... at each end
        (Box(100, 200, 1000, 1000), Box(60, 160, 800, 600)),  # a large one from where reading begins
        (Box(0, 500, 1280, 60), Box(0, 460, 800, 140)),
        (Box(600.4, 1000.6, 399.5, 199.5), Box(560, 960, 480, 280)),
    ],
)
def test_a_picture_shows_an_element_in_its_surroundings(box: Box, clip: Box) -> None:
    assert clip_around(box, PAGE) == clip


def test_a_small_page_is_shown_whole() -> None:
    assert clip_around(Box(10, 10, 20, 20), Box(0, 0, 200, 90)) == Box(0, 0, 200, 90)


@pytest.mark.parametrize(
    "box",
    [Box(10, 10, 0, 20), Box(10, 10, 20, 0), Box(-9999, 10, 20, 20), Box(10, 4000, 20, 20), Box(0, 0, 1280, 2400)],
)
def test_there_is_no_picture_of_what_cannot_be_seen(box: Box) -> None:
    assert clip_around(box, PAGE) is None


def test_the_outline_stands_around_the_element_in_two_tones() -> None:
    image = drawn(paper(), Box(100, 40, 50, 20), ())
    across = [image.getpixel((x, 50)) for x in range(95, 103)]
    assert across == [PAPER, PAPER, LIGHT, DARK, DARK, PAPER, PAPER, PAPER]
    down = [image.getpixel((120, y)) for y in range(58, 65)]
    assert down == [PAPER, PAPER, DARK, DARK, LIGHT, PAPER, PAPER]


def test_the_outline_stays_in_sight_at_the_edge_of_the_page_and_is_open_where_the_element_goes_on() -> None:
    image = drawn(paper(), Box(0, 0, 400, 50), ())
    assert [image.getpixel((x, 20)) for x in range(3)] == [LIGHT, DARK, DARK]
    assert [image.getpixel((100, y)) for y in range(3)] == [LIGHT, DARK, DARK]
    assert image.getpixel((319, 20)) == PAPER


def test_a_piece_is_cut_out_of_a_screenshot() -> None:
    image = paper()
    image.putpixel((100, 50), DARK)
    file = io.BytesIO()
    image.save(file, "PNG")
    read = opened(file.getvalue())
    assert read is not None
    piece = cut(read, Box(90, 40, 30, 20))
    assert (piece.size, piece.getpixel((10, 10)), piece.getpixel((11, 10))) == ((30, 20), DARK, PAPER)
    assert opened(b"no picture") is None


def test_form_fields_are_painted_over() -> None:
    image = drawn(paper(), Box(10, 10, 20, 20), (Box(99.5, 40.5, 60, 20), Box(300, 100, 90, 90), Box(0, 0, 0, 0)))
    inside = {image.getpixel((x, y)) for x in range(99, 160) for y in range(40, 61)}
    assert inside == {FLAT}
    assert image.getpixel((98, 50)) == PAPER
    assert image.getpixel((319, 119)) == FLAT
    assert image.getpixel((0, 0)) == PAPER


def test_a_picture_that_is_too_large_gets_coarser_and_then_smaller() -> None:
    noise = Image.frombytes("RGB", (400, 300), random.Random(3).randbytes(400 * 300 * 3))  # noqa: S311 - no secret
    fine, same = encoded(noise, 10_000_000)
    coarse, whole = encoded(noise, len(fine) - 1)
    assert same.size == whole.size == (400, 300)
    assert len(coarse) < len(fine)
    data, small = encoded(noise, 8_000)
    assert len(data) <= 8_000
    assert Image.open(io.BytesIO(data)).size == small.size
    assert 50 < small.width < 400
    assert abs(small.width / small.height - 4 / 3) < 0.05


def test_a_picture_says_who_made_it() -> None:
    data, _ = encoded(Image.new("RGB", (320, 120), PAPER))
    assert data[:4] == b"RIFF"
    assert PICTURE_MAKER.encode() in data
