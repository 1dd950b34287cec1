"""Reading a document's times: sentence by sentence, each resolved where the story stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Annotation, Batch, Sentence, Time
from detente.times import counting, dates, feasts, lengths, onward, values
from detente.times.anchor import Anchor, Story
from detente.times.grammar import Bound, Found, Grammar, Rule
from detente.times.narrowing import EDGE_RULES, edge_of, finished
from detente.times.splitting import Piece, split
from detente.times.tense import tense_at
from detente.times.values import Meaning
from detente.times.words import Calendar

__all__ = ["find"]

GRAMMAR = Grammar((*dates.RULES, *feasts.RULES, *counting.RULES, *onward.RULES, *lengths.RULES))
EDGES = Grammar(EDGE_RULES)
DAYLIKE = frozenset(["WEEKDAY", "SHIFT", "DAY", "ISO", "HOLIDAY"])
FRESH = frozenset(["WEEKDAY", "SHIFT", "NIGHT"])
QUOTED = re.compile(r"“([^”\n]*)|\"([^\"\n]*)\"")
OLD_YEARS = 3
EPOCH = Anchor(now=date(2000, 1, 3), origin="an unknown day")


@dataclass(frozen=True, slots=True)
class Read:
    """An expression and what it means."""

    found: Found
    meaning: Meaning


def find(batch: Batch, calendar: Calendar) -> Batch:
    """Return the batch with the time expressions of every document, in text order.

    Needs sentences; their tokens, where there are any, tell the tense. Values follow TIMEX3;
    what counts from an unknown date of publication has no value, and `reason` says so.
    """
    return tuple(replace(a, times=_Reader(a, calendar).times()) for a in batch)


class _Reader:
    def __init__(self, annotation: Annotation, calendar: Calendar) -> None:
        self.annotation = annotation
        self.calendar = calendar
        self.pieces = [split(s.text, s.start, calendar) for s in annotation.sentences]
        published = annotation.document.published
        self.story = Story(published, past=_tells_the_past(self.pieces, published))
        self.quotes = [(q.start, q.end) for q in annotation.quotes] or [
            match.span() for match in QUOTED.finditer(annotation.document.text)
        ]
        self.said: dict[int, date] = {}

    def times(self) -> tuple[Time, ...]:
        return tuple(
            self._time(sentence, read)
            for sentence, pieces in zip(self.annotation.sentences, self.pieces, strict=True)
            for read in self._sentence(sentence, pieces)
        )

    def _time(self, sentence: Sentence, read: Read) -> Time:
        found, meaning = read.found, read.meaning
        span = self.annotation.document.span(found.start, found.end)
        return Time(
            sentence=sentence.index,
            start=span.start,
            end=span.end,
            text=span.text,
            kind=meaning.kind,
            value=meaning.value,
            earliest=meaning.earliest,
            latest=meaning.latest,
            precision=meaning.precision,
            reason=meaning.reason,
        )

    def _sentence(self, sentence: Sentence, pieces: Sequence[Piece]) -> list[Read]:
        reads: list[Read] = []
        at = 0
        while at < len(pieces):
            read = self._read(sentence, pieces, at)
            if read is None:
                at += 1
                continue
            reads.append(read)
            at = read.found.last
            if not read.found.rule.late and self._quote(read.found) is None:
                self.story.note(read.meaning, sentence.index, sentence.paragraph)
        return [self._revised(sentence, reads, at) for at in range(len(reads))]

    def _read(self, sentence: Sentence, pieces: Sequence[Piece], at: int) -> Read | None:
        """Return what begins at a piece: the longest reading that means a time."""
        if not pieces[at].senses and pieces[at].word not in GRAMMAR.root.after:
            return None
        fits: list[tuple[int, Bound]] = [(last, bound) for last, _, bound in EDGES.at(pieces, at)]
        for core, edge in (*fits, (at, ())):
            for last, rule, bound in GRAMMAR.at(pieces, core):
                found = self._found(rule, pieces, (at, core, last), bound, edge)
                meaning = self._meaning(found, sentence)
                if meaning is not None:
                    return Read(found, meaning)
        return None

    def _found(
        self,
        rule: Rule,
        pieces: Sequence[Piece],
        places: tuple[int, int, int],
        bound: Bound,
        edge: Bound,
    ) -> Found:
        first, core, last = places
        narrowing = dict(edge)
        part = str(narrowing["PART"]) if "PART" in narrowing else None
        after = pieces[last].senses.get("PART") if last < len(pieces) else None
        if after is not None and DAYLIKE & {name for name, _ in bound} and rule.kind == "date":
            part, last = str(after), last + 1
        return Found(
            rule=rule,
            calendar=self.calendar,
            pieces=pieces,
            first=first,
            last=last,
            bound=bound,
            core=core,
            edge=edge_of(narrowing, pieces[first:core]),
            part=part,
            entity=self._entity(pieces[core]) if pieces[core].shy == "always" else None,
        )

    def _entity(self, piece: Piece) -> str | None:
        """Return the label of the name that a piece belongs to."""
        for sentence in self.annotation.sentences:
            if sentence.start <= piece.start < sentence.end:
                return next((t.entity for t in sentence.tokens if t.start == piece.start), None)
        return None

    def _meaning(
        self,
        found: Found,
        sentence: Sentence,
        *,
        said: date | None = None,
        ahead: int | None = None,
    ) -> Meaning | None:
        rule = found.rule
        if rule.base == "text":
            return finished(found, rule.meaning(found, None), None)
        anchor = self.story.anchor(
            sentence=sentence.index,
            paragraph=sentence.paragraph,
            tense=tense_at(sentence, found.pieces[found.core].start, self.calendar),
            said=said,
            ahead=ahead,
        )
        undated = said is None and self.story.published is None
        if anchor is None or (undated and rule.base == "now"):
            return self._without_date(found)
        return finished(found, rule.meaning(found, anchor), anchor.now)

    def _without_date(self, found: Found) -> Meaning | None:
        meaning = found.rule.meaning(found, EPOCH)
        if meaning is None or meaning.value is None or meaning.earliest is None:
            return meaning
        kind = "time" if found.part else meaning.kind
        value = meaning.value if kind == "duration" else None
        return replace(values.unresolved(kind, "no date of publication"), value=value)

    def _revised(self, sentence: Sentence, reads: Sequence[Read], at: int) -> Read:
        """Return a reading made again with what the rest of its sentence tells."""
        found, meaning = reads[at].found, reads[at].meaning
        if found.rule.base == "text":
            return reads[at]
        said = self._day_of_speech(found, reads)
        ahead = _year_ahead(reads, at)
        if said is None and ahead is None and not found.rule.late:
            return reads[at]
        return Read(found, self._meaning(found, sentence, said=said, ahead=ahead) or meaning)

    def _quote(self, found: Found) -> int | None:
        for number, (start, end) in enumerate(self.quotes):
            if start <= found.start < end:
                return number
        return None

    def _day_of_speech(self, found: Found, reads: Sequence[Read]) -> date | None:
        """Return the day that the sentence around a quotation gives for its being said."""
        quote = self._quote(found)
        if quote is None:
            return None
        for read in reads:
            day = read.meaning.earliest
            if read.meaning.precision != "day" or day is None or self._quote(read.found) == quote:
                continue
            if self.story.published is None or day <= self.story.published:
                self.said[quote] = day
        return self.said.get(quote)


def _year_ahead(reads: Sequence[Read], at: int) -> int | None:
    """Return the year of the next expression if it is joined to this one."""
    found = reads[at].found
    if at + 1 == len(reads) or "MONTH" not in found.senses or found.value("TURN", "THEN"):
        return None
    following = reads[at + 1].found
    gap = [piece.word for piece in found.pieces[found.last : following.first]]
    if (
        not gap
        or len(gap) > 2
        or not set(gap) <= found.calendar.cues["joint"]
        or "MONTH" not in following.senses
    ):
        return None
    year = following.whole("YEAR")
    return year or None


def _tells_the_past(pieces: Sequence[Sequence[Piece]], published: date | None) -> bool:
    """Tell whether a document dates most of what it tells to years long gone."""
    if published is None:
        return True
    old = fresh = 0
    for sentence in pieces:
        for at, piece in enumerate(sentence):
            if year := piece.senses.get("YEAR"):
                old += int(year) <= published.year - OLD_YEARS
            elif not FRESH.isdisjoint(piece.senses):
                fresh += 1
            elif "TURN" in piece.senses and at + 1 < len(sentence):
                fresh += "UNIT" in sentence[at + 1].senses
    return old >= 4 and old > 2 * fresh
