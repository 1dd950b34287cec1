from __future__ import annotations

import pytest

from detente.actors.names import fits_case, fold, is_acronym, sound_of, surname_of, words_of


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Erdoğan", "erdogan"), ("U.S.", "us"), ("Łukasz", "lukasz"), ("Đorđe", "dorde")],
)
def test_accents_case_and_dots_are_set_aside(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Jean-Marc Ayrault", ("jean", "marc", "ayrault")),
        ("al-Assad", ("al", "assad")),
        ("Côte d’Ivoire", ("cote", "d", "ivoire")),
        ("-", ()),
    ],
)
def test_names_are_cut_at_hyphens_and_apostrophes(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("US", "US", True),
        ("US", "us", False),
        ("U.S.", "U.S.", True),
        ("Turkey", "turkey", False),
        ("Iran", "IRAN", True),
        ("al-Qaeda", "al-Qaeda", True),
    ],
)
def test_small_letters_cannot_mean_a_name(name: str, text: str, fits: bool) -> None:
    assert fits_case(name, text) is fits


def test_long_names_in_capitals_are_no_acronyms() -> None:
    assert is_acronym("NATO")
    assert not is_acronym("UNICEF")


@pytest.mark.parametrize(
    ("name", "leading", "surname"),
    [
        ("Igor Petrov", False, "petrov"),
        ("Li Wei", True, "li"),
        ("Harald V", False, "harald"),
        ("John Doe Jr.", False, "doe"),
        ("-", False, None),
    ],
)
def test_a_surname_is_the_last_word_or_the_first(
    name: str, leading: bool, surname: str | None
) -> None:
    assert surname_of(name, {"v", "jr"}, leading=leading) == surname


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("gaddafi", "kadhafi", True),
        ("qadhafi", "gaddafi", True),
        ("sissi", "sisi", True),
        ("milosevich", "milosevic", True),
        ("tudjman", "tujman", True),
        ("assad", "saad", False),
        ("putin", "panetta", False),
        ("kim", "kan", False),
    ],
)
def test_transliterations_sound_alike(one: str, other: str, alike: bool) -> None:
    assert (sound_of(one) == sound_of(other)) is alike
