"""The source of a report: the noun phrase that speaks, with title and apposition."""

from __future__ import annotations

from collections.abc import Mapping

from detente.language import Tree
from detente.model import Clause, Sentence, Token
from detente.voices.cues import Cue
from detente.voices.frames import resumed
from detente.voices.reports import Page, Source

__all__ = ["noun_source", "phrase_source", "subject_source", "verb_source"]

_IMPERSONAL = frozenset({"seem", "appear", "look", "sound", "be"})
_DUMMIES = frozenset({"it", "there"})
_TRIMMED = frozenset({"punct", "cc", "case"})


def phrase_source(tree: Tree, head: Token) -> Source:
    """Return the whole noun phrase that `head` carries, relative clauses included."""
    inside = _unbroken(tree.subtree(head), head)
    while len(inside) > 1 and inside[-1].dep in _TRIMMED and inside[-1].index > head.index:
        inside.pop()
    while len(inside) > 1 and inside[0].dep == "punct" and inside[0].index < head.index:
        inside.pop(0)
    return Source(inside[0].start, inside[-1].end, head.start)


def _unbroken(tokens: list[Token], head: Token) -> list[Token]:
    at = next(n for n, t in enumerate(tokens) if t.index == head.index)
    first = last = at
    while first and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    return tokens[first : last + 1]


def verb_source(page: Page, sentence: Sentence, verb: Token) -> Source | None:
    """Return who does the saying that `verb` denotes, None where the text does not say.

    Its own subject counts first, as it stands (also "who" and "he"); a passive's source is its
    agent; else the subject that the clause takes from those around it.
    """
    tree = page.trees[sentence.index]
    participle = verb.tag in {"VBN", "VBD"} and verb.dep in {"advcl", "acl"}
    bare = participle and tree.child(verb, "aux", "nsubj") is None
    if bare or tree.child(verb, "nsubjpass", "auxpass"):
        return _agent(tree, verb)
    subject = tree.child(verb, "nsubj")
    if subject is not None:
        dummy = subject.lemma in _DUMMIES and verb.lemma in _IMPERSONAL
        return None if dummy else _with_antecedent(tree, verb, phrase_source(tree, subject))
    outer = resumed(tree, verb, page.cues.verbs)
    if outer is not None:
        return verb_source(page, sentence, outer)
    if verb.dep == "acl" and verb.tag == "VBG":
        return _of_participle(tree, verb, page.cues.nouns)
    return _inherited(page, sentence, page.clause(sentence, verb))


def _with_antecedent(tree: Tree, verb: Token, source: Source) -> Source:
    """Let "who" stand as it is, with the noun that it stands for as its head."""
    head = tree.tokens[verb.head]
    relative = any(t.start == source.head and t.tag in {"WP", "WDT"} for t in tree.tokens)
    if verb.dep == "relcl" and relative:
        return Source(source.start, source.end, head.start)
    return source


def _of_participle(tree: Tree, verb: Token, nouns: Mapping[str, Cue]) -> Source | None:
    """Return who speaks in "a resolution demanding ..." and "issued a statement saying ..."."""
    noun = tree.tokens[verb.head]
    above = tree.head(noun)
    if noun.lemma in nouns and noun.dep == "dobj" and above is not None:
        subject = tree.child(above, "nsubj")
        if subject is not None:
            return phrase_source(tree, subject)
    whole = phrase_source(tree, noun)
    end = max(t.end for t in tree.tokens[: verb.index] if t.end <= verb.start)
    return Source(whole.start, min(whole.end, end), whole.head)


def _agent(tree: Tree, verb: Token) -> Source | None:
    by = tree.child(verb, "agent")
    who = tree.child(by, "pobj") if by else None
    return phrase_source(tree, who) if who else None


def _inherited(page: Page, sentence: Sentence, clause: Clause | None) -> Source | None:
    if clause is None or not clause.subject:
        return None
    who = clause.subject[0]
    if who.sentence != sentence.index:
        return None
    return phrase_source(page.trees[sentence.index], sentence.tokens[who.head])


def subject_source(page: Page, sentence: Sentence, adjective: Token) -> Source | None:
    """Return whom a predicate adjective ("sure that") is said of."""
    tree = page.trees[sentence.index]
    verb = tree.head(adjective) if adjective.dep in {"acomp", "oprd"} else None
    subject = tree.child(verb or adjective, "nsubj")
    if subject is not None:
        return None if subject.lemma in _DUMMIES else phrase_source(tree, subject)
    return _inherited(page, sentence, page.clause(sentence, adjective))


def noun_source(tree: Tree, noun: Token) -> Source | None:
    """Return whose claim it is: possessor, "by" or "from" phrase, subject of its light verb."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return phrase_source(tree, owner)
    for by in tree.children(noun, "prep"):
        who = tree.child(by, "pobj")
        if by.lemma in {"by", "from", "among"} and who:
            return phrase_source(tree, who)
    verb = tree.head(noun)
    if noun.dep == "dobj" and verb is not None:
        subject = tree.child(verb, "nsubj")
        return phrase_source(tree, subject) if subject else None
    return None
