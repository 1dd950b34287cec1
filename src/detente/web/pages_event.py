"""The event: its mentions side by side, why it was coded so, and a person's word on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.responses import RedirectResponse, Response

from detente.errors import SettingError
from detente.rendering.marks import Segment, cut, marks_of_mention
from detente.rendering.words import called, label, voice_name
from detente.storage import EventDetail, MentionDetail, Selection, find_events, read_event, rows_of
from detente.web.faults import NotFound
from detente.web.figures_map import place_map
from detente.web.pages_asking import address, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Fields, Pages
from detente.web.rest_corrections import Merging, Retyping, Splitting, Verdict, correct

if TYPE_CHECKING:
    from starlette.requests import Request

    from detente.events import Ontology
    from detente.storage import EventRow, Store

__all__ = ["add"]

Shape = Mapping[str, Any]
Given = Verdict | Retyping | Splitting | Merging

_SAID = {
    "right": "Kept: this mention is right.",
    "wrong": "Kept: this mention is wrong.",
    "retyped": "Kept: this mention is of another type.",
    "undo": "Taken back.",
    "applied": "Its document was coded again with what you said.",
    "split": "The ticked mentions are an event of their own now.",
    "merge": "The two are one event now.",
}
"""What the page says after a form was sent."""

_MOST = 60
"""More mentions than these are not shown at once; they are counted."""

_EXACT = frozenset({"city", "feature", "admin2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """One mention as the page shows it; `verdict` is what a person said of it, if anything."""

    detail: MentionDetail
    segments: list[Segment]
    voices: list[dict[str, str]]
    verdict: str | None


def add(pages: Pages) -> None:
    """Add the page of an event and what its forms send."""
    context = pages.context

    def event(request: Request) -> Response:
        with context.reader() as store:
            found = read_event(store.connection, request.path_params["event"])
            if found is None:
                raise NotFound("the store has no such event; it may have been joined or split")
            alike = _alike(store, found)
            parted = rows_of(store.connection, [text_of(request, "parted")])
        return _page(request, pages, found, alike, parted)

    pages.show("/event/{event}", event)
    pages.take("/event/{event}/say", lambda r, f: _say(r, f, pages))
    pages.take("/event/{event}/split", lambda r, f: _split(r, f, pages))
    pages.take("/event/{event}/merge", lambda r, f: _merge(r, f, pages))


def _page(
    request: Request,
    pages: Pages,
    found: EventDetail,
    alike: list[EventRow],
    parted: Sequence[EventRow],
) -> Response:
    shape, lexicon = found.shape, pages.context.lexicon
    if shape is None:
        return render(request, lexicon, "imported.html", row=found.row, cells=found.cells or {})
    act = shape["act"]
    same = (act["type"], act["mode"]) == (shape["type"], shape["mode"])
    who, whom = called(shape["actors"]), called(shape["recipients"])
    mutual = len(shape["actors"]) > 1
    return render(
        request, lexicon, "event.html",
        event=shape,
        who=who or "someone unnamed",
        whom=whom or ("each other" if mutual else "nobody named"),
        heading=f"{who or 'Someone'}: {label(shape)}",
        act=None if same else label(act),
        definition=_definition(shape, pages.context.ontology),
        fig=_map(shape["place"]),
        mentions=[_mention(one) for one in found.mentions[:_MOST]],
        more=max(0, len(found.mentions) - _MOST),
        disputed=_sides(found),
        causes=found.causes,
        effects=found.effects,
        history=_history(found),
        types=_types(pages.context.ontology),
        alike=alike,
        read_only=pages.context.read_only,
        said=_SAID.get(request.query_params.get("said", "")),
        parted=parted,
    )  # fmt: skip


def _sides(found: EventDetail) -> tuple[list[str], list[str]] | None:
    """Return who asserts an event and who denies it; None where no voices differ."""
    shape = (found.shape or {}).get("disputed")
    if not shape:
        return None
    voices = {one.shape["id"]: _voice(one) for one in found.mentions}
    asserted, denied = (
        list(dict.fromkeys(voices[m] for m in shape[side] if m in voices))
        for side in ("asserted", "denied")
    )
    return asserted, denied


def _voice(one: MentionDetail) -> str:
    """Return who asserts a mention at last; the writer goes by the source or the document."""
    attribution = one.shape["attribution"]
    return voice_name(attribution[-1]) if attribution else one.source or one.title or one.document


def _definition(shape: Shape, ontology: Ontology) -> str:
    mode = ontology.modes.get(f"{shape['type']}/{shape['mode']}")
    kind = ontology.types.get(shape["type"])
    return (mode.definition if mode else "") or (kind.definition if kind else "")


def _map(place: Shape | None) -> Any:  # noqa: ANN401 (a figure, or None)
    if place is None or place["latitude"] is None:
        return None
    return place_map(
        place["name"], place["latitude"], place["longitude"], exact=place["precision"] in _EXACT
    )


def _mention(one: MentionDetail) -> _Mention:
    shape = one.shape
    return _Mention(
        detail=one,
        segments=cut(one.sentence, marks_of_mention(shape, shape["sentence"]["start"])),
        voices=[
            {"name": voice_name(v), "cue": v["cue"], "stance": v["stance"]}
            for v in shape["attribution"]
        ],
        verdict=_verdict(one),
    )


def _verdict(one: MentionDetail) -> str | None:
    """Return what was said of a mention, in words."""
    if one.said is None:
        return None
    if one.said.verdict == "retyped":
        return f"it is {(one.said.label or '').replace('/', ': ').lower()}"
    return {"withdrawn": "taken back"}.get(one.said.verdict, one.said.verdict)


def _history(found: EventDetail) -> list[Shape]:
    """Return what each document said; it is claimed where no mention is the writer's own word."""
    own = {one.shape["id"] for one in found.mentions if not one.shape["attribution"]}
    return [
        {"quantities": (), **one, "claimed": own.isdisjoint(one["mentions"])}
        for one in (found.shape or {}).get("history", ())
    ]


