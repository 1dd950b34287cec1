"""Clauses: every word that denotes an event, with its arguments found and its voice undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from detente.language.governing import govern
from detente.language.grammar import Grammar
from detente.language.nominals import carry, own_noun_arguments
from detente.language.phrases import antecedent, phrase, phrases
from detente.language.tree import Tree
from detente.language.verbs import Form, form, own_arguments, prepositional, result
from detente.model import Annotation, Batch, Clause, Phrase, Sentence, Token

__all__ = ["Draft", "build_clauses", "find_clauses"]

_PREDICATE_ADJECTIVES = frozenset({"acomp", "ROOT", "ccomp", "conj", "oprd", "advcl", "relcl"})
_PLAIN = Form(None, False, False, False, None, None, False)  # noqa: FBT003 (a record of flags)
_OBJECT_PREPOSITIONS = frozenset({"of", "from", "into", "for"})
_BETWEEN_VERBS = frozenset({"cc", "advmod"})


@dataclass(slots=True)
class Draft:
    """A clause while it is built."""

    token: Token
    kind: str
    form: Form
    subject: tuple[Phrase, ...] = ()
    object: tuple[Phrase, ...] = ()
    obliques: tuple[Phrase, ...] = ()
    governor: Draft | None = None
    relation: str | None = None
    mark: str | None = None
    light: str | None = None
    particle: str | None = None
    result: str | None = None
    determiner: str | None = None
    modifiers: tuple[str, ...] = ()
    number: int = field(default=0)


def find_clauses(batch: Batch, grammar: Grammar) -> Batch:
    """Return the batch with `clauses` filled from `sentences`."""
    return tuple(replace(item, clauses=tuple(_of_document(item, grammar))) for item in batch)


def _of_document(item: Annotation, grammar: Grammar) -> Iterator[Clause]:
    number = 0
    for sentence in item.sentences:
        made = build_clauses(sentence, grammar, first=number)
        number += len(made)
        yield from made


def build_clauses(sentence: Sentence, grammar: Grammar, *, first: int = 0) -> list[Clause]:
    """Return the clauses of one sentence in text order, numbered from `first`."""
    tree = Tree(sentence)
    drafts = [d for token in sentence.tokens if (d := _draft(tree, token, grammar))]
    for number, draft in enumerate(drafts, start=first):
        draft.number = number
    by_token = {draft.token.index: draft for draft in drafts}
    for draft in drafts:
        govern(tree, draft, by_token)
    for draft in sorted(drafts, key=lambda d: _depth(tree, d.token)):
        _inherit(tree, draft, grammar)
    return [_frozen(tree, draft) for draft in drafts]


def _depth(tree: Tree, token: Token) -> int:
    return sum(1 for _ in tree.ancestors(token))


def _draft(tree: Tree, token: Token, grammar: Grammar) -> Draft | None:
    if token.pos == "VERB" and token.dep not in {"aux", "auxpass", "amod", "compound", "nmod"}:
        return _verb_draft(tree, token)
    if token.pos == "AUX" and token.dep not in {"aux", "auxpass"}:
        return None if tree.child(token, "acomp") else _verb_draft(tree, token)
    if token.pos == "ADJ" and token.dep in _PREDICATE_ADJECTIVES:
        return _adjective_draft(tree, token)
    if token.lemma in grammar.nouns and (token.pos == "NOUN" or _event_name(token)):
        return _noun_draft(tree, token, grammar)
    return None


def _event_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.entity in {None, "EVENT"} and token.dep != "compound"


def _verb_draft(tree: Tree, token: Token) -> Draft:
    shape = form(tree, token)
    found = own_arguments(tree, token, shape)
    particle = tree.child(token, "prt")
    return Draft(
        token=token,
        kind="verb",
        form=shape,
        subject=found.subject,
        object=found.object,
        obliques=found.obliques,
        particle=particle.lemma if particle else None,
        result=ended.lemma if (ended := result(tree, token)) else None,
        modifiers=tuple(t.lemma for t in tree.children(token, "advmod", "npadvmod")),
    )


def _adjective_draft(tree: Tree, token: Token) -> Draft | None:
    verb = tree.head(token) if token.dep in {"acomp", "oprd"} else None
    if verb is not None and result(tree, verb) is token:
        return None
    shape = form(tree, verb) if verb else _PLAIN
    subject = phrases(tree, tree.children(verb or token, "nsubj"))
    if not subject and verb is None:
        return None
    return Draft(
        token=token,
        kind="adjective",
        form=shape,
        subject=subject,
        obliques=prepositional(tree, token) + (prepositional(tree, verb) if verb else ()),
        modifiers=tuple(t.lemma for t in tree.children(token, "advmod")),
    )


def _noun_draft(tree: Tree, token: Token, grammar: Grammar) -> Draft:
    found = own_noun_arguments(tree, token, grammar.nouns[token.lemma])
    determiner = tree.child(token, "det", "neg")
    negative = determiner.lemma if determiner and determiner.lemma == "no" else None
    return Draft(
        token=token,
        kind="noun",
        form=replace(_PLAIN, negation=negative),
        subject=found.subject,
        object=found.object,
        obliques=found.obliques,
        determiner=determiner.lemma if determiner else None,
        modifiers=tuple(_modifier(t) for t in tree.children(token, "amod", "compound", "nmod")),
    )


def _modifier(token: Token) -> str:
    """Return a modifier's lemma, but a participle as it stands: a "planned" visit."""
    return token.text.lower() if token.pos == "VERB" else token.lemma


