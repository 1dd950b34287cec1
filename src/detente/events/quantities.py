"""How many: the dead, injured, displaced, arrested and so on that a clause tells of.

A clause counts by its word ("killed six"), by how it ends ("shot dead", "beaten to death"), by its
adverb ("fatally shot"). Words in it that are no clause count too, and what they count is the
clause's: "a toll of 12", "nine bodies", "two dead men".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.events.counted import count
from detente.events.estimates import Estimate, Numbers, load_numbers
from detente.language import Tree
from detente.model import Annotation, Clause, Phrase, Quantity, Reality, Token
from detente.tables import Lexicon

__all__ = ["HARM", "TELLING", "TollWords", "load_tolls", "quantities_by_clause"]

HARM = frozenset({"dead", "injured", "missing"})
"""Kinds that are counted only where they came about."""
TELLING = frozenset({"dead", "injured", "abducted", "arrested"})
"""Kinds that make an act worth coding where no known party is named."""

_BEFORE_NOUN = frozenset({"nummod", "quantmod", "amod", "compound", "advmod"})
_LEVELS = ("to", "at", "of", "from")
"""Prepositions before the figure at which a toll stands, the surest first."""


@dataclass(frozen=True, slots=True)
class TollRow:
    """A word and whom it counts.

    `word` is a lemma with its particle, or with the adjective or "to death" that it ends in
    ("shoot dead", "* to death"), or with its adverb or adjective ("fatally *"); a star stands for
    any. `kind` is "verb", "noun", "adjective", or "modifier" for an adjective before a noun. `side`
    is the slot that is counted ("object", "subject", "own" for the word's own phrase, "level" for
    the figure that a toll stands at), or a word list that the object must meet to be counted.
    `object` is a word list that the object must meet although something else is counted; `least`
    how many the word, in the singular, stands for at least where nothing is counted.
    """

    word: str
    kind: str
    side: str
    counts: str
    object: str | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class TollWords:
    """Words that count people, by kind and lemma with particle, and the number words."""

    rows: Mapping[tuple[str, str], tuple[TollRow, ...]]
    numbers: Numbers
    lists: Mapping[str, frozenset[str]]


def load_tolls(lexicon: Lexicon, lists: Mapping[str, frozenset[str]]) -> TollWords:
    """Return the words that count people; `lists` are the word lists they may refer to.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    rows: dict[tuple[str, str], list[TollRow]] = defaultdict(list)
    for row in lexicon.rows("cues/tolls.csv", TollRow):
        rows[row.kind, row.word].append(row)
    by_word = {key: tuple(found) for key, found in rows.items()}
    return TollWords(by_word, load_numbers(lexicon), lists)


def quantities_by_clause(item: Annotation, words: TollWords) -> dict[int, tuple[Quantity, ...]]:
    """Return the quantities of each clause that tells any, one of a kind and phrase.

    What did not happen counts none; of harm only what came about is counted.
    """
    found: dict[int, list[Quantity]] = defaultdict(list)
    for clause in item.clauses:
        for quantity in _of_clause(item, clause, words):
            found[clause.index].append(quantity)
    for index, quantity in _of_words(item, words):
        if all(quantity.kind != known.kind for known in found[index]):
            found[index].append(quantity)
    every = [quantity for told in found.values() for quantity in told]
    kept = {index: [q for q in told if not _said_better(q, every)] for index, told in found.items()}
    return {
        index: told
        for index in sorted(kept)
        if (told := tuple(q for q in kept[index] if _counts(q, item.realities[index])))
    }


def _said_better(quantity: Quantity, every: Sequence[Quantity]) -> bool:
    """Tell whether the injured of a sentence are its dead, or "a death" has a number elsewhere."""
    here = [q for q in every if q.sentence == quantity.sentence and q is not quantity]
    if quantity.kind == "injured":
        return any(q.kind == "dead" and q.start == quantity.start for q in here)
    return _is_bare(quantity) and any(q.kind == quantity.kind and not _is_bare(q) for q in here)


def _is_bare(quantity: Quantity) -> bool:
    return quantity.low == 1 and quantity.high is None


def _counts(quantity: Quantity, reality: Reality) -> bool:
    came_about = reality.status in {"actual", "historical"}
    return reality.polarity == "positive" and (came_about or quantity.kind not in HARM)


def _of_clause(item: Annotation, clause: Clause, words: TollWords) -> Iterator[Quantity]:
    for row in _rows(clause, words):
        if row.object and not _meets(clause.object, row.object, words):
            continue
        counted = [
            one
            for phrase in _slot(row, clause, item, words)
            if (one := count(phrase, row.counts, item, words.numbers, words.lists))
        ]
        if counted:
            yield _together(counted, item)
            return
        token = item.sentences[clause.sentence].tokens[clause.head]
        if row.least and token.tag != "NNS":
            yield _at_least(row.least, clause, row.counts)
            return


def _rows(clause: Clause, words: TollWords) -> Iterator[TollRow]:
    """Yield the rows for a clause, those with more words first."""
    plain = " ".join(filter(None, [clause.lemma, clause.particle]))
    names = [f"{clause.lemma} {clause.result}", f"* {clause.result}"] if clause.result else []
    names += [f"* {p.preposition} {p.lemma}" for p in clause.obliques]
    names += [name for m in clause.modifiers for name in (f"{m} {clause.lemma}", f"{m} *")]
    for name in (*names, plain):
        yield from words.rows.get((clause.kind, name), ())


