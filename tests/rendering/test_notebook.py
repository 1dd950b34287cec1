"""Records show themselves in notebooks: short as text, whole as HTML, and texts stay texts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from tests.directions import LETTERS, mingled
from tests.directions import TEXT as FROM_RIGHT

import detente
from detente.analysis import Picture, Point, Reading
from detente.model import (
    Annotation,
    Day,
    Document,
    Event,
    Events,
    Label,
    Mention,
    Party,
    Passed,
    Sentence,
    Span,
    Voice,
)
from detente.model.showing import draw_with
from detente.rendering import html_of
from detente.rendering.notebook import MOST_CHARACTERS, MOST_ROWS

HOSTILE = "</div><script>alert(1)</script><img src=x onerror=alert(2)> \"' & \u202eevil\u202c"
TEXT = f"France accused Russia {HOSTILE} on Monday."
START = date(2016, 10, 1)
FAR = Voice(source=Span(0, len(FROM_RIGHT), FROM_RIGHT), cue="said", stance="states")
PARIS = Voice(source=Span(0, 6, "Paris"), cue="said", stance="states")


def party(name: str, start: int) -> Party:
    return Party(
        sentence=0, head=0, start=start, end=start + len(name), text=name, name=name, kind="country"
    )


def mention(text: str = TEXT, **changes: object) -> Mention:
    label = Label(type="ACCUSE", mode="allege", quad=3, intensity=-3.0)
    told = Mention(
        id="m",
        sentence=Sentence(index=0, start=0, end=len(text), text=text, tokens=()),
        trigger=Span(7, 14, text[7:14]),
        label=label,
        act=label,
        actors=(party("France", 0),),
        recipients=(party("Russia", 15),),
        day=Day(earliest=START, latest=START, precision="day"),
        trace=(HOSTILE,),
    )
    return replace(told, **changes)  # type: ignore[arg-type]


def event(told: Mention | None = None) -> Event:
    best = told or mention()
    return Event(
        id="e",
        mentions=(best,),
        documents=("d",),
        sources=1,
        best=best,
        actors=best.actors,
        recipients=best.recipients,
        day=best.day,
    )


def annotation(**changes: object) -> Annotation:
    item = Annotation(
        document=Document(id="d", text=TEXT, title=HOSTILE, source=HOSTILE, published=START),
        mentions=(mention(),),
        events=(event(),),
        passed=(Passed(sentence=0, start=0, end=6, text=HOSTILE, reason=HOSTILE),),
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def picture(title: str = "France and Russia", days: int = 40) -> Picture:
    dates = [START + timedelta(days=k) for k in range(days)]
    readings = [Reading(d, 10, 5.0, 2.0, 9.0, 1.0, 0.5, 2.0) for d in dates]
    points = [Point(actor="FRA", recipient="RUS", start=d, documents=10, events=0) for d in dates]
    counted = [
        replace(p, verbal_cooperation=0, material_cooperation=0, verbal_conflict=1,
                material_conflict=0)
        for p in points
    ]  # fmt: skip
    return Picture(title=title, description=HOSTILE, readings=readings, points=counted)


RECORDS = (
    mention(),
    event(),
    Events([event()]),
    Events(),
    annotation(),
    annotation(mentions=(), events=(), failure="could not be coded: " + HOSTILE),
    picture(HOSTILE),
    picture(days=0),
)


class Tags(HTMLParser):
    """The elements of a piece of HTML, and whether each that was opened was closed."""

    VOID = frozenset({"br", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "record",
    [
        mention(FROM_RIGHT, trace=(FROM_RIGHT,)),
        event(mention(FROM_RIGHT, actors=(party(FROM_RIGHT, 0),), attribution=(FAR,))),
        Events([event(mention(FROM_RIGHT, actors=(party(FROM_RIGHT, 0),), attribution=(FAR,)))]),
        annotation(document=Document(id="d", text=FROM_RIGHT, title=FROM_RIGHT, source=FROM_RIGHT)),
        picture(FROM_RIGHT),
    ],
    ids=lambda record: type(record).__name__,
)
def test_words_from_right_to_left_are_kept_apart(
    record: Mention | Event | Annotation | Picture,
) -> None:
    html = record._repr_html_()
    assert html is not None
    assert LETTERS in html
    assert mingled(html) == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_hostile_words_are_shown_as_words(record: Mention | Event | Annotation | Picture) -> None:
    html = record._repr_html_()
    assert html is not None
    tags = Tags(html)
    assert tags.open == []
    assert tags.seen & {"script", "img", "iframe", "link", "object"} == set()
    assert [name for name in tags.attributes if name.startswith("on")] == []
    assert "\u202e" not in html
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", html)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (mention(), ["accuse: allege", "1 October 2016", 'class="r-trigger "', "&lt;script&gt;"]),
        (event(), ["accuse: allege", "reported", "intensity −3.0"]),
        (Events([event()]), ["<caption>1 event</caption>", "France", "Russia", "accuse: allege"]),
        (Events(), ["<caption>no events</caption>"]),
        (annotation(), ["⟨U+202E⟩", 'class="r-actor "', "Passed over: 1", "1 October 2016"]),
        (annotation(mentions=(), events=(), passed=()), ["No event is told."]),
        (annotation(failure="has no text"), ["This document has no text."]),
        (picture(), ["<svg", "points per 100 documents", "var(--hostile)", "2016-10-01"]),
        (picture(days=0), ["unknown, not calm"]),
        (
            event(mention(attribution=(PARIS,))),
            ["claimed", "according to <bdi>Paris</bdi>"],
        ),
    ],
)  # fmt: skip
def test_what_is_shown(record: Mention | Event | Annotation | Picture, words: list[str]) -> None:
    html = record._repr_html_() or ""
    assert [word for word in words if word not in html] == []


def test_long_lists_and_texts_are_cut_and_counted() -> None:
    html = Events([event()] * (MOST_ROWS + 7))._repr_html_() or ""
    assert html.count('<tr><th scope="row"') == MOST_ROWS
    assert f"{MOST_ROWS + 7} events, the first {MOST_ROWS} of them shown" in html
    long = Document(id="d", text="x" * (MOST_CHARACTERS + 1234))
    assert "1,234 further characters" in (html_of(Annotation(document=long)) or "")


def test_charts_of_one_notebook_do_not_share_names() -> None:
    pieces = [picture(title)._repr_html_() or "" for title in ("one", "two")]
    first, second = ({*re.findall(r'\bid="([^"]+)"', html)} for html in pieces)
    assert first
    assert first & second == set()


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (mention(), "<Mention 2016-10-01 France → Russia ACCUSE/allege>"),
        (mention(actors=(), day=None), "<Mention day unknown – → Russia ACCUSE/allege>"),
        (event(), "<Event 2016-10-01 France → Russia ACCUSE/allege>"),
        (Events(), "Events(0)"),
        (Events([event()]), "Events(1)\n  2016-10-01 France → Russia ACCUSE/allege"),
        (annotation(), f"<Annotation 'd', {len(TEXT)} characters: mentions 1, events 1>"),
        (annotation(failure="has no x"), f"<Annotation 'd', {len(TEXT)} characters: has no x>"),
        (picture(), "<Picture 'France and Russia': days 40, turning points 0>"),
    ],
)  # fmt: skip
def test_as_text_records_are_short(record: object, text: str) -> None:
    assert repr(record) == text


def test_many_events_as_text_are_counted() -> None:
    assert repr(Events([event()] * 25)).endswith("\n  … 5 more")


def test_a_slice_of_events_shows_itself_too() -> None:
    events = Events([event(), event(mention(day=None))])
    assert type(events[:1]) is Events
    assert events[1].day is None
    assert events == [*events]


def test_a_day_is_said_as_exactly_as_it_is_known() -> None:
    month = Day(earliest=START, latest=date(2016, 10, 31), precision="month")
    assert str(month) == "2016-10-01..2016-10-31"


def test_records_need_nobody_to_draw_them() -> None:
    try:
        draw_with(lambda _: None)
        assert event()._repr_html_() is None
    finally:
        draw_with(detente._drawn)
    assert event()._repr_html_() is not None
