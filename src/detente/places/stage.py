"""The stage: from sentences to places, document by document."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Annotation, Batch, Place
from detente.places.containment import contain
from detente.places.evidence import is_place, usage
from detente.places.gazetteer import Gazetteer
from detente.places.resolve import Choice, resolve
from detente.places.spot import Spot, spots
from detente.places.survey import DEMONYM

__all__ = ["find"]


def find(batch: Batch, gazetteer: Gazetteer) -> Batch:
    """Return the batch with `places` filled, in text order and without overlaps."""
    return tuple(replace(item, places=_places(item, gazetteer)) for item in batch)


def _places(item: Annotation, gazetteer: Gazetteer) -> tuple[Place, ...]:
    text = item.document.text
    found = [spot for sentence in item.sentences for spot in spots(sentence, text, gazetteer)]
    found, holders = contain(found, text)
    seen = usage(item, found, frozenset(holders), gazetteer.words)
    sentence_of = {sentence.index: sentence for sentence in item.sentences}
    kept = [spot for spot in found if is_place(spot, sentence_of[spot.sentence], seen)]
    choices = resolve(kept, holders)
    return tuple(
        _place(spot, choice, gazetteer) for spot, choice in zip(kept, choices, strict=True)
    )


def _place(spot: Spot, choice: Choice | None, gazetteer: Gazetteer) -> Place:
    if choice is None:
        return Place(
            sentence=spot.sentence,
            start=spot.start,
            end=spot.end,
            text=spot.text,
            name=spot.text,
            reason=f"tagged {spot.label}, not in the gazetteer",
        )
    site = choice.sense.site
    demonym = choice.sense.tie == DEMONYM
    return Place(
        sentence=spot.sentence,
        start=spot.start,
        end=spot.end,
        text=spot.text,
        name=site.name,
        country=site.country,
        admin1=_admin1(choice, gazetteer),
        latitude=site.latitude,
        longitude=site.longitude,
        geonames=site.geonames,
        precision=site.kind,
        demonym=demonym,
        reason="a country's adjective or inhabitants" if demonym else choice.reason,
    )


def _admin1(choice: Choice, gazetteer: Gazetteer) -> str | None:
    site = choice.sense.site
    if site.kind == "admin1":
        return site.name
    return gazetteer.site(site.admin1).name if site.admin1 is not None else None