def _types(ontology: Ontology) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every type with its labels, in the ontology's order."""
    found = []
    for kind in ontology.types:
        modes = [name for name in ontology.modes if name.partition("/")[0] == kind]
        words = [(name, name.replace("/", ": ").lower()) for name in (kind, *modes)]
        found.append((kind, words))
    return found


def _alike(store: Store, found: EventDetail) -> list[EventRow]:
    """Return other events of the same days between the same countries, a few."""
    shape = found.shape
    if shape is None:
        return []
    sides = [[p["country"] or p["name"] for p in shape[side]] for side in ("actors", "recipients")]
    parties = tuple(dict.fromkeys(sides[0][:1] + sides[1][:1]))
    if not parties or shape["day"] is None:
        return []
    selection = Selection(
        since=date.fromisoformat(shape["day"]["earliest"]),
        until=date.fromisoformat(shape["day"]["latest"]),
        dyad=(parties[0], parties[1]) if len(parties) == 2 else None,
        parties=parties if len(parties) == 1 else (),
    )
    rows = find_events(store.connection, selection, limit=7).items
    return [row for row in rows if row.id != shape["id"]][:6]


def _changed(request: Request, pages: Pages, given: Given, said: str) -> Response:
    """Keep what a form says, and show the event that came of it."""
    event = request.path_params["event"]
    left = correct(pages.context, given).events
    shown = event if event in left else next(iter(left), None)
    if shown is None:
        return RedirectResponse(f"/data?gone={said}", status_code=303)
    asked = [("said", said), *(("parted", one) for one in left if said == "split" and one != shown)]
    return RedirectResponse(address(f"/event/{quote(shown, safe='')}", asked[:2]), status_code=303)


def _say(request: Request, fields: Fields, pages: Pages) -> Response:
    """Keep a verdict on a mention; one that ends in "now" has its document coded again at once."""
    mention, asked = _one(fields, "mention"), _one(fields, "verdict")
    verdict, label = asked.removesuffix("-now"), _one(fields, "label")
    apply = asked.endswith("-now")
    match verdict:
        case "right" | "wrong" | "undo":
            given: Given = Verdict(say=verdict, mention=mention, apply=apply)
        case "retyped" if label:
            kind, _, mode = label.partition("/")
            given = Retyping(
                say="retype", mention=mention, type=kind, mode=mode or None, apply=apply
            )
        case "retyped":
            raise SettingError("choose the type that it is, then press the button")
        case _:
            raise SettingError("say right, wrong, or which type it is")
    return _changed(request, pages, given, "applied" if apply else verdict)


def _split(request: Request, fields: Fields, pages: Pages) -> Response:
    mentions = list(fields.get("mention", ()))
    if not mentions:
        raise SettingError("tick the mentions that are another event, then press the button")
    event = request.path_params["event"]
    return _changed(request, pages, Splitting(say="split", event=event, mentions=mentions), "split")


def _merge(request: Request, fields: Fields, pages: Pages) -> Response:
    event, other = request.path_params["event"], _one(fields, "other").strip()
    if not other:
        raise SettingError("give the id of the other event, then press the button")
    return _changed(request, pages, Merging(say="merge", events=[event, other]), "merge")


def _one(fields: Fields, name: str) -> str:
    return (fields.get(name) or [""])[-1][:200]
