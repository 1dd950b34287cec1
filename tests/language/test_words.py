"""Parts of speech and lemmas that are remembered are those that the pipeline itself gives."""

from __future__ import annotations

import pytest
import spacy

from detente.language import DEFAULT_PIPELINE, Parser, load_parser
from detente.model import Annotation, Document, Sentence

pytestmark = pytest.mark.model

TEXTS = (
    "There is no deal. Let's go, they said. He didn't stay; he ain't coming. I'm gonna leave.",
    "Iran's leaders have met the two delegations, and were leaving  that evening.",
    "The United States and the others do what the men did.  They got ta go.",
)


def parsed(parser: Parser, *texts: str) -> list[tuple[Sentence, ...]]:
    items = tuple(Annotation(document=Document(id=t, text=t)) for t in texts)
    return [item.sentences for item in parser.parse(items)]


def test_every_word_is_as_the_whole_pipeline_has_it() -> None:
    plain = spacy.load(DEFAULT_PIPELINE)
    whole = [
        (text, word.idx, word.tag_, word.pos_, word.lemma_.lower())
        for text in TEXTS
        for word in plain(text)
        if not word.is_space
    ]
    found = [
        (text, token.start, token.tag, token.pos, token.lemma)
        for text, sentences in zip(TEXTS, parsed(load_parser(), *TEXTS), strict=True)
        for sentence in sentences
        for token in sentence.tokens
    ]
    assert found == whole


def test_what_is_found_in_a_text_does_not_hang_on_its_neighbours(parser: Parser) -> None:
    together = parsed(parser, *TEXTS)
    assert together == [parsed(parser, text)[0] for text in TEXTS]
    assert together == parsed(parser, *reversed(TEXTS))[::-1]
