"""Which clause a clause depends on, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.language.tree import Tree
from detente.model import Token

if TYPE_CHECKING:
    from detente.language.clauses import Draft

__all__ = ["govern"]

_RELATIONS = {
    "ccomp": "complement",
    "xcomp": "complement",
    "pcomp": "complement",
    "csubj": "subject",
    "csubjpass": "subject",
    "nsubj": "subject",
    "nsubjpass": "object",
    "dobj": "object",
    "attr": "object",
    "pobj": "oblique",
    "conj": "coordinate",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "relative",
    "prep": "adverbial",
    "dep": "adverbial",
    "npadvmod": "oblique",
    "poss": "oblique",
    "compound": "oblique",
    "appos": "oblique",
}

_COMPOUND = frozenset({"instead of", "rather than", "far from", "as if", "as though"})
_CLAIMS = frozenset({"right", "option", "power", "authority", "freedom", "duty"})
"""Nouns whose infinitive belongs to the verb: "reserved the right to respond"."""
_ASKING = frozenset({"ask", "enquire", "inquire", "query", "quiz", "wonder"})
"""Verbs whose "if" opens a question, which the parser takes for a condition after an object."""


def govern(tree: Tree, draft: Draft, by_token: Mapping[int, Draft]) -> None:
    """Set the governor, relation and mark of `draft`."""
    path = [draft.token, *tree.ancestors(draft.token)]
    below = draft.token
    for above in path[1:]:
        over = by_token.get(above.index) or _through_copula(tree, above, by_token)
        if over is not None and over is not draft:
            draft.governor = over
            draft.relation = _relation(tree, draft, below, over)
            draft.mark = _mark(tree, draft, path)
            return
        below = above


def _through_copula(tree: Tree, token: Token, by_token: Mapping[int, Draft]) -> Draft | None:
    """Return the clause of a copula's adjective ("is ready to"), which stands for the copula."""
    if token.pos not in {"AUX", "VERB"}:
        return None
    adjective = tree.child(token, "acomp", "oprd")
    return by_token.get(adjective.index) if adjective else None


def _relation(tree: Tree, draft: Draft, below: Token, over: Draft) -> str:
    """Name the relation by the first dependency on the way up that says something."""
    if draft.token.dep == "conj" and below is draft.token:
        partner = tree.tokens[draft.token.head]
        if partner.index == over.token.index:
            return "coordinate"
    if draft.token.dep in {"acl", "relcl"}:
        noun = tree.tokens[draft.token.head]
        own = noun.index == over.token.index
        stated = tree.child(draft.token, "mark") is not None and draft.token.dep == "acl"
        infinitive = draft.form.infinitive and (own or noun.lemma in _CLAIMS)
        told = stated and (own or noun.dep == "dobj")
        return "complement" if infinitive or told else "relative"
    if below.dep == "advcl" and draft.kind != "noun":
        return "complement" if _is_asked(tree, below, over) else "adverbial"
    if draft.kind == "noun" and below is not draft.token:
        return _of_noun(below)
    return _RELATIONS.get(draft.token.dep, "adverbial")


def _is_asked(tree: Tree, below: Token, over: Draft) -> bool:
    """Tell whether an "if" asks, after whom it asks: "asked the minister if he would resign"."""
    mark = tree.child(below, "mark")
    asked = mark is not None and mark.lemma == "if" and over.token.lemma in _ASKING
    return asked and below.index > over.token.index


def _of_noun(below: Token) -> str:
    """Name how a noun deeper in a phrase hangs on its clause."""
    return {"dobj": "object", "attr": "object", "nsubjpass": "object", "nsubj": "subject"}.get(
        below.dep, "oblique"
    )


def _mark(tree: Tree, draft: Draft, path: list[Token]) -> str | None:
    token = draft.token
    conjunctions = tree.children(token, "mark")
    if conjunctions:
        return _whole(tree, conjunctions[-1])
    adverb = next((t for t in tree.children(token, "advmod") if t.tag == "WRB"), None)
    if adverb is not None:
        return adverb.lemma
    above = path[1] if len(path) > 1 else None
    if above is not None and above.dep in {"prep", "agent", "dative"}:
        return _whole(tree, above)
    return "to" if draft.form.infinitive else None


def _whole(tree: Tree, token: Token) -> str:
    """Return a conjunction or preposition with the word that makes it another: "instead of"."""
    before = tree.tokens[token.index - 1].lemma if token.index else ""
    name = f"{before} {token.lemma}"
    return name if name in _COMPOUND else token.lemma
