"""Sentences of real news, coded by hand: offsets and labels are held here, the texts elsewhere.

`read/sentences.tsv` names sentences of public corpora by document and offsets, with the events in
them; `read/proposed.tsv` names pairs of phrases that the coder of then asked about in them. The
texts are read from the folder that `--read` names, as the corpora's publishers packed them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpora import documents
from examples import NOTHING, Row
from tagged import Tagged

__all__ = ["Act", "ReadSentence", "pairs_of", "read_sentences", "tagged_of"]

READ = Path(__file__).parent / "read"
HELD, TEXT = "held", "text"

Span = tuple[int, int]
Place = tuple[str, str, int]
"""Corpus, document and the offset at which a sentence starts."""

_SAYING = re.compile(r"\b(?:said|says|told|added|according to|wrote|tweeted)\b")


@dataclass(frozen=True, slots=True)
class Act:
    """An event of a sentence; offsets count from the sentence's start.

    `status` is actual, planned, hypothetical, historical or negated.
    """

    type: str
    status: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    trigger: Span | None

    @property
    def mutual(self) -> bool:
        """Tell whether all parties act."""
        return len(self.actors) > 1 and not self.recipients


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of real news, its events, and the pairs once proposed in it."""

    place: Place
    sentence: str
    acts: tuple[Act, ...]
    proposed: tuple[tuple[Span, Span | None], ...] = ()


@dataclass(slots=True)
class _Held:
    """One sentence as its lines are read."""

    end: int
    acts: list[Act] = field(default_factory=list)


def read_sentences(texts: Path, part: str = TEXT) -> list[ReadSentence]:
    """Return the sentences of a part ("text" to train on, "held" to measure on), in order."""
    known = {(one.corpus, one.name): one.text for one in documents(texts)}
    proposed = _proposed()
    return [
        ReadSentence(
            place,
            re.sub(r"\s", " ", known[place[:2]][place[2] : held.end]),
            tuple(held.acts),
            proposed.get(place, ()),
        )
        for place, held in _coded(part).items()
    ]


def pairs_of(read: ReadSentence) -> list[Row]:
    """Return the marked pairs of a sentence: its acts, and the proposals that are none."""
    acts = [act for act in read.acts if act.actors]
    found = {_marked(read.sentence, *_two(act)): act.type for act in acts}
    for actor, recipient in read.proposed:
        if (kind := _told(acts, actor, recipient)) is not None:
            found.setdefault(_marked(read.sentence, actor, recipient), kind)
    return [Row(sentence, (kind,), source="read") for sentence, kind in found.items()]


def tagged_of(read: ReadSentence) -> Tagged | None:
    """Return the sides of a sentence's acts; None where nobody acts, but somebody may say so."""
    acts = [act for act in read.acts if act.actors]
    if not acts:
        return None if read.acts or _SAYING.search(read.sentence) else Tagged(read.sentence, ())
    spans: dict[Span, str] = {}
    for act in acts:
        for span in act.actors:
            spans.setdefault(span, "R" if act.mutual else "S")
        for span in act.recipients:
            spans.setdefault(span, "T")
    apart: list[tuple[str, int, int]] = []
    for (start, end), role in sorted(spans.items()):
        if not apart or start >= apart[-1][2]:
            apart.append((role, start, end))
    return Tagged(read.sentence, tuple(apart))


def _two(act: Act) -> tuple[Span, Span | None]:
    second = act.actors[1] if act.mutual else next(iter(act.recipients), None)
    return act.actors[0], second


def _told(acts: Sequence[Act], actor: Span, recipient: Span | None) -> str | None:
    """Return what a proposed pair does: an act's type, NONE, or None where it is hard to tell.

    A pair in its right order with one side wrong may yet read as the act, so it teaches nothing.
    """
    for act in acts:
        second = act.actors if act.mutual else act.recipients
        acting = any(_touch(actor, span) for span in act.actors)
        if acting and (recipient is None or any(_touch(recipient, span) for span in second)):
            return act.type
        if acting:
            return None
    return NOTHING


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _marked(sentence: str, actor: Span, recipient: Span | None) -> str:
    """Return a sentence with marks around its parties; one inside the other is not marked."""
    marks = [(actor, "s")]
    if recipient is not None and not _touch(actor, recipient):
        marks.append((recipient, "t"))
    for (start, end), name in sorted(marks, reverse=True):
        inner = f"<{name}>{sentence[start:end]}</{name}>"
        sentence = sentence[:start] + inner + sentence[end:]
    return sentence


def _coded(part: str) -> dict[Place, _Held]:
    found: dict[Place, _Held] = {}
    for row in _rows("sentences.tsv"):
        if row["part"] != part:
            continue
        held = found.setdefault(_place(row), _Held(int(row["end"])))
        if row["type"] != NOTHING:
            trigger = next(iter(_spans(row["trigger"])), None)
            actors, recipients = _spans(row["actors"]), _spans(row["recipients"])
            held.acts.append(Act(row["type"], row["status"], actors, recipients, trigger))
    return found


def _proposed() -> dict[Place, tuple[tuple[Span, Span | None], ...]]:
    found: dict[Place, list[tuple[Span, Span | None]]] = {}
    for row in _rows("proposed.tsv"):
        recipient = next(iter(_spans(row["recipient"])), None)
        found.setdefault(_place(row), []).append((_spans(row["actor"])[0], recipient))
    return {place: tuple(pairs) for place, pairs in found.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (READ / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _place(row: Mapping[str, str]) -> Place:
    return row["corpus"], row["document"], int(row["start"])


def _spans(cell: str) -> tuple[Span, ...]:
    pairs = (one.split("-") for one in filter(None, cell.split(";")))
    return tuple((int(start), int(end)) for start, end in pairs)
