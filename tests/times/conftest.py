"""Documents made by hand: sentences with tags where a test needs a tense, and no parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from detente.model import Annotation, Document, Quote, Sentence, Time, Token
from detente.tables import open_lexicon
from detente.times import Calendar, find, load_calendar

Finder = Callable[..., tuple[Time, ...]]
PUBLISHED = date(2016, 10, 14)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return load_calendar(open_lexicon())


@pytest.fixture(scope="session")
def times_of(calendar: Calendar) -> Finder:
    """Return a function from text to its times.

    Lines are paragraphs, and sentences end at a full stop before a capital. `tags` gives the
    Penn tags of the words that carry the tense.
    """

    def times(
        text: str,
        *,
        published: date | None = PUBLISHED,
        tags: Mapping[str, str] | None = None,
        quotes: tuple[Quote, ...] = (),
    ) -> tuple[Time, ...]:
        document = Document(id="made", text=text, published=published)
        sentences = tuple(
            _sentence(index, start, end, text, paragraph, tags or {})
            for index, (start, end, paragraph) in enumerate(_cut(text))
        )
        annotation = Annotation(document=document, sentences=sentences, quotes=quotes)
        return find((annotation,), calendar)[0].times

    return times


def _cut(text: str) -> list[tuple[int, int, int]]:
    return [
        (line.start() + part.start(), line.start() + part.end(), paragraph)
        for paragraph, line in enumerate(re.finditer(r"[^\n]+", text))
        for part in re.finditer(r"\S.*?(?:[.!?][”\"]?(?=\s+[A-Z“\"])|$)", line[0])
    ]


def _sentence(
    index: int, start: int, end: int, text: str, paragraph: int, tags: Mapping[str, str]
) -> Sentence:
    words = list(re.finditer(r"\w+|\S", text[start:end])) if tags else []
    tokens = tuple(
        Token(
            index=number,
            start=start + word.start(),
            end=start + word.end(),
            text=word[0],
            lemma=word[0].lower(),
            tag=tags.get(word[0], "NN"),
            pos="X",
            dep="dep",
            head=number,
        )
        for number, word in enumerate(words)
    )
    return Sentence(
        index=index, start=start, end=end, text=text[start:end], tokens=tokens, paragraph=paragraph
    )
