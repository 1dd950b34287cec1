"""How many: the dead, injured, displaced, arrested and so on that a clause tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.events.estimates import Estimate, Numbers, load_numbers, read_number
from detente.model import Annotation, Clause, Phrase, Quantity, Token
from detente.tables import Lexicon

__all__ = ["TollWords", "load_tolls", "quantities_by_clause"]

_PLURAL = Estimate(2, None, None)
_ONE = Estimate(1, 1, 1)
_BEFORE_NOUN = frozenset({"nummod", "quantmod", "amod", "compound", "advmod"})
_PERSONAL = frozenset({"he", "she", "him", "her", "who"})


@dataclass(frozen=True, slots=True)
class TollRow:
    """A word and whom it counts.

    `word` is a lemma with its particle or the adjective it ends in ("shoot dead"). `side` is the
    slot ("object", "subject", "own" for the noun's own number, "to" for the number that a toll
    rose to), or a word list that the object must meet to be counted.
    """

    word: str
    kind: str
    side: str
    counts: str


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
    """Return the quantities of each clause that tells any; what did not happen counts none."""
    found: dict[int, tuple[Quantity, ...]] = {}
    for clause, reality in zip(item.clauses, item.realities, strict=True):
        if reality.polarity == "negated":
            continue
        told = tuple(_of_clause(item, clause, words))
        if told:
            found[clause.index] = told
    return found


def _of_clause(item: Annotation, clause: Clause, words: TollWords) -> Iterator[Quantity]:
    for row in _rows(clause, words):
        tokens = item.sentences[clause.sentence].tokens
        counted = [
            one
            for phrase in _counted(row, clause, tokens, words)
            if (one := _quantity(phrase, row.counts, item, words))
        ]
        if counted:
            yield _together(counted, item)
            return


def _rows(clause: Clause, words: TollWords) -> tuple[TollRow, ...]:
    """Return the rows for a clause, those with the adjective it ends in first."""
    ends = f"{clause.lemma} {clause.result}"
    name = " ".join(filter(None, [clause.lemma, clause.particle]))
    return words.rows.get((clause.kind, ends), ()) or words.rows.get((clause.kind, name), ())


def _counted(
    row: TollRow, clause: Clause, tokens: tuple[Token, ...], words: TollWords
) -> tuple[Phrase, ...]:
    """Return the phrases that a row counts in a clause; empty when it does not apply."""
    if row.side == "object":
        return clause.object
    if row.side == "subject":
        return clause.subject
    if row.side == "to":
        return tuple(p for p in clause.obliques if p.preposition in {"to", "of", "at"})
    if row.side == "own":
        return (_own_phrase(clause, tokens),)
    listed = words.lists[row.side.removeprefix("&")]
    return tuple(p for p in clause.object if not listed.isdisjoint(p.words))


def _own_phrase(clause: Clause, tokens: tuple[Token, ...]) -> Phrase:
    first = clause.head
    while first > 0 and tokens[first - 1].dep in {
        "nummod",
        "quantmod",
        "amod",
        "compound",
        "advmod",
    }:
        first -= 1
    inside = tokens[first : clause.head + 1]
    return Phrase(
        sentence=clause.sentence,
        start=inside[0].start,
        end=inside[-1].end,
        text=clause.text,
        head=clause.head,
        lemma=clause.lemma,
        words=tuple(t.lemma for t in inside),
    )


def _quantity(phrase: Phrase, kind: str, item: Annotation, words: TollWords) -> Quantity | None:
    """Return how many a phrase counts; None when it is no people or nothing countable."""
    tokens = item.sentences[phrase.sentence].tokens
    inside = [t for t in tokens if phrase.start <= t.start and t.end <= phrase.end]
    inside = _without_ages(inside)
    before = list(tokens[max(0, inside[0].index - 4) : inside[0].index]) if inside else []
    found = read_number([*before, *inside], words.numbers, start=len(before))
    if found:
        estimate, start, end = found
    elif _is_people(phrase, item, words):
        plural = tokens[phrase.head].tag in {"NNS", "NNPS"}
        estimate, start, end = _PLURAL if plural else _ONE, phrase.start, phrase.end
    else:
        return None
    return Quantity(
        sentence=phrase.sentence,
        start=start,
        end=end,
        text=item.document.text[start:end],
        kind=kind,
        low=estimate.low,
        best=estimate.best,
        high=estimate.high,
    )


def _is_people(phrase: Phrase, item: Annotation, words: TollWords) -> bool:
    """Tell whether a phrase without a number stands for one or more people."""
    head = item.sentences[phrase.sentence].tokens[phrase.head]
    if head.entity == "PERSON" or head.lemma in _PERSONAL or head.lemma in words.lists["person"]:
        return True
    named = {(p.sentence, p.head) for p in item.parties if p.kind in {"person", "people"}}
    return (phrase.sentence, phrase.head) in named


def _without_ages(tokens: list[Token]) -> list[Token]:
    """Return the tokens without "5-year-old" and such, whose number counts years."""
    return [t for t in tokens if "year-old" not in t.text and not _before_age(t, tokens)]


def _before_age(token: Token, tokens: list[Token]) -> bool:
    after = [t.text.lower() for t in tokens if t.index > token.index][:4]
    return token.pos == "NUM" and after[:3] == ["-", "year", "-"]


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
