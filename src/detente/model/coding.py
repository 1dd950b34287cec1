"""What coding yields: mentions, events, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from detente.model.layers import (
    Attribution,
    Party,
    Place,
    Quantity,
    Reality,
    Time,
)
from detente.model.showing import Shown
from detente.model.text import Clause, Document, Phrase, Quote, Sentence, Span

__all__ = [
    "Annotation",
    "Batch",
    "Day",
    "Dispute",
    "Event",
    "Heeded",
    "Label",
    "Mention",
    "Passed",
    "Reaction",
    "Voice",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An ontology's verdict: type, mode, contexts and the figures that follow from them.

    `quad` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
    conflict; `intensity` runs from -10 (hostile) to +10 (cooperative), None when the ontology
    gives no score; `cameo` is the nearest CAMEO code.
    """

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: int = 0
    intensity: float | None = None
    cameo: str | None = None

    def __str__(self) -> str:
        """Return `TYPE/mode`, the notation of lexicons and tests."""
        return f"{self.type}/{self.mode}" if self.mode else self.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When an event happened: an interval, both ends included, and the words that say so.

    `start`, `end` and `text` are None when the day follows from the date of publication alone.
    """

    earliest: date
    latest: date
    precision: str
    start: int | None = None
    end: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        """Return `2016-10-10`, or `2016-10-01..2016-10-31` for more days than one."""
        if self.earliest == self.latest:
            return str(self.earliest)
        return f"{self.earliest}..{self.latest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of a chain of attribution; `source` None is an unnamed voice."""

    source: Party | Span | None
    cue: str
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Shown):
    """One telling of an event in one sentence: who did what to whom, and how we know.

    `act` is what the words denote and `label` what the ontology makes of it: a planned visit
    is act CONSULT/visit and, by PLOVER's rule for the future, label AGREE. `about` is the act
    that this one speaks of: the visit that is cancelled; None for others. Reciprocal events
    list every party under `actors`. `attribution` runs from the outermost voice inwards; empty
    means that the writer asserts it, and then `loaded` lists the accusing or evaluating words of
    the writer's own. `confidence` is how likely the type
    is right, 0 to 1. `trace` names the rule behind each field.
    """

    id: str
    sentence: Sentence
    trigger: Span
    label: Label
    act: Label
    about: Label | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    status: str = "actual"
    polarity: str = "positive"
    attribution: tuple[Voice, ...] = ()
    day: Day | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    loaded: tuple[Span, ...] = ()
    confidence: float = 0.5
    clause: int = 0
    trace: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Day, sides and type on one line: `2016-10-10 Poland → Russia SANCTION/expel`."""
        return _summary(self.day, self.actors, self.recipients, self.label)

    def __repr__(self) -> str:
        """Return the summary alone; every field would fill a screen."""
        return f"<Mention {self.summary}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One mention answers another, and the words that say so: "in response", "retaliated for".

    `cause` and `effect` are ids of mentions of one document.
    """

    cause: str
    effect: str
    cue: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two voices with opposite polarity on one event: the ids of the mentions of either side."""

    asserted: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Shown):
    """A happening: the mentions that tell it, and their merged fields.

    `documents` are the ids of the documents that tell it, `sources` how many of them are
    independent. The merged fields are those of `best`, the mention that says most. `disputed` is
    None where no voices differ.
    """

    id: str
    mentions: tuple[Mention, ...]
    documents: tuple[str, ...]
    sources: int
    best: Mention
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    day: Day | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    disputed: Dispute | None = None
    reasons: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Day, sides and type on one line, as of a mention."""
        return _summary(self.day, self.actors, self.recipients, self.best.label)

    def __repr__(self) -> str:
        """Return the summary alone."""
        return f"<Event {self.summary}>"


def _summary(
    day: Day | None, actors: tuple[Party, ...], recipients: tuple[Party, ...], label: Label
) -> str:
    sides = (", ".join(dict.fromkeys(p.name for p in side)) for side in (actors, recipients))
    return f"{day or 'day unknown'} {' → '.join(names or '–' for names in sides)} {label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A candidate that was not coded, and why."""

    sentence: int
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """What became of a person's correction when its text was coded again.

    `sentence`, `start` and `trigger` name the correction by where its mention stood. `mention` is
    the id of the one that it was put in force for, None where there is none and `problem` says why.
    """

    sentence: tuple[int, int]
    start: int
    trigger: str
    mention: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(Shown):
    """One document and every layer known of it so far; stages return fuller copies.

    `realities` has one entry for each clause, in their order. `failure` says why the document
    could not be worked on; its layers are then empty.
    """

    document: Document
    sentences: tuple[Sentence, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    clauses: tuple[Clause, ...] = ()
    quotes: tuple[Quote, ...] = ()
    parties: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    realities: tuple[Reality, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    events: tuple[Event, ...] = ()
    passed: tuple[Passed, ...] = field(default=())
    heeded: tuple[Heeded, ...] = ()
    failure: str | None = None

    def __repr__(self) -> str:
        """Return which document it is and how much was found in it."""
        found = self.failure or f"mentions {len(self.mentions)}, events {len(self.events)}"
        return f"<Annotation {self.document.id!r}, {len(self.document.text):,} characters: {found}>"


Batch = tuple[Annotation, ...]
