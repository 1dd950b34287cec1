"""What the browser's store is made of: made-up news, a story told four times, a hostile text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from detente.model import Document

HOSTILE = (
    "Russia Threatens </p><script>window.harm = 1</script><img src=x onerror=window.harm=2>\n\n"
    "Russia threatened \u202eFrance\u202c with <b onclick=alert(1)>sanctions</b> on Monday, "
    "a spokesman said."
)

_FAULTS = ("spying", "hacking its parliament", "lying about the talks", "arming rebels in Syria")
_TOPICS = ("trade", "gas prices", "the war in Syria", "visas", "a joint satellite")
_CITIES = ("Geneva", "Paris", "Moscow", "Vienna", "Sochi", "Lyon")
_HOSTILE = (
    "{a} accused {b} of {fault}.",
    "{a} condemned {b} for {fault}.",
    "{a} expelled two diplomats of {b} over {fault}.",
    "{a} threatened {b} with sanctions, a minister said in {city}.",
)
_FRIENDLY = (
    "{a} and {b} held talks about {topic} in {city}.",
    "{a} praised {b} for its help with {topic}.",
    "{a} and {b} signed an agreement on {topic} in {city}.",
)


def made_up_news() -> Iterator[Document]:
    """Yield a sentence every other day: mild, a gap, mild again, and hostile from mid July on."""
    chance = random.Random(20161014)
    for day in range(0, 300, 2):
        if 100 < day < 150:
            continue
        a, b = chance.sample(("France", "Russia"), 2)
        if chance.random() < 0.25:
            a, b = chance.sample(("Japan", "China", "India"), 2)
        hostile = chance.random() < (0.95 if day > 190 else 0.1)
        sentence = chance.choice(_HOSTILE if hostile else _FRIENDLY).format(
            a=a,
            b=b,
            fault=chance.choice(_FAULTS),
            topic=chance.choice(_TOPICS),
            city=chance.choice(_CITIES),
        )
        printed = date(2016, 1, 4) + timedelta(days=day)
        yield Document(
            id=f"news-{day:03}", text=sentence, published=printed, source="Made-up Daily"
        )


def told_four_times() -> Iterator[Document]:
    """Yield what three papers say of one event: claimed at first hand, at second hand, denied."""
    title = "Georgia Says Shells Killed Five near Poti"
    yield Document(
        id="bridge-daily",
        title=title,
        text=f"{title}\n\nRussian troops shelled a bridge near Poti on Tuesday, killing five "
        "people, the Georgian interior minister said.",
        published=date(2016, 9, 7),
        source="Made-up Daily",
    )
    yield Document(
        id="bridge-wire",
        title="A Bridge near Poti",
        text="A spokesman for the Red Cross said on Wednesday that Georgian doctors had told him "
        "that Russian troops shelled a bridge near Poti on Tuesday, killing at least six people.",
        published=date(2016, 9, 7),
        source="Example Wire",
    )
    yield Document(
        id="bridge-moscow",
        text="Moscow denied on Thursday that Russian troops had shelled a bridge near Poti on "
        "Tuesday.",
        published=date(2016, 9, 8),
        source="Example Gazette",
    )