def _inherit(tree: Tree, draft: Draft, grammar: Grammar) -> None:
    """Fill the arguments that `draft` shares with the clause above it."""
    above = draft.governor
    if draft.kind == "noun":
        if above is not None:
            carry(draft, above, grammar.light)
        return
    if draft.relation == "relative":
        _from_antecedent(tree, draft)
    if above is None:
        return
    if draft.relation == "coordinate":
        _share(tree, draft, above)
    elif not _has_subject_of_its_own(draft):
        _control(draft, above)


def _has_subject_of_its_own(draft: Draft) -> bool:
    return bool(draft.object if draft.form.passive else draft.subject)


def _from_antecedent(tree: Tree, draft: Draft) -> None:
    token = draft.token
    noun = tree.tokens[token.head]
    relative = any(t.tag in {"WDT", "WP", "WP$"} for t in tree.subtree(token, frozenset({"relcl"})))
    if relative or token.dep not in {"acl", "relcl"} or noun.pos not in {"NOUN", "PROPN", "PRON"}:
        return
    filler = (phrase(tree, antecedent(tree, noun)),)
    if draft.form.passive or (draft.subject and not draft.object):
        draft.object = draft.object or filler
    elif not draft.subject:
        draft.subject = filler


def _share(tree: Tree, draft: Draft, partner: Draft) -> None:
    """Give a coordinated clause its partner's subject; an unfilled passive takes the object."""
    if draft.form.passive:
        if not draft.object:
            draft.object = partner.object if partner.form.passive else partner.subject
        if not draft.subject and partner.form.passive:
            draft.subject = partner.subject
    elif not draft.subject:
        draft.subject = partner.object if partner.form.passive else partner.subject
    if _as_one(tree, draft, partner):
        partner.object = partner.object or draft.object
        partner.subject = partner.subject or draft.subject


def _as_one(tree: Tree, draft: Draft, partner: Draft) -> bool:
    """Tell whether two verbs leave to the second what they share.

    That is the object in "arrested and deported the men", who does it in "was shot and killed by
    soldiers".
    """
    between = tree.tokens[partner.token.index + 1 : draft.token.index]
    if not all(token.dep in _BETWEEN_VERBS for token in between):
        return False
    if partner.form.passive or draft.form.passive:
        return partner.form.passive and draft.form.passive
    return not partner.object and bool(draft.object)


def _control(draft: Draft, above: Draft) -> None:
    """Give a clause without a subject the one that the clause above controls."""
    surface = above.object if above.form.passive else above.subject
    controller = surface
    if above.kind == "verb" and not above.form.passive and _object_controls(draft):
        controller = above.object or surface
    if draft.form.passive:
        draft.object = draft.object or controller
    else:
        draft.subject = draft.subject or controller


def _object_controls(draft: Draft) -> bool:
    if draft.relation != "complement":
        return False
    return draft.mark == "to" or draft.mark is None or draft.mark in _OBJECT_PREPOSITIONS


def _frozen(tree: Tree, draft: Draft) -> Clause:
    token = draft.token
    return Clause(
        index=draft.number,
        sentence=tree.sentence.index,
        start=token.start,
        end=token.end,
        text=token.text,
        head=token.index,
        kind=draft.kind,
        lemma=token.lemma,
        particle=draft.particle,
        result=draft.result,
        subject=draft.subject,
        object=draft.object,
        obliques=draft.obliques,
        governor=draft.governor.number if draft.governor else None,
        relation=draft.relation,
        mark=draft.mark,
        light=draft.light,
        tense=draft.form.tense,
        perfect=draft.form.perfect,
        progressive=draft.form.progressive,
        modal=draft.form.modal,
        negation=draft.form.negation,
        passive=draft.form.passive,
        base=token.tag == "VB" and not (draft.form.tense or draft.form.modal),
        determiner=draft.determiner,
        modifiers=draft.modifiers,
    )