def _meets(phrases: Sequence[Phrase], name: str, words: TollWords) -> bool:
    listed = words.lists[name.removeprefix("&")]
    return any(not listed.isdisjoint(p.words) for p in phrases)


def _slot(row: TollRow, clause: Clause, item: Annotation, words: TollWords) -> tuple[Phrase, ...]:
    """Return the phrases that a row counts in a clause; empty when it does not apply."""
    match row.side:
        case "object":
            return clause.object or _headline_object(row, clause, item)
        case "subject":
            return clause.subject
        case "own":
            tokens = item.sentences[clause.sentence].tokens
            return (_own_phrase(clause.sentence, tokens, tokens[clause.head]),)
        case "level":
            return _level(clause, item.sentences[clause.sentence].tokens)
    return tuple(p for p in clause.object if _meets([p], row.side, words))


def _headline_object(row: TollRow, clause: Clause, item: Annotation) -> tuple[Phrase, ...]:
    """Return the subject of "Man shot dead in Lima", which lacks "was": nobody else is harmed."""
    token = item.sentences[clause.sentence].tokens[clause.head]
    harmed = row.counts in HARM and clause.kind == "verb" and not clause.passive
    aimed = any(p.preposition == "at" for p in clause.obliques)
    bare = token.tag in {"VBD", "VBN"} and not (clause.perfect or clause.progressive)
    return clause.subject if harmed and bare and not aimed else ()


def _level(clause: Clause, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """Return the figure that a toll is said to have reached: "rose from 8 to 12", "passed 40"."""
    for preposition in _LEVELS:
        found = [p for p in clause.obliques if p.preposition == preposition]
        if found:
            return (_from(found[0], tokens),)
    return tuple(p for p in clause.object if not {"toll", "number"} & set(p.words))[:1]


def _from(phrase: Phrase, tokens: Sequence[Token]) -> Phrase:
    """Return what follows "to" in a phrase such as "8 to 12"."""
    inside = [t for t in tokens if phrase.start <= t.start and t.end <= phrase.end]
    at = next((k for k, t in enumerate(inside) if t.text == "to"), None)
    if phrase.preposition != "from" or at is None or at + 1 == len(inside):
        return phrase
    return replace(
        phrase, start=inside[at + 1].start, head=inside[-1].index, lemma=inside[-1].lemma
    )


def _own_phrase(sentence: int, tokens: Sequence[Token], head: Token) -> Phrase:
    first = head.index
    while first > 0 and tokens[first - 1].dep in _BEFORE_NOUN:
        first -= 1
    inside = tokens[first : head.index + 1]
    return Phrase(
        sentence=sentence,
        start=inside[0].start,
        end=inside[-1].end,
        text=" ".join(t.text for t in inside),
        head=head.index,
        lemma=head.lemma,
        words=tuple(t.lemma for t in inside),
    )


def _at_least(number: int, clause: Clause, kind: str) -> Quantity:
    return Quantity(
        sentence=clause.sentence,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        kind=kind,
        low=number,
        best=number,
        high=None,
    )


def _of_words(item: Annotation, words: TollWords) -> Iterator[tuple[int, Quantity]]:
    """Yield what words that are no clause count, each with the clause that it stands in."""
    heads = {(c.sentence, c.head): c for c in item.clauses}
    for sentence in item.sentences:
        for token in sentence.tokens:
            rows = _rows_of_word(token, words)
            if not rows or (sentence.index, token.index) in heads:
                continue
            tree = Tree(sentence)
            around = [*tree.ancestors(token), *sentence.tokens]
            home = next((c for t in around if (c := heads.get((sentence.index, t.index)))), None)
            if home is None:
                continue
            for row in rows:
                phrase = _phrase_of_word(row, token, tree, home)
                one = phrase and count(phrase, row.counts, item, words.numbers, words.lists)
                if one:
                    yield home.index, one


def _rows_of_word(token: Token, words: TollWords) -> tuple[TollRow, ...]:
    kind = "modifier" if token.dep == "amod" else "noun"
    name = token.text.lower() if kind == "modifier" else token.lemma
    return words.rows.get((kind, name), ())


def _phrase_of_word(row: TollRow, token: Token, tree: Tree, home: Clause) -> Phrase | None:
    """Return what a word counts: the noun after it, a toll's figure, or its own number."""
    tokens, sentence = tree.tokens, tree.sentence.index
    if row.kind == "modifier":
        return _own_phrase(sentence, tokens, tokens[token.head])
    if row.side == "level":
        if token.dep not in {"nsubj", "nsubjpass", "dobj"}:
            return None
        return next(iter(_level(home, tokens)), None)
    whole = (p for p in (*home.subject, *home.object) if p.head == token.index)
    return next(whole, _own_phrase(sentence, tokens, token))


def _together(counted: list[Quantity], item: Annotation) -> Quantity:
    """Return one quantity for coordinated phrases: "two soldiers and a civilian" are three."""
    total = counted[0]
    for one in counted[1:]:
        added = Estimate(total.low, total.best, total.high).plus(
            Estimate(one.low, one.best, one.high)
        )
        start, end = min(total.start, one.start), max(total.end, one.end)
        total = replace(
            total,
            start=start,
            end=end,
            text=item.document.text[start:end],
            low=added.low,
            best=added.best,
            high=added.high,
        )
    return total
