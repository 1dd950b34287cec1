"""Spotting: which stretches of a sentence may be names of places, and what each could mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.model import Sentence, Token
from detente.places.gazetteer import Gazetteer, Sense
from detente.places.survey import DEMONYM, SHORT

__all__ = ["PLACE_LABELS", "Spot", "spots"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 6
"""Words in the longest name that is looked up."""

_INNER = frozenset(
    "of the and de la le les del della di du des da do dos das el al ul bin ibn ben am an der "
    "auf im sur upon on in under le's and's - ’ '".split()
)
_ADMIN = {
    "county": "admin2",
    "parish": "admin2",
    "borough": "admin2",
    "district": "admin2",
    "province": "admin1",
    "state": "admin1",
    "region": "admin1",
    "governorate": "admin1",
    "oblast": "admin1",
    "prefecture": "admin1",
    "department": "admin1",
    "territory": "admin1",
    "republic": "admin1",
    "city": "city",
    "township": "city",
    "village": "city",
    "town": "city",
}
_NATURE = frozenset(
    "river lake creek mountain mountains mount valley bay gulf sea ocean strait channel island "
    "islands peninsula desert forest hills hill falls canyon plateau basin beach park reservoir "
    "bridge airport road street avenue boulevard highway lane drive square st. ave. rd. blvd. "
    "route parkway".split()
)
_DOTTED = frozenset({"."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of text that may name a place.

    `first` and `last` are token numbers, the last excluded. `senses` are what the gazetteer
    knows of the name, empty when it knows none; `label` is the entity label that covers it
    exactly, `around` that of a longer entity that it is part of. `type` is the kind of place
    that a word beside the name demands ("Walker County"), None when none does.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    name: str
    senses: tuple[Sense, ...] = field(default=(), repr=False)
    label: str | None = None
    around: str | None = None
    type: str | None = None

    @property
    def demonym(self) -> bool:
        """Tell whether this is an adjective or the inhabitants of a country."""
        return bool(self.senses) and all(sense.tie == DEMONYM for sense in self.senses)


def spots(sentence: Sentence, text: str, gazetteer: Gazetteer) -> list[Spot]:
    """Return the possible places of a sentence in text order, none overlapping another."""
    finder = _Finder(sentence, text, gazetteer)
    found = list(finder.known())
    taken = {n for spot in found for n in range(spot.first, spot.last)}
    found.extend(finder.tagged(taken))
    return sorted(found, key=lambda spot: spot.start)


class _Finder:
    def __init__(self, sentence: Sentence, text: str, gazetteer: Gazetteer) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.text = text
        self.gazetteer = gazetteer
        self.entity = _entities(self.tokens)

    def known(self) -> Iterator[Spot]:
        """Yield the longest names that the gazetteer knows, left to right."""
        at = 0
        while at < len(self.tokens):
            spot = self._longest(at) if _opens(self.tokens[at]) else None
            if spot:
                yield spot
            at = spot.last if spot else at + 1

    def _longest(self, first: int) -> Spot | None:
        for last in range(min(first + LONGEST, len(self.tokens)), first, -1):
            if not _may_be_name(self.tokens[first:last]):
                continue
            name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
            senses = self._senses(name, first, last)
            if senses:
                return self._typed(first, last, name, senses)
        return None

    def _senses(self, name: str, first: int, last: int) -> tuple[Sense, ...]:
        short = self.gazetteer.short_senses(name)
        if short and all(sense.tie == SHORT for sense in short) and name.isalpha():
            after_comma = first > 0 and self.tokens[first - 1].text == ","
            short = short if after_comma and name.isupper() or not name.isupper() else ()
        if short or (len(name) <= 3 and name.isupper()):
            return short
        if name.endswith(".") and len(name) <= 4:
            return ()
        return self.gazetteer.senses(name) if len(name) > 2 else ()

    def _typed(self, first: int, last: int, name: str, senses: tuple[Sense, ...]) -> Spot:
        """Take "Province" and the like, after the name, into it."""
        follower = self.tokens[last] if last < len(self.tokens) else None
        word = follower.text.lower() if follower and follower.text[:1].isupper() else ""
        if word in _NATURE or (word in _ADMIN and word != "state"):
            kind = _ADMIN.get(word, "feature")
            fitting = tuple(s for s in senses if _fits(s, kind))
            full = self.text[self.tokens[first].start : self.tokens[last].end]
            return self._spot(first, last + 1, full, fitting, kind)
        return self._spot(first, last, name, senses, self._type_before(first))

    def _type_before(self, first: int) -> str | None:
        """Return the kind that "province of" or "city of" before the name demands."""
        before = self.tokens[max(0, first - 2) : first]
        if len(before) == 2 and before[1].text == "of":
            return _ADMIN.get(before[0].text.lower())
        return None

    def _spot(
        self, first: int, last: int, name: str, senses: tuple[Sense, ...], kind: str | None
    ) -> Spot:
        if self.tokens[first].text.lower() == "the" and last - first > 1:
            first += 1
        label, around = self._labels(first, last)
        return self._make(first, last, name, senses, label, around, kind)

    def _make(
        self,
        first: int,
        last: int,
        name: str,
        senses: tuple[Sense, ...],
        label: str | None,
        around: str | None,
        kind: str | None = None,
    ) -> Spot:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Spot(
            sentence=self.sentence.index,
            first=first,
            last=last,
            start=start,
            end=end,
            text=self.text[start:end],
            name=name,
            senses=senses,
            label=label,
            around=around,
            type=kind,
        )

    def _labels(self, first: int, last: int) -> tuple[str | None, str | None]:
        """Return the label of the entity that is this name, or of a longer one around it."""
        inside = {self.entity[n] for n in range(first, last)} - {None}
        if not inside:
            return None, None
        one = max((e for e in inside if e), key=lambda e: e[1] - e[0])
        left, right = _trimmed(self.tokens, one[0], one[1])
        if left >= first and right <= last:
            return one[2], None
        return None, one[2]

    def tagged(self, taken: set[int]) -> Iterator[Spot]:
        """Yield the entities tagged as places that hold no name known to the gazetteer."""
        for first, last, label in sorted({e for e in self.entity if e}):
            if label not in PLACE_LABELS or taken & set(range(first, last)):
                continue
            left, right = _trimmed(self.tokens, first, last)
            if left < right and all(_plausible(t) for t in self.tokens[left:right]):
                name = self.text[self.tokens[left].start : self.tokens[right - 1].end]
                yield self._make(left, right, name, (), label, None)


def _entities(tokens: tuple[Token, ...]) -> list[tuple[int, int, str] | None]:
    """Return for each token the entity it belongs to: first token, last (excluded), label."""
    found: list[tuple[int, int, str] | None] = [None] * len(tokens)
    at = 0
    while at < len(tokens):
        label, end = tokens[at].entity, at + 1
        if label is not None:
            while end < len(tokens) and tokens[end].entity == label and not tokens[end].entity_start:
                end += 1
            found[at:end] = [(at, end, label)] * (end - at)
        at = end
    return found


def _trimmed(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """Leave an entity's article, possessive and marks out."""
    while first < last and (tokens[first].tag in {"DT", "PRP$"} or not tokens[first].text[0].isalnum()):
        first += 1
    while first < last and (tokens[last - 1].tag == "POS" or not tokens[last - 1].text[-1:].isalnum()):
        if tokens[last - 1].text.endswith(".") and len(tokens[last - 1].text) > 1:
            break
        last -= 1
    return first, last


def _opens(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (text[0] in "‘’ʻ'" and text[1:2].isupper()) or text[:3] in _SMALL


_SMALL = frozenset({"al-", "el-", "ash", "ar-", "as-", "the"})


def _may_be_name(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a run of tokens is written like one name."""
    last = tokens[-1].text
    if not (last[0].isupper() or (last[0].isdigit() and len(tokens) > 1)):
        return len(tokens) > 1 and tokens[-2].text in {"-", "‑"} and last[0].isalpha()
    return all(
        t.text[0].isupper() or t.text.lower() in _INNER or t.text in {"-", "‑"} or _comma(t, last)
        for t in tokens[:-1]
    ) and (tokens[0].text != "The" or len(tokens) > 1)


def _comma(token: Token, last: str) -> bool:
    return token.text == "," and last in {"D.C.", "DC"}


def _plausible(token: Token) -> bool:
    return token.text[0].isupper() or token.text.lower() in _INNER or token.text[0].isdigit()


def _fits(sense: Sense, kind: str) -> bool:
    have = sense.site.kind
    if kind in {"admin1", "admin2"}:
        return have in {"admin1", "admin2"}
    return have == kind
