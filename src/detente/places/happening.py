"""Where an act happened: each place of its sentence is scored, and the likeliest one is taken.

What speaks for a place and against it is in `data/places/happening.csv`: weights of a logistic
regression, fitted by `benchmarks/event_places.py` to sentences in which annotators marked the
place of a verb. The task is that of Halterman, "Geolocating Political Events in Text" (2019).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from detente.language import Tree
from detente.model import Annotation, Clause, Place, Sentence, Token
from detente.places.gazetteer import Word
from detente.tables import Lexicon

__all__ = ["Scale", "evidence", "load_scale", "place_of"]

THRESHOLD = 0.3
"""The likelihood from which a place is taken for the act's: as precise as it finds many."""

NAMED = 0.9
"""How likely an act that is named after a place happened there ("the Mosul bombing")."""

PREPOSITIONS = frozenset(
    {"in", "at", "near", "on", "of", "from", "to", "into", "by", "between"}
    | {"over", "across", "through", "with", "inside", "outside"}
)
"""The prepositions that are told apart; those of rare use share a weight."""
_WIDE = frozenset({"region", "admin1"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_NAMING = frozenset({"compound", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})
_ROLES = frozenset({"nsubj", "dobj", "appos", "conj", "npadvmod"})
_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod", "npadvmod"})
_DOWN = frozenset({"pobj", "prep", "appos", "compound", "nmod", "conj"})
_WITHIN = re.compile(
    r"\s*,?\s*(?:\(|(?:in|of)?(?: ?the)?)?(?: ?[a-z-]+){0,3} ?(?:(?:in|of) )?(?:the )?\s*"
)
_APART = re.compile(r"\b(?:and|to|from|or)\b")
_LONGEST_LINK = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A row of `happening.csv`: a piece of evidence and what it adds to the log-odds."""

    evidence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of all evidence, and the verbs of speech, whose content happened elsewhere."""

    weights: Mapping[str, float]
    speech: frozenset[str] = frozenset()

    def likelihood(self, found: Mapping[str, float]) -> float:
        """Return how likely a place with this evidence is the act's, 0 to 1."""
        points = sum(self.weights.get(name, 0.0) * value for name, value in found.items())
        return 1 / (1 + math.exp(-points))


def load_scale(lexicon: Lexicon) -> Scale:
    """Return the weights of evidence and the verbs of speech.

    Raises:
        TableError: rows are wrong.
    """
    rows = lexicon.rows("places/happening.csv", Weight)
    words = lexicon.rows("places/words.csv", Word)
    speech = frozenset(row.word for row in words if row.use == "speech")
    return Scale({row.evidence: row.weight for row in rows}, speech)


def place_of(
    item: Annotation, clause: Clause, places: Sequence[Place], scale: Scale
) -> tuple[Place, float] | None:
    """Return the likeliest place of an act among `places`, and how likely it is, 0 to 1.

    None where no place of its sentence is likely enough. Country adjectives are no places here.
    """
    here = [p for p in places if p.sentence == clause.sentence and not p.demonym]
    if not here:
        return None
    sentence = item.sentences[clause.sentence]
    heads = frozenset(c.head for c in item.clauses if c.sentence == clause.sentence)
    tree, verb = Tree(sentence), sentence.tokens[clause.head]
    acts = {verb.index, *(t.index for t in tree.children(verb) if t.dep in _SUBJECTS)} & heads
    if (named := next((p for p in here if _names(sentence, p, acts)), None)) is not None:
        return named, NAMED
    found = [(evidence(tree, heads, verb, p, here), p) for p in here]
    if clause.lemma in scale.speech:
        found = [(held, p) for held, p in found if "clause below" not in held]
    scored = [(scale.likelihood(held), p) for held, p in found]
    if not scored:
        return None
    likelihood, best = max(scored, key=lambda pair: (pair[0], -pair[1].start))
    if likelihood < THRESHOLD:
        return None
    held = _held(tree, _top(sentence, best), best, here)
    finer = held is not None and _fineness(held) > _fineness(best) >= 0
    return (held if held is not None and finer else best), likelihood


def _fineness(place: Place) -> int:
    """Return how fine a place is: 0 a country, 1 part of one, 2 less; -1 where nobody knows."""
    if place.precision is None:
        return -1
    return 0 if place.precision == "country" else 1 if place.precision in _WIDE else 2


def evidence(
    tree: Tree, heads: frozenset[int], verb: Token, place: Place, here: Sequence[Place]
) -> dict[str, float]:
    """Return the evidence for one place of a sentence: names of `happening.csv`, with values.

    `heads` are the tokens that head clauses, `here` all places of the sentence. Values are 0 or 1,
    but for `far`, the logarithm of the tokens between.
    """
    top = _top(tree.sentence, place)
    path = [top, *tree.ancestors(top)]
    link = _preposition(path, heads, place)
    held = {
        "base": True,
        f"prep {link}": True,
        f"role {top.dep}": top.dep in _ROLES,
        **_relation(path, heads, [verb, *tree.ancestors(verb)], link),
        "subject side": any(t.dep in _SUBJECTS for t in _until(path, verb)),
        "before": top.index < verb.index,
        "nearest": place is min(here, key=lambda p: abs((p.start + p.end) / 2 - verb.start)),
        "next": place is next((p for p in here if p.start >= verb.end), None),
        "first": place is here[0],
        "only": len(here) == 1,
        "country": place.precision == "country",
        "wide": place.precision in _WIDE,
        "unlisted": place.precision is None,
        "around another": _is_around(tree, place, here),
        "holds another": _held(tree, top, place, here) is not None,
    }
    found = {name: 1.0 for name, true in held.items() if true}
    return {**found, "far": math.log1p(abs(top.index - verb.index))}


def _top(sentence: Sentence, place: Place) -> Token:
    """Return the token by which a place hangs on the rest."""
    inside = [t for t in sentence.tokens if t.start < place.end and place.start < t.end]
    within = {t.index for t in inside}
    return next((t for t in inside if t.head not in within or t.head == t.index), inside[0])


def _preposition(path: Sequence[Token], heads: frozenset[int], place: Place) -> str:
    for token in path[1:]:
        if token.index in heads and not (place.start <= token.start < place.end):
            return "none"
        if token.dep in {"prep", "agent"}:
            return token.lemma if token.lemma in PREPOSITIONS else "other"
    return "none"


def _relation(
    path: Sequence[Token], heads: frozenset[int], spine: Sequence[Token], link: str
) -> dict[str, bool]:
    """Tell how the clause that a place hangs in stands to the act's, with the preposition."""
    above = {token.index: steps for steps, token in enumerate(spine)}
    meet = next((k for k, token in enumerate(path) if token.index in above), None)
    if meet is None:
        return {"clause beside": True}
    up = above[path[meet].index]
    down = sum(token.index in heads for token in path[1:meet])
    climbed = sum(token.index in heads for token in spine[1 : up + 1])
    if up == 0:
        where = "own" if down == 0 else "below"
        return {f"clause {where}": True, f"{where} {link}": True, "far below": down > 1}
    if down == 0:
        return {"clause above": True, "far above": climbed > 1, f"by {spine[0].dep}": True}
    return {"clause beside": True}


def _until(path: Sequence[Token], verb: Token) -> Iterator[Token]:
    for token in path:
        if token.index == verb.index:
            return
        yield token


def _is_around(tree: Tree, place: Place, here: Sequence[Place]) -> bool:
    """Tell whether the words before a place put another one into it ("Mosul, in Iraq")."""
    text, start = tree.sentence.text, tree.sentence.start
    between = [text[p.end - start : place.start - start] for p in here if p.end <= place.start]
    return any(
        len(words) < _LONGEST_LINK and _WITHIN.fullmatch(words) and not _APART.search(words)
        for words in between
    )


def _names(sentence: Sentence, place: Place, acts: AbstractSet[int]) -> bool:
    """Tell whether one of some acts is named after a place: "the Mosul bombing"."""
    top = _top(sentence, place)
    named = sentence.tokens[top.head].pos in _NOUNS and top.dep in _NAMING
    return named and top.head in acts


def _held(tree: Tree, top: Token, place: Place, here: Sequence[Place]) -> Place | None:
    """Return the place whose kind a place describes: "the Algiers suburb of Oued Kniss"."""
    if top.dep not in _MODIFIERS:
        return None
    return next((p for p in here if p.start >= place.end and _hangs_on(tree, p, top.head)), None)


def _hangs_on(tree: Tree, place: Place, noun: int) -> bool:
    """Tell whether only "of" and its like stand between a noun and a place after it."""
    below = _top(tree.sentence, place)
    for token in (below, *tree.ancestors(below)):
        if token.index == noun:
            return True
        if token.dep not in _DOWN:
            return False
    return False
