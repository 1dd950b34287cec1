"""Text and its grammar: documents, sentences, tokens, phrases and clauses.

All offsets are Unicode code points into `Document.text` as it was given, start included, end
excluded; `text[start:end]` is the span's text. Token numbers count from 0 within a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Clause", "Document", "Phrase", "Quote", "Sentence", "Span", "Token"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text."""

    start: int
    end: int
    text: str

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether this span shares a character with `start` to `end`."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read.

    `published` is the day it was printed; None means unknown, and then relative dates stay
    unresolved. `title` is a copy for display: it is coded only where it stands in `text` too.
    `language` is an ISO 639-1 code. `extra` holds the input's other fields, handed back unread.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end` with its text."""
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or mark with its place in the parse.

    `tag` is the Penn Treebank tag, `pos` the universal one, `dep` the ClearNLP dependency to
    the token numbered `head` (a root's head is itself). `entity` is the OntoNotes label of the
    name the token belongs to, or None; `entity_start` is true on a name's first token.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str | None = None
    entity_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a document; `index` is its number in the document.

    `headline` is true for a line that stands alone in headline style, whose present tense
    tells of what has just happened. `paragraph` numbers the paragraphs of the text.
    """

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    paragraph: int = 0
    headline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words inside a pair of quotation marks; the span leaves the marks out.

    `closed` is false when the paragraph ends before a closing mark, as in speech that runs on.
    """

    start: int
    end: int
    text: str
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase that fills a slot of a clause.

    The span is the whole phrase without its relative clauses and without coordinated
    neighbours, which are phrases of their own. `head` is the head's token number, `lemma` the
    head's lemma in lower case, `words` the lemmas in lower case of all words of the phrase.
    `preposition` is the word that ties it to its clause ("against", "with"), None for subject
    and object.
    """

    sentence: int
    start: int
    end: int
    text: str
    head: int
    lemma: str
    words: tuple[str, ...]
    preposition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A word that denotes an event or state, verb, noun or adjective, with its arguments.

    Voice is undone: `subject` is who does it and `object` what it is done to, also in
    passives, relative clauses, control ("tried to push") and nominals ("Russia's veto of the
    resolution": subject Russia, object the resolution). Coordinated fillers are separate
    phrases. `lemma` is in lower case; `particle` completes it ("call" + "off"),
    `result` is the adjective that it ends in ("shot" + "dead", "found" + "guilty").

    `governor` is the number of the clause that this one depends on, None at the top, and
    `relation` how: "complement" (said that, tried to), "object" (an event noun that is the
    governor's object), "subject", "oblique" (`mark` is the preposition), "adverbial" (`mark` is
    the conjunction: if, after, because; "to" for purpose), "relative", "coordinate".
    `light` is the verb that only carries an event noun ("held" in "held talks").

    `tense` is "past", "present" or "future" (None: none shown), `modal` the modal verb's lemma,
    `negation` the negating word. `base` tells that a verb stands in its base form, as infinitive
    or command. `determiner` and `modifiers` are the lemmas around a noun (participles as they
    stand: "planned"), or the adverbs of a verb. `passive` tells that the text said it so.
    """

    index: int
    sentence: int
    start: int
    end: int
    text: str
    head: int
    kind: str
    lemma: str
    particle: str | None = None
    result: str | None = None
    subject: tuple[Phrase, ...] = ()
    object: tuple[Phrase, ...] = ()
    obliques: tuple[Phrase, ...] = ()
    governor: int | None = None
    relation: str | None = None
    mark: str | None = None
    light: str | None = None
    tense: str | None = None
    perfect: bool = False
    progressive: bool = False
    modal: str | None = None
    negation: str | None = None
    passive: bool = False
    base: bool = False
    determiner: str | None = None
    modifiers: tuple[str, ...] = ()
