import pytest

from a11ycheck.page.backgrounds import draws_picture, shapes_text

GREY = "linear-gradient(0deg, rgb(146, 146, 146), rgb(146, 146, 146))"


@pytest.mark.parametrize(
    ("image", "size", "repeat", "expected"),
    [
        ("none", "auto", "repeat", False),
        ("", "", "", False),
        ('url("a,b.png")', "auto", "no-repeat", True),
        (GREY, "auto", "repeat", True),
        (GREY, "100% 1px", "no-repeat", False),
        (GREY, "100% 1px", "repeat-x", False),
        (GREY, "100% 1px", "repeat", True),  # lines that fill the box
        (GREY, "1px 100%", "no-repeat repeat", False),
        (GREY, "1px 100%", "repeat no-repeat", True),
        (GREY, "2px", "repeat-y", False),
        (GREY, "20px 20px", "no-repeat", True),
        (GREY, "calc(1px + 50%) 100%", "no-repeat", True),
        (f"{GREY}, {GREY}", "100% 1px, 1px 100%", "no-repeat, no-repeat", False),
        (f"{GREY}, {GREY}", "100% 1px, auto", "no-repeat, no-repeat", True),
        (f"{GREY}, {GREY}, {GREY}", "100% 1px, 0px 2px", "no-repeat", False),  # lists shorter than that of images
        (f"none, {GREY}", "cover, 100% 3px", "no-repeat", False),
    ],
)
def test_thin_layers_that_are_drawn_once_are_lines(image: str, size: str, repeat: str, expected: bool) -> None:
    style = {"background-image": image, "background-size": size, "background-repeat": repeat}
    assert draws_picture(style) is expected


def test_a_background_cut_to_letters_needs_an_image() -> None:
    assert shapes_text({"background-image": GREY, "background-clip": "text"})
    assert shapes_text({"background-image": f"{GREY}, {GREY}", "background-clip": "border-box, text"})
    assert not shapes_text({"background-image": GREY, "background-clip": "border-box"})
    assert not shapes_text({"background-image": "none", "background-clip": "text"})
