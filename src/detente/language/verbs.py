"""What a verb's own words say: tense, voice, modal, negation, and who its arguments are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.language.phrases import phrases
from detente.language.tree import Tree
from detente.model import Phrase, Token

__all__ = ["Arguments", "Form", "form", "own_arguments", "prepositional", "result"]

_MODALS = frozenset({"would", "could", "may", "might", "must", "should", "can", "shall"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_COPULAS = frozenset(
    {
        "be",
        "become",
        "seem",
        "appear",
        "remain",
        "get",
        "look",
        "feel",
        "stay",
        "go",
        "turn",
        "grow",
        "prove",
        "sound",
        "make",
    }
)
_BOUNDS = frozenset({"over", "under", "around", "about", "above", "below"})
_AIMS = frozenset({"for", "to", "on", "against"})
_NO_SUBJECT = frozenset({"no", "neither", "none", "nobody"})
_NOTHING = frozenset({"nothing", "nobody", "none"})


@dataclass(frozen=True, slots=True)
class Form:
    """The grammatical form of a verb."""

    tense: str | None
    perfect: bool
    progressive: bool
    passive: bool
    modal: str | None
    negation: str | None
    infinitive: bool


def form(tree: Tree, verb: Token) -> Form:
    """Return the form of `verb`; a coordinated verb without auxiliaries takes its partner's."""
    aux = tree.children(verb, "aux", "auxpass")
    if not aux and verb.dep == "conj" and verb.tag in {"VB", "VBN", "VBG"}:
        partner = tree.tokens[verb.head]
        if partner.pos in {"VERB", "AUX"} and partner.tag == verb.tag:
            outer = form(tree, partner)
            return Form(
                outer.tense,
                outer.perfect,
                outer.progressive,
                outer.passive and verb.tag == "VBN",
                outer.modal,
                _negation(tree, verb),
                outer.infinitive,
            )
    words = [t.lemma if t.tag != "MD" else t.text.lower() for t in aux]
    passive = _passive(tree, verb, aux)
    return Form(
        tense=_tense(verb, aux),
        perfect="have" in words,
        progressive=verb.tag == "VBG" and "be" in words,
        passive=passive,
        modal=next((w for w in words if w in _MODALS), None),
        negation=_negation(tree, verb),
        infinitive=any(t.tag == "TO" for t in aux),
    )


def _passive(tree: Tree, verb: Token, aux: list[Token]) -> bool:
    if tree.child(verb, "nsubjpass", "csubjpass", "auxpass", "agent"):
        return True
    if verb.tag != "VBN" or verb.dep not in {"acl", "advcl", "relcl", "amod"}:
        return False
    return not aux and tree.child(verb, "nsubj") is None


def _tense(verb: Token, aux: list[Token]) -> str | None:
    if any(t.tag == "MD" and t.text.lower() in _FUTURE for t in aux):
        return "future"
    finite = next((t for t in [*aux, verb] if t.tag in {"VBD", "VBZ", "VBP"}), None)
    if finite is not None:
        return "past" if finite.tag == "VBD" else "present"
    return "past" if verb.tag == "VBN" and not aux else None


def _negation(tree: Tree, verb: Token) -> str | None:
    partner = tree.head(verb)
    if verb.dep == "conj" and partner is not None and _joined_by_nor(tree, partner):
        return "nor"
    for child in tree.children(verb):
        if _is_no_longer(tree, child):
            return "no longer"
        if child.dep == "dobj" and _is_nothing(tree, child):
            return child.text.lower()
        if child.dep == "neg" or (child.dep == "advmod" and child.lemma == "never"):
            return child.text.lower()
        if child.dep in {"preconj", "cc"} and child.lemma in {"neither", "nor"}:
            return child.text.lower()
        if child.dep in {"nsubj", "nsubjpass"}:
            before = tree.children(child, "det", "neg", "preconj", "cc")
            for word in (child, *before):
                if word.lemma in _NO_SUBJECT:
                    return word.text.lower()
    return None


def _joined_by_nor(tree: Tree, partner: Token) -> bool:
    return any(t.lemma == "nor" for t in tree.children(partner, "cc"))


def _is_no_longer(tree: Tree, adverb: Token) -> bool:
    before = tree.tokens[adverb.index - 1].text.lower() if adverb.index else ""
    return adverb.text.lower() == "longer" and before in {"no", "any"}


