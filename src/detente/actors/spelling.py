"""People under another transliteration of their name than the tables have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rapidfuzz.distance import Levenshtein

from detente.actors.directory import Directory
from detente.actors.entries import Person
from detente.actors.names import sound_of, words_of
from detente.actors.people import in_office

__all__ = ["by_sound"]

CONSONANTS = 5
"""The fewest consonants of a full name that its sound alone tells apart."""

LETTERS_AN_EDIT = 3
"""Two spellings of one word may differ in one letter for so many that it has."""


def by_sound(
    words: Sequence[str],
    directory: Directory,
    day: date | None,
    country: str | None,
    *,
    title: Sequence[str] = (),
) -> Person | None:
    """Return the one person whose name sounds like `words`, None when there is not just one.

    A full name must sound alike in the given name too. A surname alone needs the `title` of an
    office that the person holds on `day`.
    """
    words = [w for w in words if not directory.has("particle", w)] or words
    sound = sound_of(words[-1])
    near = [
        person
        for person in directory.sounds.get(sound, ())
        if country is None or any(term.country == country for term in person.terms)
    ]
    if len(words) > 1:
        if sum(len(sound_of(word)) for word in words) < CONSONANTS:
            return None
        found = [p for p in near if _alike(words, words_of(p.name))]
    else:
        found = [p for p in near if title and _holds(p, day, title) and _alike(words, _last(p))]
    return found[0] if len(found) == 1 else None


def _last(person: Person) -> Sequence[str]:
    return words_of(person.name)[-1:]


def _holds(person: Person, day: date | None, title: Sequence[str]) -> bool:
    term = in_office(person, day)
    return term is not None and term.office[-1:] == tuple(title[-1:])


def _alike(words: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether the first and the last of `words` are spellings of words of `name`."""
    ends = (words[0], words[-1])
    return all(any(_same(one, other) for other in name) for one in ends)


def _same(one: str, other: str) -> bool:
    edits = max(1, len(one) // LETTERS_AN_EDIT)
    return sound_of(one) == sound_of(other) and Levenshtein.distance(one, other) <= edits
