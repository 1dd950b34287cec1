"""What answers what: two mentions and the words that make one the reaction to the other.

"In response to the raid, Iran closed the border": the raid is the cause. Only words make a
reaction; that one act follows another in time does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.language import Tree
from detente.model import Annotation, Clause, Mention, Reaction, Token
from detente.tables import Lexicon

__all__ = ["ReactionCues", "find_reactions", "load_reaction_cues"]

_FAR_BACK = 2
"""Sentences before an opening "in response" in which its cause is sought."""


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """Words that say that one act answers another.

    `kind` is "phrase" (the cause follows: "in response to"), "opening" (the cause stands before:
    "in response, ..."), "answer" (a verb that answers its complement: "retaliate for") or "causing"
    (a verb whose subject brings about its object: "trigger").
    """

    cue: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReactionCues:
    """The cues by kind; phrases and openings as tuples of words, the longest first."""

    phrases: Sequence[tuple[tuple[str, ...], bool]]
    answers: frozenset[str]
    causing: frozenset[str]


def load_reaction_cues(lexicon: Lexicon) -> ReactionCues:
    """Return the reaction cues of a lexicon.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    rows = lexicon.rows("cues/reactions.csv", ReactionRow)
    phrases = [
        (tuple(row.cue.split()), row.kind == "phrase")
        for row in rows
        if row.kind in {"phrase", "opening"}
    ]
    return ReactionCues(
        phrases=sorted(phrases, key=lambda pair: (-len(pair[0]), pair[0])),
        answers=frozenset(row.cue for row in rows if row.kind == "answer"),
        causing=frozenset(row.cue for row in rows if row.kind == "causing"),
    )


def find_reactions(item: Annotation, cues: ReactionCues) -> tuple[Reaction, ...]:
    """Return the reactions between the mentions of a document, in text order, each pair once."""
    told = _Told(item)
    found: dict[tuple[str, str], Reaction] = {}
    for number in sorted({m.sentence.index for m in item.mentions}):
        for reaction in (*_of_phrases(told, number, cues), *_of_verbs(told, number, cues)):
            found.setdefault((reaction.cause, reaction.effect), reaction)
    return tuple(sorted(found.values(), key=lambda r: (r.cue.start, r.cause, r.effect)))


class _Told:
    """A document's mentions by their clauses and words."""

    def __init__(self, item: Annotation) -> None:
        self.item = item
        self.by_clause: Mapping[int, Mention] = {m.clause: m for m in item.mentions}
        self.heads = {(c.sentence, c.head): c for c in item.clauses}
        self._children: dict[int | None, list[Clause]] = defaultdict(list)
        for clause in item.clauses:
            self._children[clause.governor].append(clause)

    def at(self, sentence: int, token: Token) -> Mention | None:
        """Return the mention that a word carries, itself or in the noun that it only carries."""
        clause = self.heads.get((sentence, token.index))
        if clause is None:
            return None
        carried = (c for c in self._below(clause) if c.light == clause.lemma)
        return self.by_clause.get(clause.index) or next(
            (m for c in carried if (m := self.by_clause.get(c.index))), None
        )

    def _below(self, clause: Clause) -> list[Clause]:
        return self._children.get(clause.index, [])

    def part(self, clause: Clause, *relations: str, mark: str | None = None) -> Mention | None:
        """Return the mention that stands in a slot of a clause."""
        for inner in self._below(clause):
            fits = inner.relation in relations and (mark is None or inner.mark == mark)
            if fits and inner.index in self.by_clause:
                return self.by_clause[inner.index]
        return None

    def before(self, sentence: int) -> Mention | None:
        """Return the last mention of the sentences right before one."""
        near = range(sentence - _FAR_BACK, sentence)
        return next((m for m in self.item.mentions[::-1] if m.sentence.index in near), None)


