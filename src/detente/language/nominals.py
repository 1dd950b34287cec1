"""Event nouns: "Russia's veto of the resolution", "talks between X and Y", "held talks"."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.language.grammar import NounRow
from detente.language.phrases import phrases
from detente.language.tree import Tree
from detente.language.verbs import Arguments, prepositional
from detente.model import Phrase, Token

if TYPE_CHECKING:
    from detente.language.clauses import Draft

__all__ = ["carry", "own_noun_arguments"]


def own_noun_arguments(tree: Tree, noun: Token, row: NounRow) -> Arguments:
    """Return the arguments that stand in the noun's own phrase.

    A possessor or a modifying name acts and the "of" complement is acted on, unless the noun's
    row says otherwise or the text shows the other side ("Putin's arrest by", "visit of").
    """
    possessors = phrases(tree, tree.children(noun, "poss"))
    modifiers = phrases(tree, [t for t in tree.children(noun, *_MODIFIERS) if _name_like(t)])
    of = phrases(tree, [p for o in _of(tree, noun) for p in tree.children(o, "pobj")])
    outer = prepositional(tree, noun)
    by = tuple(_plain(p) for p in outer if p.preposition == "by")
    obliques = tuple(p for p in outer if p.preposition != "by")
    obliques += _of_complements(tree, of, {p.preposition for p in outer})
    owner = possessors or modifiers
    object_ = of if row.of == "object" else ()
    subject = by or (of if row.of == "subject" else ())
    if owner and row.possessor == "object" and (by or not of):
        object_ = object_ or owner
    elif owner:
        subject = owner + tuple(s for s in subject if s not in owner)
    rest = modifiers if possessors else ()
    return Arguments(subject, object_, obliques + _as_oblique(rest))


def _of_complements(
    tree: Tree, of: Iterable[Phrase], known: Container[str | None]
) -> tuple[Phrase, ...]:
    """Return the partners tied to an "of" complement: "a suspension of air links with Serbia"."""
    found = (p for one in of for p in prepositional(tree, tree.tokens[one.head]))
    return tuple(p for p in found if p.preposition in _PARTNERS and p.preposition not in known)


_PARTNERS = frozenset({"with", "against", "to", "from", "between"})
_MODIFIERS = ("compound", "amod", "nmod")


def _of(tree: Tree, noun: Token) -> list[Token]:
    return [t for t in tree.children(noun, "prep") if t.lemma == "of"]


def _name_like(token: Token) -> bool:
    return token.pos == "PROPN" or token.text[:1].isupper() or token.lemma in _ACTING


_ACTING = frozenset({"police", "government", "army", "rebel", "militant", "troops", "opposition"})


def _plain(one: Phrase) -> Phrase:
    return replace(one, preposition=None)


def _as_oblique(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    return tuple(replace(one, preposition="modifier") for one in found)


def carry(draft: Draft, above: Draft, light: Mapping[str, str]) -> None:
    """Give an event noun the arguments of the verb that carries it."""
    if draft.relation not in {"object", "oblique"}:
        return
    name = " ".join(filter(None, [above.token.lemma, above.particle]))
    if draft.relation == "oblique":
        name = f"{name} {draft.mark}"
    carrier = light.get(name)
    if carrier == "object":
        draft.subject = draft.subject or above.object
    elif carrier is not None:
        _carry(draft, above)


def _carry(draft: Draft, above: Draft) -> None:
    draft.light = above.token.lemma
    own = (draft.token.index,)
    draft.subject = draft.subject or tuple(p for p in above.subject if p.head not in own)
    seen = {p.head for p in draft.obliques}
    draft.obliques += tuple(p for p in above.obliques if p.head not in seen and p.head not in own)
    if draft.relation == "oblique" and not draft.object:
        draft.object = above.object
