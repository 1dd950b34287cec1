"""The memory of one article: who was mentioned, how often each country, which names it taught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from detente.actors.entries import Identity
from detente.actors.names import surname_of, words_of

__all__ = ["Memory", "Referent"]

WINDOW = 3
"""Sentences back in which a pronoun looks for what it means."""

DOMINANT_SHARE = 0.6
"""The share of country mentions that makes a country the one an article is about."""

OFTEN = 3
"""How often an article names a country, at least, that it is about from its first word on."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as later words may refer back to it.

    `noun` is the agent noun or title in the singular, `many` whether the phrase is plural,
    `gender` "male", "female" or None, `subject` whether it is the subject of its clause, and
    `clause` the token number of the verb that it hangs on.
    """

    sentence: int
    head: int
    identities: tuple[Identity, ...]
    noun: str | None = None
    many: bool = False
    gender: str | None = None
    subject: bool = False
    clause: int | None = None

    @property
    def identity(self) -> Identity:
        """The first of the identities; there is always one."""
        return self.identities[0]


@dataclass
class Memory:
    """What has been read of an article so far.

    `states` are the codes of countries, which bodies and movements are not. `surname_first` are
    those in whose names the surname comes first, `suffixes` the words after a surname ("Jr").
    `countries` counts those of the mentions so far, `named` those that the whole article names,
    before and after.
    """

    states: Container[str] = ()
    surname_first: Container[str] = ()
    suffixes: Container[str] = ()
    referents: list[Referent] = field(default_factory=list)
    surnames: dict[str, Identity] = field(default_factory=dict)
    abbreviations: dict[str, Identity] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)

    def keep(self, referent: Referent) -> None:
        """Remember a mention, and the surname of a person named in full."""
        self.referents.append(referent)
        for identity in referent.identities:
            if identity.country:
                self.countries[identity.country] += 1
            if identity.kind == "person":
                self._keep_surname(identity)
                if referent.gender is not None:
                    self.genders.setdefault(identity.name, referent.gender)

    def _keep_surname(self, identity: Identity) -> None:
        leading = identity.country is not None and identity.country in self.surname_first
        word = surname_of(identity.name, self.suffixes, leading=leading)
        if word is None:
            return
        known = self.surnames.get(word)
        if known is None or (known.country is None and identity.country):
            self.surnames[word] = identity

    def back(self, sentence: int, window: int = WINDOW) -> Iterator[list[Referent]]:
        """Yield the mentions of this sentence and of those before it, nearest sentence first."""
        for number in range(sentence, max(-1, sentence - window - 1), -1):
            found = [r for r in self.referents if r.sentence == number]
            if found:
                yield found

    def same_noun(self, noun: str) -> Referent | None:
        """Return the latest mention by the same agent noun that has a country.

        Someone who holds the office of that name will do ("the president" after "Putin").
        """
        office = words_of(noun)
        for referent in reversed(self.referents):
            identity = referent.identity
            if identity.country and (referent.noun == noun or identity.office == office):
                return referent
        return None

    def leading(self) -> str | None:
        """Return the country mentioned most, None when two are equal or there is none."""
        first, second = [*self.countries.most_common(2), (None, 0), (None, 0)][:2]
        return first[0] if first[1] > second[1] else None

    def dominant(self, mentions: int = 1) -> str | None:
        """Return the country that the article is plainly about, None when none stands out.

        It has `mentions` mentions at least, so far; where none has, or one that is never named, it
        is the one that the whole article names most.
        """
        found = _outstanding(self.countries, mentions)
        if found is None or (found in self.states and self.named and found not in self.named):
            found = _outstanding(self.named, max(mentions, OFTEN))
        return found if found in self.states else None


def _outstanding(counts: Counter[str], least: int) -> str | None:
    """Return what makes up most of a count, None where nothing does."""
    for top, count in counts.most_common(1):
        return top if count >= max(least, DOMINANT_SHARE * counts.total()) else None
    return None