def _is_nothing(tree: Tree, noun: Token) -> bool:
    """Tell whether an object is nobody and nothing; "nothing but" is something."""
    after = noun.index + 1
    but = after < len(tree.tokens) and tree.tokens[after].lemma == "but"
    return not but and (noun.lemma in _NOTHING or _is_no_one(tree, noun))


def _is_no_one(tree: Tree, noun: Token) -> bool:
    first = tree.child(noun, "det", "neg")
    return noun.lemma == "one" and first is not None and first.lemma == "no"


def prepositional(tree: Tree, head: Token) -> tuple[Phrase, ...]:
    """Return the phrases tied to `head` by prepositions other than "of"."""
    found: list[Phrase] = []
    for child in tree.children(head, "prep", "dative", "agent"):
        if child.dep == "dative" and child.pos != "ADP":
            found.extend(phrases(tree, [child], "to"))
            continue
        if child.lemma != "of" or head.pos in {"VERB", "AUX"}:
            found.extend(_complements(tree, child, child.lemma))
    return tuple(found)


def _complements(tree: Tree, preposition: Token, name: str) -> list[Phrase]:
    found = list(phrases(tree, tree.children(preposition, "pobj"), name))
    for inner in tree.children(preposition, "prep"):
        found.extend(_complements(tree, inner, f"{name} {inner.lemma}"))
    for other in tree.children(preposition, "conj"):
        found.extend(_complements(tree, other, other.lemma))
    return found


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who and what a verb names itself, its voice undone."""

    subject: tuple[Phrase, ...]
    object: tuple[Phrase, ...]
    obliques: tuple[Phrase, ...]


def own_arguments(tree: Tree, verb: Token, shape: Form) -> Arguments:
    """Return the arguments that hang on `verb` itself."""
    subject = phrases(tree, tree.children(verb, "nsubj"))
    object_ = phrases(tree, tree.children(verb, "dobj", "obj", "attr"))
    ended = result(tree, verb)
    if ended is not None and not object_:
        object_ = phrases(tree, tree.children(ended, "dobj")) or _counted(tree, ended)
    passive_subject = phrases(tree, tree.children(verb, "nsubjpass"))
    obliques = tuple(p for p in prepositional(tree, verb) if p.preposition != "by")
    by = tuple(p for p in prepositional(tree, verb) if p.preposition == "by")
    counted = tuple(p for p in obliques if _is_count(tree, p))
    obliques = tuple(p for p in obliques if p not in counted)
    object_ = object_ or tuple(replace(p, preposition=None) for p in counted)
    inner = tuple(p for head in tree.children(verb, "dobj") for p in prepositional(tree, head))
    if shape.passive:
        agents = tuple(replace(p, preposition=None) for p in by or inner if p.preposition == "by")
        obliques += tuple(p for p in inner if p.preposition != "by")
        return Arguments(agents, passive_subject or subject, obliques + _secondary(object_))
    obliques += inner
    obliques += _deeper(tree, obliques)
    return Arguments(subject, object_ + passive_subject, obliques + by)


def _deeper(tree: Tree, obliques: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return what is tied to an aim ("for talks with Kenya") in another way than the rest."""
    known = {one.preposition for one in obliques}
    aims = [tree.tokens[one.head] for one in obliques if one.preposition in _AIMS]
    found = (p for head in aims for p in prepositional(tree, head))
    return tuple(p for p in found if p.preposition not in known)


def _is_count(tree: Tree, one: Phrase) -> bool:
    """Tell whether a phrase is a number with a bound: "forced over 10 million"."""
    return one.preposition in _BOUNDS and tree.tokens[one.head].pos == "NUM"


def result(tree: Tree, verb: Token) -> Token | None:
    """Return the adjective that a verb ends in ("shot dead"); None for a copula's predicate."""
    if verb.pos != "VERB" or verb.lemma in _COPULAS:
        return None
    found = tree.child(verb, "acomp", "oprd")
    return found if found is not None and found.pos == "ADJ" else None


def _counted(tree: Tree, adjective: Token) -> tuple[Phrase, ...]:
    """Return the adjective as a phrase when it has a number of its own: "left 12 dead"."""
    return phrases(tree, [adjective]) if tree.child(adjective, "nummod") else ()


def _secondary(objects: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """A passive's remaining object ("was given asylum") keeps its place as an oblique."""
    return tuple(replace(one, preposition="object") for one in objects)
