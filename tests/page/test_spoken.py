"""The language of a text is said where function words and the model agree, and never of names."""

import pytest

from a11ycheck.page.spoken import function_words, other_language, perhaps_other_language


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        ("fi", "Välkommen till vår webbplats och kom ihåg att anmäla dig", "sv"),
        ("fi", "Read more about the services of the city", "en"),
        ("sv", "Hakemus on jätettävä kuntaan, ja se käsitellään kesän aikana", "fi"),
        ("fi", "Dát lea sámegiella ja mii leat dáppe dán beaivvi", "se"),
        ("fr", "Hij ging met de kippen op stok", "nl"),
        ("fi", "Hakemus on jätettävä kuntaan, ja se käsitellään kesän aikana", ""),
        ("se", "Dát lea sámegiella ja mii leat dáppe dán beaivvi", ""),
        ("fi", "Rovaniemi Sodankylä Inari Utsjoki Enontekiö Muonio", ""),
        ("fi", "Beethoven Brahms Stravinsky Glass Adams Cage Copland", ""),
        ("sv", "Microsoft Office Word Excel PowerPoint Outlook Teams", ""),
        ("no", "Det er ikke noget at være bange for, når man er sammen med de andre", ""),
        ("fi", "Read more", ""),
        ("qq", "", ""),
    ],
)
def test_other_language(declared: str, text: str, found: str) -> None:
    assert other_language(text, declared) == found


def test_function_words_are_in_lower_case() -> None:
    assert all(word == word.lower() for words in function_words().values() for word in words)


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        ("en", "Lapsed mängivad pargis oma sõpradega iga päev", "et"),
        ("fi", "Дети играют в парке со своими друзьями каждый день", "ru"),
        ("uk", "Дети играют в парке со своими друзьями каждый день", "ru"),
        ("fi", "Lapset leikkivät puistossa ystäviensä kanssa joka päivä", ""),
        ("sv", "Kaustinen Halsua Lestijärvi Perho Toholampi Veteli", ""),
        ("qq", "Lapset leikkivät puistossa ystäviensä kanssa joka päivä", ""),  # the model does not know it
    ],
)
def test_what_only_the_model_finds_foreign(declared: str, text: str, found: str) -> None:
    assert perhaps_other_language(text, declared) == found
