"""Spotting: which stretches of a sentence may be names of places, and what each could mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from detente.model import Sentence, Token
from detente.places.described import described
from detente.places.entities import PLACE_LABELS, Entity, entities
from detente.places.gazetteer import Gazetteer, Sense
from detente.places.names import is_short
from detente.places.survey import DEMONYM, SHORT

__all__ = ["Spot", "spots"]

LONGEST = 7
"""Words in the longest name that is looked up."""

_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_KINDS = ("admin1", "admin2", "city", "feature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of text that may name a place.

    `first` and `last` are token numbers, the last excluded. `senses` are what the gazetteer
    knows of the name, empty when it knows none; `label` is the entity label that covers it
    exactly, `around` that of a longer entity that it is part of. `type` is the kind of place
    that a word beside the name demands ("Walker County"), None when none does. `described` tells
    that a noun beside the name calls it a settlement ("Palouch village").
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = field(default=(), repr=False)
    label: str | None = None
    around: str | None = None
    type: str | None = None
    described: bool = False

    @property
    def demonym(self) -> bool:
        """Tell whether this is an adjective or the inhabitants of a country."""
        return bool(self.senses) and all(sense.tie == DEMONYM for sense in self.senses)


def spots(sentence: Sentence, text: str, gazetteer: Gazetteer) -> list[Spot]:
    """Return the possible places of a sentence in text order, none overlapping another."""
    finder = _Finder(sentence, text, gazetteer)
    found = finder.described(list(finder.known()))
    taken = {n for spot in found for n in range(spot.first, spot.last)}
    found.extend(finder.tagged(taken))
    return sorted(found, key=lambda spot: spot.start)


class _Finder:
    """Finds the spots of one sentence."""

    def __init__(self, sentence: Sentence, text: str, gazetteer: Gazetteer) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.text = text
        self.gazetteer = gazetteer
        self.words = gazetteer.words
        self.own = self.words["generic"] | self.words["direction"]
        self.entities = entities(self.tokens)

    def known(self) -> Iterator[Spot]:
        """Yield the longest names that the gazetteer knows, left to right."""
        at = 0
        while at < len(self.tokens):
            spot = self._longest(at) if _opens(self.tokens, at) else None
            if spot and self.tokens[at].text.lower() == "the":  # "the Gulf", or "Gulf of Oman"?
                inner = self._longest(at + 1)
                spot = inner if inner and inner.last > spot.last else spot
            if spot:
                yield spot
            at = spot.last if spot else at + 1

    def described(self, found: list[Spot]) -> list[Spot]:
        """Add the names that a noun calls a settlement; they swallow spots inside them."""
        for first, last in described(self.tokens, self.words):
            crossing = [s for s in found if s.first < last and first < s.last]
            if any(s.demonym or s.first < first or s.last > last + 1 for s in crossing):
                continue
            same = [s for s in crossing if s.first == first and self._is_all(s, last)]
            if same:
                spot = replace(same[0], described=not _national(same[0].senses))
            else:
                text = self.text[self.tokens[first].start : self.tokens[last - 1].end]
                spot = replace(self._spot(first, last, self.gazetteer.senses(text)), described=True)
            found = [s for s in found if s not in crossing] + [spot]
        return found

    def _is_all(self, spot: Spot, last: int) -> bool:
        """Tell whether a spot holds a name but for words like "Military Airport" after it."""
        rest = [t.text.lower() for t in self.tokens[spot.last : last]]
        return all(word in self.own or word in self.words["settlement"] for word in rest)

    def _longest(self, first: int) -> Spot | None:
        for last in range(min(first + LONGEST, len(self.tokens)), first, -1):
            if not self._may_be_name(first, last):
                continue
            end = self.tokens[last - 1].end
            senses = self._senses(first, last, self.text[self.tokens[first].start : end])
            whole = self._begins(first) and self._ends(last)
            if senses and (whole or _national(senses)):
                return self._typed(first, last, senses)
        return None

    def _may_be_name(self, first: int, last: int) -> bool:
        """Tell whether a run of tokens is written like one whole name."""
        run = self.tokens[first:last]
        if not (run[-1].text[0].isupper() or (last - first > 2 and run[-2].text in _HYPHENS)):
            return False
        own = all(t.text.lower() in self.own for t in run)
        if own and not self._demanded(last) and not (len(run) > 1 and _tagged(run)):
            return False
        return all(
            t.text[0].isupper()
            or t.text in _HYPHENS
            or t.text.lower() in self.words["joiner"]
            or (t.text == "," and run[-1].text in {"D.C.", "DC"})
            for t in run[:-1]
        )

    def _begins(self, first: int) -> bool:
        """Tell whether a name may begin with token `first`: not amid "I-Man"."""
        if first < 2 or self.tokens[first - 1].text not in _HYPHENS:
            return True
        left, hyphen, right = self.tokens[first - 2 : first + 1]
        joined = left.end == hyphen.start and hyphen.end == right.start
        return not joined or self.entities[first] != self.entities[first - 1]

    def _ends(self, last: int) -> bool:
        """Tell whether a name may end before token `last`: not amid "Rhône-Alpes"."""
        if last + 1 >= len(self.tokens) or self.tokens[last].text not in _HYPHENS:
            return True
        left, hyphen, right = self.tokens[last - 1 : last + 2]
        if hyphen.start > left.end or right.start > hyphen.end or right.text[0].islower():
            return right.text[0].isupper() or right.text.lower() not in self.words["joiner"]
        return self.entities[last - 1] != self.entities[last]

    def _demanded(self, last: int) -> bool:
        """Tell whether a word like "Province" follows, which makes "Central" a name."""
        after = self.tokens[last].text if last < len(self.tokens) else ""
        return after[:1].isupper() and self._type(after) in {"admin1", "admin2"}

    def _senses(self, first: int, last: int, name: str) -> tuple[Sense, ...]:
        after_comma = first > 0 and self.tokens[first - 1].text == ","
        dotted = name.endswith(".") or self.text[self.tokens[last - 1].end :][:1] == "."
        if dotted and len(name) <= 6 and (after_comma or name.endswith(".")):
            short = self.gazetteer.short_senses(name.removesuffix(".") + ".")
            if short or (last - first == 1 and name.endswith(".")):
                return short
        if is_short(name):
            return self._capitals(name, after_comma=after_comma)
        return self.gazetteer.senses(name) if len(name) > 2 else ()

    def _capitals(self, name: str, *, after_comma: bool) -> tuple[Sense, ...]:
        """Look up a word in capitals: "US", "NSW", "OH" after a comma, or "MALI" in a headline."""
        short = self.gazetteer.short_senses(name)
        if short:
            postal = len(name) == 2 and all(sense.tie == SHORT for sense in short)
            return short if after_comma or not postal else ()
        known = self.gazetteer.senses(name) if len(name) == 4 and name.isalpha() else ()
        return known if _national(known) else ()

    def _typed(self, first: int, last: int, senses: tuple[Sense, ...]) -> Spot:
        """Take "Province" and the like, after the name, into it."""
        if self.tokens[first].text.lower() == "the" and last - first > 1:
            first += 1
        if last - first > 1 and (kind := self._type(self.tokens[last - 1].text)):
            return self._spot(first, last, senses, kind)
        follower = self.tokens[last] if last < len(self.tokens) else None
        demonym = all(sense.tie == DEMONYM for sense in senses)
        if follower is None or demonym or not follower.text[0].isupper():
            return self._spot(first, last, senses, self._type_before(first))
        kind = self._type(follower.text)
        fitting = tuple(sense for sense in senses if _fits(sense, kind))
        if kind in {None, "city"} or (kind != "feature" and not fitting):
            return self._spot(first, last, senses, self._type_before(first))
        return self._spot(first, last + 1, fitting, kind)

    def _type(self, word: str) -> str | None:
        return next((kind for kind in _KINDS if word.lower() in self.words[kind]), None)

    def _type_before(self, first: int) -> str | None:
        """Return the kind that "province of" or "city of" before the name demands."""
        before = [token.text.lower() for token in self.tokens[max(0, first - 2) : first]]
        if len(before) == 2 and before[1] == "of":
            kind = self._type(before[0])
            return kind if kind != "feature" else None
        return None

    def _spot(
        self, first: int, last: int, senses: tuple[Sense, ...] = (), kind: str | None = None
    ) -> Spot:
        label, around = self._labels(first, last)
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if any(s.tie == SHORT for s in senses) and self.text[end : end + 1] == ".":
            dotted = self.gazetteer.short_senses(self.text[start : end + 1])
            end += bool(dotted)
        return Spot(
            sentence=self.sentence.index,
            first=first,
            last=last,
            start=start,
            end=end,
            text=self.text[start:end],
            senses=senses,
            label=label,
            around=around,
            type=kind,
        )

    def _labels(self, first: int, last: int) -> tuple[str | None, str | None]:
        """Return the label of the entity that is this name, or of a longer one around it."""
        inside = [e for e in self.entities[first:last] if e]
        if not inside:
            return None, None
        one = max(inside, key=lambda e: e.last - e.first)
        left, right = self._trimmed(one)
        if left >= first and right <= last:
            return one.label, None
        return None, one.label

    def tagged(self, taken: set[int]) -> Iterator[Spot]:
        """Yield the entities tagged as places that hold no name known to the gazetteer."""
        for entity in dict.fromkeys(e for e in self.entities if e):
            if entity.label not in PLACE_LABELS:
                continue
            left, right = self._trimmed(entity)
            inside = range(left, right)
            if left < right and not taken.intersection(inside) and self._plausible(inside):
                yield self._spot(left, right)

    def _trimmed(self, entity: Entity) -> tuple[int, int]:
        """Leave an entity's article, small first words, possessive and marks out."""
        first, last, tokens = entity.first, entity.last, self.tokens
        while first < last and not (
            tokens[first].text[0].isupper() and tokens[first].tag not in {"DT", "PRP$"}
        ):
            first += 1
        while first < last and (
            tokens[last - 1].tag == "POS"
            or not (tokens[last - 1].text[-1].isalnum() or len(tokens[last - 1].text) > 1)
        ):
            last -= 1
        return first, last

    def _plausible(self, inside: range) -> bool:
        """Tell whether an unknown name looks like one: some word must be a name's own."""
        words = [self.tokens[n].text for n in inside]
        small = self.words["joiner"]
        own = self.own | small
        return all(
            w[0].isupper() or w[0].isdigit() or w.lower() in small or w in _HYPHENS for w in words
        ) and any(w.lower() not in own and w[0].isupper() and len(w) > 1 for w in words)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name may begin with this token."""
    text = tokens[at].text
    follows = at + 1 < len(tokens) and (
        tokens[at + 1].text in _HYPHENS or tokens[at + 1].text[0].isupper()
    )
    if text.lower() in {"the", "al", "el", "ash", "ar", "as", "an"}:
        return follows
    return text[0].isupper() or text[:3] in {"al-", "el-"} or (text[0] in "‘’ʻ'" and len(text) > 1)


def _tagged(run: Sequence[Token]) -> bool:
    return all(token.entity in PLACE_LABELS for token in run)


def _national(senses: Sequence[Sense]) -> bool:
    return any(sense.tie == DEMONYM or sense.site.kind == "country" for sense in senses)


def _fits(sense: Sense, kind: str | None) -> bool:
    have = sense.site.kind
    if kind in {"admin1", "admin2"}:
        return have in {"admin1", "admin2"}
    return have == kind
