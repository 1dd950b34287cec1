"""A small store of made-up news, and a client that asks the app over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from starlette.testclient import TestClient

from detente.model import (
    Annotation,
    Day,
    Document,
    Event,
    Label,
    Mention,
    Party,
    Place,
    Sentence,
    Span,
    Voice,
)
from detente.storage import Run, Store, open_store, shelve
from detente.tables import Lexicon
from detente.web import Access, Context, create_app

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
LABELS = {"ACCUSE": (3, -3.0), "CONSULT": (1, 2.5), "ASSAULT": (4, -9.0), "AID": (2, 10.0)}
NAMES = {"FRA": "France", "RUS": "Russia", "SYR": "Syria"}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One sentence of the form "France accused Russia in Aleppo.", and what it is coded as."""

    id: str
    printed: str
    type: str = "ACCUSE"
    actors: Sequence[str] = ("FRA",)
    recipients: Sequence[str] = ("RUS",)
    day: str | None = None
    status: str = "actual"
    polarity: str = "positive"
    voice: str | None = None
    confidence: float = 0.9
    source: str | None = "Daily"
    text: str = "France accused Russia of lying."


def annotation(news: News) -> Annotation:
    quad, intensity = LABELS[news.type]
    label = Label(type=news.type, quad=quad, intensity=intensity)
    day = date.fromisoformat(news.day) if news.day else None
    mention = Mention(
        id=f"m-{news.id}",
        sentence=Sentence(index=0, start=0, end=len(news.text), text=news.text, tokens=()),
        trigger=Span(7, 14, news.text[7:14]),
        label=label,
        act=label,
        actors=tuple(map(party, news.actors)),
        recipients=tuple(map(party, news.recipients)),
        status=news.status,
        polarity=news.polarity,
        attribution=(Voice(source=Span(0, 6, news.voice), cue="said", stance="states"),)
        if news.voice
        else (),
        day=Day(earliest=day, latest=day, precision="day") if day else None,
        place=Place(sentence=0, start=0, end=6, text="Aleppo", name="Aleppo", country="SYR"),
        confidence=news.confidence,
        trace=("type: rule made-up",),
    )
    event = Event(
        id=f"e-{news.id}",
        mentions=(mention,),
        documents=(news.id,),
        sources=1,
        best=mention,
        actors=mention.actors,
        recipients=mention.recipients,
        day=mention.day,
        place=mention.place,
    )
    printed = date.fromisoformat(news.printed)
    document = Document(id=news.id, text=news.text, published=printed, source=news.source)
    return Annotation(document=document, mentions=(mention,), events=(event,))


def party(code: str) -> Party:
    name = NAMES.get(code, code)
    return Party(
        sentence=0,
        head=0,
        start=0,
        end=6,
        text=name,
        name=name,
        kind="country" if code in NAMES else "group",
        country=code if code in NAMES else None,
        sectors=("GOV",) if code in NAMES else ("REB",),
    )


NEWS = (
    News(id="a", printed="2016-10-03"),
    News(id="b", printed="2016-10-05", day="2016-10-04", voice="Someone", confidence=0.4),
    News(id="c", printed="2016-10-06", type="CONSULT", actors=("FRA", "RUS"), recipients=()),
    News(id="d", printed="2016-10-07", actors=("RUS",), recipients=("FRA",), source="Weekly"),
    News(id="e", printed="2016-10-09", type="ASSAULT", status="planned", day="2016-10-20"),
    News(id="f", printed="2016-10-09", type="AID", polarity="negated", recipients=("SYR",)),
    News(
        id="g",
        printed="2016-10-10",
        type="ASSAULT",
        actors=("Azure Front",),
        recipients=("SYR",),
        text="Rebels attackéd a convoy <script>alert(1)</script>.",
    ),
)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(None) as opened:
        opened.save([annotation(item) for item in NEWS], RUN)
        shelve(opened.connection)
        yield opened


@pytest.fixture
def context(store: Store, lexicon: Lexicon) -> Context:
    return Context(store, lexicon, Access(hosts=("testserver",)))


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(create_app(context), raise_server_exceptions=False) as client:
        yield client
