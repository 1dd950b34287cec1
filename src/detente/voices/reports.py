"""A report: an attribution while it is put together, and the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from detente.language import Tree
from detente.model import Annotation, Clause, Quote, Sentence, Token
from detente.voices.cues import Cues

__all__ = ["Page", "Report", "Source", "hull"]

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the characters of the phrase, and where the word that carries it begins.

    For "who" that is the noun before it.
    """

    start: int
    end: int
    head: int


@dataclass(slots=True)
class Report:
    """Somebody's words: where the cue, the content and the source are.

    `anchor` is the first character of the word that carries the cue. `form` is the form in
    which the content comes; "phrase" for "according to", "adverb" for "reportedly", "colon",
    "echo" for "said so". `speech` is false for cues of thought and attitude.
    """

    sentence: int
    anchor: int
    cue: Range
    content: Range
    source: Source | None
    stance: str
    form: str
    speech: bool = True


def hull(ranges: Iterable[Range]) -> Range:
    """Return the smallest range that holds all `ranges`."""
    known = list(ranges)
    return min(a for a, _ in known), max(b for _, b in known)


class Page:
    """A document with what the search asks for again and again."""

    def __init__(self, item: Annotation, cues: Cues, quotes: tuple[Quote, ...]) -> None:
        """Index the trees of the sentences and the clauses by their words."""
        self.text = item.document.text
        self.sentences = item.sentences
        self.cues = cues
        self.quotes = quotes
        self.trees = [Tree(sentence) for sentence in item.sentences]
        self._clauses = {(c.sentence, c.head): c for c in item.clauses}

    def clause(self, sentence: Sentence, token: Token) -> Clause | None:
        """Return the clause that `token` denotes, if any."""
        return self._clauses.get((sentence.index, token.index))

    @cached_property
    def outer(self) -> tuple[Quote, ...]:
        """The quotations that are inside no other."""
        kept: list[Quote] = []
        for quote in self.quotes:
            if not kept or quote.start >= kept[-1].end:
                kept.append(quote)
        return tuple(kept)

    def quote_at(self, place: int) -> Quote | None:
        """Return the innermost quotation around a character, None outside all."""
        around = [q for q in self.quotes if q.start <= place < q.end]
        return around[-1] if around else None

    def marked(self, quote: Quote) -> Range:
        """Return a quotation's range with its marks."""
        start, end = quote.start, quote.end
        while start > 0 and self.text[start - 1] in "“”\"„«‘’'‹`":
            start -= 1
        if quote.closed:
            while end < len(self.text) and self.text[end] in "”“\"»’'›":
                end += 1
        return start, end
