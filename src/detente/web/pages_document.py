"""The document: its text with every layer, each of which can be switched on and off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from detente.analysis.plain import web_address
from detente.errors import DetenteError
from detente.rendering.marks import Mark, cut
from detente.rendering.words import called, label, standing
from detente.storage import DocumentDetail, read_document
from detente.storage.papers import Passage
from detente.web.faults import NotFound
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

__all__ = ["add"]

Shape = Mapping[str, Any]

_ON = ("mentions", "parties")


@dataclass(frozen=True, slots=True)
class _Item:
    """One row of a layer's list."""

    cells: tuple[str | None, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer: its marks in the text and its list below."""

    name: str
    words: str
    caption: str
    columns: tuple[str, ...]
    items: Sequence[_Item]
    marks: Sequence[Mark]

    @property
    def on(self) -> bool:
        return self.name in _ON

    @property
    def count(self) -> int:
        return len(self.items) or len(self.marks)


def add(pages: Pages) -> None:
    """Add the page of a document."""
    context = pages.context

    def document(request: Request) -> Response:
        name = request.path_params["document"]
        with context.reader() as store:
            found = read_document(store.connection, name)
        if found is None:
            raise NotFound("the store has no such document")
        row = found.row
        asked = request.query_params.get("layers") == "all"
        read, unread = _read(pages, found) if asked and not row.failure else (None, None)
        others = _read_layers(read) if read else [_parties(_unique(found.mentions))]
        layers = [_mentions(found.mentions), *others, _passed(found.passed)]
        return render(
            request, context.lexicon, "document.html",
            paper=row,
            url=web_address(row.url),
            layers=layers,
            segments=cut(found.text, [mark for layer in layers for mark in layer.marks]),
            more=None if asked or row.failure else f"/document/{quote(name, safe='')}?layers=all",
            unread=unread,
        )  # fmt: skip

    pages.show("/document/{document:path}", document)


def _read(pages: Pages, found: DocumentDetail) -> tuple[Shape | None, str | None]:
    """Return the text read anew with all layers, or why that cannot be."""
    why = "Places, times, acts and voices could not be read: "
    if pages.context.coder is None:
        return None, f"{why}this server codes no texts."
    row = found.row
    try:
        read = pages.context.coder.code(found.text, title=row.title, published=row.published)
    except DetenteError as error:
        return None, f"{why}{error}"
    return (read, None) if "failure" not in read else (None, f"{why}the text {read['failure']}")


def _read_layers(read: Shape) -> list[_Layer]:
    return [
        _parties(read["parties"]),
        _places(read["places"]),
        _times(read["times"]),
        _clauses(read["clauses"]),
        _attributions(read["attributions"]),
        _Layer(
            "sentences", "sentences", "", (), (),
            [Mark(one["start"], one["start"] + 1, "sentences") for one in read["sentences"]],
        ),
    ]  # fmt: skip


def _mentions(mentions: Sequence[Shape]) -> _Layer:
    links = {m["id"]: f"/event/{quote(m['event'], safe='')}" for m in mentions}
    return _Layer(
        "mentions",
        "events",
        "Each telling of an event, with the words that tell it",
        ("what", "who", "to whom", "told as", "words"),
        [
            _Item(
                (
                    label(m),
                    called(m["actors"]) or None,
                    called(m["recipients"]) or None,
                    standing(m),
                    m["trigger"]["text"],
                ),
                links[m["id"]],
            )
            for m in mentions
        ],
        [_mark(m["trigger"], "mentions", label(m), links[m["id"]]) for m in mentions],
    )


def _unique(mentions: Iterable[Shape]) -> list[Shape]:
    """Return the parties of mentions, each once, in the order of the text."""
    found = {
        (party["start"], party["end"], party["name"]): party
        for mention in mentions
        for party in (*mention["actors"], *mention["recipients"])
    }
    return [found[key] for key in sorted(found)]


def _parties(parties: Sequence[Shape]) -> _Layer:
    return _Layer(
        "parties",
        "actors",
        "People, countries, organisations and groups, with what they stand for on that day",
        ("words", "name", "country", "sectors", "office"),
        [
            _Item((p["text"], p["name"], p["country"], " ".join(p["sectors"]) or None, p["role"]))
            for p in parties
        ],
        [_mark(p, "parties", f"{p['name']}: {p['country'] or 'country unknown'}") for p in parties],
    )


def _places(places: Sequence[Shape]) -> _Layer:
    return _Layer(
        "places",
        "places",
        "Places named, adjectives of countries among them; degrees in WGS 84",
        ("words", "name", "country", "extent", "latitude", "longitude"),
        [
            _Item(
                (
                    p["text"],
                    p["name"],
                    p["country"],
                    p["precision"],
                    _degrees(p["latitude"]),
                    _degrees(p["longitude"]),
                )
            )
            for p in places
        ],
        [_mark(p, "places", f"{p['name']}, {p['precision'] or 'extent unknown'}") for p in places],
    )


def _degrees(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _times(times: Sequence[Shape]) -> _Layer:
    return _Layer(
        "times",
        "times",
        "Expressions of time, and the days they mean",
        ("words", "kind", "value", "first day", "last day"),
        [_Item((t["text"], t["kind"], t["value"], t["earliest"], t["latest"])) for t in times],
        [_mark(t, "times", t["value"] or "not resolved") for t in times],
    )


def _clauses(clauses: Sequence[Shape]) -> _Layer:
    return _Layer(
        "clauses",
        "acts",
        "Words that denote an act, political or not, and what the text says of their reality",
        ("words", "lemma", "status", "polarity"),
        [_Item((c["text"], c["lemma"], c["status"], c["polarity"])) for c in clauses],
        [_mark(c, "clauses", f"{c['status']}, {c['polarity']}") for c in clauses],
    )


def _attributions(attributions: Sequence[Shape]) -> _Layer:
    marks = []
    for one in attributions:
        who = one["source"]["text"] if one["source"] else "unnamed sources"
        marks += [_mark(part, "attributions", f"according to {who}") for part in _said(one)]
        marks.append(_mark(one["cue"], "cues"))
    return _Layer(
        "attributions",
        "who says what",
        "Who says what, by which word",
        ("who", "by the word", "stance", "what"),
        [
            _Item(
                (
                    one["source"]["text"] if one["source"] else "unnamed",
                    one["cue"]["text"],
                    one["stance"],
                    " … ".join(part["text"] for part in _said(one)),
                )
            )
            for one in attributions
        ],
        marks,
    )


def _said(attribution: Shape) -> Sequence[Shape]:
    """Return the stretches that are said; older stores hold the whole content alone."""
    return attribution.get("parts") or [attribution["content"]]


def _passed(passed: Sequence[Passage]) -> _Layer:
    return _Layer(
        "passed",
        "passed over",
        "What could have been an event and was not coded, with the reason",
        ("words", "reason"),
        [_Item((one.text, one.reason)) for one in passed],
        [Mark(one.start, one.end, "passed", one.reason) for one in passed],
    )


def _mark(span: Shape, role: str, title: str = "", link: str | None = None) -> Mark:
    return Mark(span["start"], span["end"], role, title, link)
