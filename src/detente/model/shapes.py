"""Records as the JSON that the contract promises: plain dictionaries, keys in a fixed order.

Unknown values are None. These dictionaries leave the program; inside it, rooms hand on records.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.model.coding import (
    Annotation,
    Day,
    Dispute,
    Event,
    Mention,
    Passed,
    Reaction,
    Voice,
)
from detente.model.layers import Attribution, Party, Place, Quantity, Reality, Time
from detente.model.text import Clause, Document, Sentence, Span

__all__ = ["LAYERS", "annotation_shape", "event_shape", "mention_shape", "party_shape"]

Shape = dict[str, Any]

LAYERS = (
    "sentences",
    "parties",
    "places",
    "times",
    "clauses",
    "attributions",
    "mentions",
    "reactions",
    "events",
    "passed",
)


def annotation_shape(item: Annotation, layers: Iterable[str] = LAYERS) -> Shape:
    """Return one document with the named layers; the input's other fields come under `extra`."""
    document = item.document
    shape = _document_shape(document)
    wanted = set(layers)
    for layer in LAYERS:
        if layer in wanted:
            shape[layer] = _layer_shape(item, layer)
    if item.failure:
        shape["failure"] = item.failure
    return shape


def _document_shape(document: Document) -> Shape:
    shape: Shape = {
        "id": document.id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "url": document.url,
    }
    if document.extra:
        shape["extra"] = dict(document.extra)
    return shape


def _layer_shape(item: Annotation, layer: str) -> list[Shape]:
    match layer:
        case "sentences":
            return [{"start": s.start, "end": s.end} for s in item.sentences]
        case "parties":
            return [party_shape(p) for p in item.parties]
        case "places":
            return [place_shape(p) for p in item.places]
        case "times":
            return [_time_shape(t) for t in item.times]
        case "clauses":
            pairs = zip(item.clauses, item.realities, strict=True)
            return [_clause_shape(c, r) for c, r in pairs]
        case "attributions":
            return [_attribution_shape(a) for a in item.attributions]
        case "mentions":
            return [mention_shape(m) for m in item.mentions]
        case "reactions":
            return [_reaction_shape(r) for r in item.reactions]
        case "events":
            return [event_shape(e) for e in item.events]
        case _:
            return [_passed_shape(p, item.sentences) for p in item.passed]


def span_shape(span: Span) -> Shape:
    """Return start, end and text."""
    return {"start": span.start, "end": span.end, "text": span.text}


def party_shape(party: Party) -> Shape:
    """Return a party as it stands in layers and mentions."""
    return {
        "start": party.start,
        "end": party.end,
        "text": party.text,
        "name": party.name,
        "kind": party.kind,
        "country": party.country,
        "sector": party.sector,
        "sectors": list(party.sectors),
        "role": party.role,
    }


def place_shape(place: Place) -> Shape:
    """Return a place as it stands in layers and mentions."""
    return {
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames": place.geonames,
        "precision": place.precision,
        "demonym": place.demonym,
    }


def _time_shape(time: Time) -> Shape:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "kind": time.kind,
        "value": time.value,
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "precision": time.precision,
    }


def _clause_shape(clause: Clause, reality: Reality) -> Shape:
    return {
        "start": clause.start,
        "end": clause.end,
        "text": clause.text,
        "lemma": clause.lemma,
        "status": reality.status,
        "polarity": reality.polarity,
    }


def _attribution_shape(one: Attribution) -> Shape:
    return {
        "source": span_shape(one.source) if one.source else None,
        "cue": span_shape(one.cue),
        "content": span_shape(one.content),
        "parts": [span_shape(part) for part in one.said],
        "direct": one.direct,
        "stance": one.stance,
    }


def _reaction_shape(one: Reaction) -> Shape:
    return {"cause": one.cause, "effect": one.effect, "cue": span_shape(one.cue)}


def mention_shape(mention: Mention) -> Shape:
    """Return a mention in the contract's shape."""
    label = mention.label
    shape: Shape = {
        "id": mention.id,
        "sentence": {"start": mention.sentence.start, "end": mention.sentence.end},
        "trigger": span_shape(mention.trigger),
        "type": label.type,
        "mode": label.mode,
        "contexts": list(label.contexts),
        "quad": label.quad,
        "intensity": label.intensity,
        "cameo": label.cameo,
        "act": {"type": mention.act.type, "mode": mention.act.mode},
    }
    shape |= _fields_shape(mention)
    shape["attribution"] = [_voice_shape(v) for v in mention.attribution]
    shape["loaded"] = [span_shape(words) for words in mention.loaded]
    shape["confidence"] = mention.confidence
    shape["trace"] = list(mention.trace)
    return shape


def _fields_shape(told: Mention | Event) -> Shape:
    best = told.best if isinstance(told, Event) else told
    return {
        "actors": [party_shape(p) for p in told.actors],
        "recipients": [party_shape(p) for p in told.recipients],
        "status": best.status,
        "polarity": best.polarity,
        "day": _day_shape(told.day) if told.day else None,
        "place": place_shape(told.place) if told.place else None,
        "quantities": [_quantity_shape(q) for q in told.quantities],
    }


def _voice_shape(voice: Voice) -> Shape:
    source = voice.source
    if source is None:
        said: Shape | None = None
    else:
        said = party_shape(source) if isinstance(source, Party) else span_shape(source)
    return {"source": said, "cue": voice.cue, "stance": voice.stance}


def _day_shape(day: Day) -> Shape:
    return {
        "earliest": day.earliest.isoformat(),
        "latest": day.latest.isoformat(),
        "precision": day.precision,
        "start": day.start,
        "end": day.end,
        "text": day.text,
    }


def _quantity_shape(quantity: Quantity) -> Shape:
    return {
        "kind": quantity.kind,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
    }


def event_shape(event: Event) -> Shape:
    """Return a linked event in the contract's shape: its mentions' ids and the merged fields."""
    label = event.best.label
    shape: Shape = {
        "id": event.id,
        "mentions": [m.id for m in event.mentions],
        "documents": list(event.documents),
        "sources": event.sources,
        "type": label.type,
        "mode": label.mode,
        "contexts": list(label.contexts),
        "quad": label.quad,
        "intensity": label.intensity,
        "cameo": label.cameo,
        "trigger": span_shape(event.best.trigger),
        "act": {"type": event.best.act.type, "mode": event.best.act.mode},
    }
    shape |= _fields_shape(event)
    shape["attribution"] = [_voice_shape(v) for v in event.best.attribution]
    shape["disputed"] = _dispute_shape(event.disputed) if event.disputed else None
    shape["confidence"] = event.best.confidence
    shape["reasons"] = list(event.reasons)
    return shape


def _dispute_shape(dispute: Dispute) -> Shape:
    return {"asserted": list(dispute.asserted), "denied": list(dispute.denied)}


def _passed_shape(passed: Passed, sentences: tuple[Sentence, ...]) -> Shape:
    sentence = sentences[passed.sentence]
    return {
        "sentence": {"start": sentence.start, "end": sentence.end},
        "start": passed.start,
        "end": passed.end,
        "text": passed.text,
        "reason": passed.reason,
    }