def _of_phrases(told: _Told, number: int, cues: ReactionCues) -> Iterator[Reaction]:
    sentence = told.item.sentences[number]
    tree = Tree(sentence)
    words = [token.text.lower() for token in sentence.tokens]
    at = 0
    while at < len(words):
        size, followed = _cue_at(words, at, cues)
        if size:
            first, last = sentence.tokens[at], sentence.tokens[at + size - 1]
            effect = _above(told, number, tree, first)
            cue_words = sentence.tokens[at : at + size]
            cause = _cause(told, number, tree, cue_words) if followed else told.before(number)
            if cause and effect and cause.id != effect.id:
                cue = told.item.document.span(first.start, last.end)
                yield Reaction(cause=cause.id, effect=effect.id, cue=cue)
        at += max(1, size)


def _cue_at(words: list[str], at: int, cues: ReactionCues) -> tuple[int, bool]:
    """Return the length of the cue that begins at a word, 0 for none, and whether causes follow."""
    for phrase, followed in cues.phrases:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), followed
    return 0, False


def _above(told: _Told, number: int, tree: Tree, token: Token) -> Mention | None:
    """Return the nearest mention that a cue hangs on, else the topmost below it ("said that").

    A conjunction hangs on its own clause.
    """
    start = (tree.head(token) or token) if token.dep == "mark" else token
    above = list(tree.ancestors(start))
    found = next((m for t in above if (m := told.at(number, t))), None)
    return found or _topmost(told, number, tree, above[:1], after=token.index)


def _cause(told: _Told, number: int, tree: Tree, cue: Sequence[Token]) -> Mention | None:
    """Return the topmost mention below a cue's words, or that a conjunction opens."""
    last = cue[-1]
    level = [tree.tokens[last.head]] if last.dep == "mark" else list(cue)
    return _topmost(told, number, tree, level, after=last.index)


def _topmost(
    told: _Told, number: int, tree: Tree, level: list[Token], *, after: int
) -> Mention | None:
    """Return the first mention at or below words, level by level, that stands after a word."""
    while level:
        for one in level:
            mention = told.at(number, one)
            if mention is not None:
                return mention
        level = [c for one in level for c in tree.children(one) if c.index > after]
    return None


def _of_verbs(told: _Told, number: int, cues: ReactionCues) -> Iterator[Reaction]:
    here = (c for (sentence, _), c in told.heads.items() if sentence == number)
    for clause in here:
        if clause.kind != "verb":
            continue
        name = " ".join(filter(None, [clause.lemma, clause.particle]))
        cause, effect = _answered(told, clause, name, cues) or _caused(told, clause, name, cues)
        if cause and effect and cause.id != effect.id:
            cue = told.item.document.span(clause.start, clause.end)
            yield Reaction(cause=cause.id, effect=effect.id, cue=cue)


_Pair = tuple[Mention | None, Mention | None]


def _answered(told: _Told, clause: Clause, name: str, cues: ReactionCues) -> _Pair | None:
    """Return cause and effect of "retaliated for the raid"."""
    effect = told.by_clause.get(clause.index) or told.part(
        clause, "complement", "adverbial", mark="by"
    )
    if effect is None:
        return None
    if name in cues.answers:
        return told.part(clause, "object"), effect
    marks = [p.preposition for p in clause.obliques if f"{name} {p.preposition}" in cues.answers]
    causes = (told.part(clause, "oblique", "complement", mark=mark) for mark in marks)
    return next(((cause, effect) for cause in causes if cause), None)


def _caused(told: _Told, clause: Clause, name: str, cues: ReactionCues) -> _Pair:
    """Return cause and effect of "the raid triggered protests"."""
    cause = told.part(clause, "subject")
    if cause is None and clause.relation == "adverbial" and clause.tense is None:
        cause = told.by_clause.get(clause.governor if clause.governor is not None else -1)
    if name in cues.causing:
        return cause, told.part(clause, "object")
    marks = [p.preposition for p in clause.obliques if f"{name} {p.preposition}" in cues.causing]
    effects = (told.part(clause, "oblique", mark=mark) for mark in marks)
    return cause, next((effect for effect in effects if effect), None)
