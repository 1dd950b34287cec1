"""Sentences by hand: words with tags guessed from their case, and the entities one names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from detente import places
from detente.model import Annotation, Document, Party, Place, Sentence, Token
from detente.tables import open_lexicon

WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Va|Ill|Ga|Calif|St|W\. Va)\.|['’]s\b|[^\W_]+(?:['’][^\Ws_]\w*)?|\S"
)

Finder = Callable[..., tuple[Place, ...]]


def sentence(text: str, start: int, index: int, entities: Mapping[str, str]) -> Sentence:
    spans = [
        (start + found.start(), start + found.end(), label)
        for name, label in entities.items()
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    tokens = []
    for number, word in enumerate(WORD.finditer(text)):
        left, right = start + word.start(), start + word.end()
        over = next((span for span in spans if span[0] <= left and right <= span[1]), None)
        named = word[0][0].isupper() and (number > 0 or over is not None)
        tokens.append(
            Token(
                index=number,
                start=left,
                end=right,
                text=word[0],
                lemma=word[0].lower(),
                tag="POS" if word[0] in {"'s", "’s"} else "NNP" if named else "NN",
                pos="PROPN" if named else "NOUN",
                dep="dep",
                head=0,
                entity=over[2] if over else None,
                entity_start=bool(over and over[0] == left),
            )
        )
    return Sentence(
        index=index, start=start, end=start + len(text), text=text, tokens=tuple(tokens)
    )


def annotation(text: str, entities: Mapping[str, str], parties: tuple[Party, ...]) -> Annotation:
    """Make a document whose lines are its sentences."""
    sentences, at = [], 0
    for index, line in enumerate(text.split("\n")):
        sentences.append(sentence(line, at, index, entities))
        at += len(line) + 1
    return Annotation(
        document=Document(id="1", text=text), sentences=tuple(sentences), parties=parties
    )


@pytest.fixture(scope="session")
def gazetteer() -> places.Gazetteer:
    return places.load_gazetteer(open_lexicon())


@pytest.fixture
def find(gazetteer: places.Gazetteer) -> Finder:
    def run(
        text: str, entities: Mapping[str, str] | None = None, parties: tuple[Party, ...] = ()
    ) -> tuple[Place, ...]:
        made = annotation(text, entities or {}, parties)
        return places.find((made,), gazetteer)[0].places

    return run


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"
