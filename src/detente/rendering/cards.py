"""An event as a person reads it: who, whom, what, how it stands, and the sentences that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.rendering.marks import Segment, cut, marks_of_mention
from detente.rendering.words import called, voice_name

__all__ = ["Card", "Told", "card_of", "told"]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One mention: its sentence in segments, and why it was coded so."""

    segments: Sequence[Segment]
    trace: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One event, or a mention by itself; `shape` is its JSON, `voices` who says so, "" for none."""

    shape: Shape
    who: str
    whom: str
    voices: str
    mentions: Sequence[Told]


def card_of(shape: Shape, mentions: Sequence[Told]) -> Card:
    """Return the card of an event or mention in JSON, with the mentions that tell it."""
    mutual = len(shape["actors"]) > 1
    return Card(
        shape=shape,
        who=called(shape["actors"]) or "someone unnamed",
        whom=called(shape["recipients"]) or ("each other" if mutual else "nobody named"),
        voices=", who cites ".join(voice_name(voice) for voice in shape["attribution"]),
        mentions=mentions,
    )


def told(mention: Shape, sentence: str) -> Told:
    """Return a mention in JSON with the words of its sentence marked by role."""
    marks = marks_of_mention(mention, mention["sentence"]["start"])
    return Told(cut(sentence, marks), mention["trace"])
