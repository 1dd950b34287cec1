"""The tables of this room: event nouns, verbs that only carry a noun, corrected lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.tables import Lexicon

__all__ = ["Grammar", "load_grammar"]


@dataclass(frozen=True, slots=True)
class NounRow:
    """An event noun: what its possessor and its "of" complement stand for."""

    noun: str
    possessor: str = "subject"
    of: str = "object"


@dataclass(frozen=True, slots=True)
class LightRow:
    """A verb, with its particle or preposition, that only carries an event noun.

    `carrier` is whose act the noun is: the verb's "subject", or its "object" ("accuse of").
    """

    verb: str
    carrier: str = "subject"


@dataclass(frozen=True, slots=True)
class LemmaRow:
    """The lemma of a word form with a tag that the parser gets wrong."""

    form: str
    tag: str
    lemma: str


@dataclass(frozen=True, slots=True)
class CommonRow:
    """A word that is no name although a headline capitalises it."""

    word: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the clause builder has to know beyond the parse.

    `nouns` maps an event noun's lemma to its row; `light` maps verbs, written "hold" or
    "carry out", to their carrier;
    `common` are words that are no names, also where a headline capitalises them.
    """

    nouns: Mapping[str, NounRow]
    light: Mapping[str, str]
    lemmas: Mapping[tuple[str, str], str]
    common: frozenset[str]


def load_grammar(
    lexicon: Lexicon, *, nouns: Iterable[str] = (), verbs: Iterable[str] = ()
) -> Grammar:
    """Return the grammar tables; `nouns` and `verbs` are those that other tables speak of.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    rows = {row.noun: row for row in lexicon.rows("language/nouns.csv", NounRow)}
    for noun in nouns:
        rows.setdefault(noun, NounRow(noun))
    common = {row.word for row in lexicon.rows("language/common.csv", CommonRow)}
    return Grammar(
        nouns=rows,
        common=frozenset(common | rows.keys() | {word for verb in verbs for word in verb.split()}),
        light={row.verb: row.carrier for row in lexicon.rows("language/light.csv", LightRow)},
        lemmas={
            (row.form, row.tag): row.lemma for row in lexicon.rows("language/lemmas.csv", LemmaRow)
        },
    )
