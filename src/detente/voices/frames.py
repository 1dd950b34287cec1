"""The forms in which a verb, noun or adjective takes the content of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.language import Tree
from detente.model import Token
from detente.voices.cues import Cue

__all__ = ["Frame", "adjective_frames", "noun_frames", "resumed", "verb_frames"]

_PREDICATES = ("acomp", "oprd", "attr")


@dataclass(frozen=True, slots=True)
class Frame:
    """A possible content: the cue's words ("call for"), the form, and the word that carries it.

    `words` are the tokens of the cue, in text order.
    """

    name: str
    form: str
    content: Token
    words: tuple[Token, ...]


def verb_frames(tree: Tree, verb: Token) -> list[Frame]:
    """Return the forms in which `verb` may take content here."""
    particle = tree.child(verb, "prt")
    words = (verb, particle) if particle else (verb,)
    name = " ".join(t.lemma for t in words)
    passive = tree.child(verb, "nsubjpass", "csubjpass")
    found: list[Frame] = []
    for child in tree.children(verb):
        form = _form(tree, child)
        mark = tree.child(child, "mark")
        if mark is not None and mark.lemma == "for" and child.index > verb.index:
            found.append(Frame(f"{name} for", "object", child, (*words, mark)))
        elif form == "preposition":
            found += _of_preposition(tree, name, words, child)
        elif form:
            turned = passive and form in {"infinitive", "predicate", "object"}
            found.append(Frame(name, "passive" if turned else form, child, words))
            if form == "infinitive":
                found += _asked_of(tree, name, words, child)
            if form in {"infinitive", "predicate"}:
                found.append(Frame(name, "raised", child, words))
    if passive and all(f.form not in {"passive", "clause", "gerund"} for f in found):
        found.append(Frame(name, "object", passive, words))
    return found


def _form(tree: Tree, child: Token) -> str | None:
    match child.dep:
        case "ccomp":
            return "clause" if _is_clause(tree, child) else "object"
        case "xcomp":
            return _form_of_open_clause(tree, child)
        case "advcl" if _is_question(tree, child):
            return "clause"
        case "dobj":
            return "object"
        case "prep":
            return "preposition"
        case dep if dep in _PREDICATES:
            return "predicate"
    return None


def _is_clause(tree: Tree, token: Token) -> bool:
    """Tell a clause from a small clause ("called him a liar")."""
    return token.pos in {"VERB", "AUX"} or tree.child(token, "mark", "aux") is not None


def _is_question(tree: Tree, token: Token) -> bool:
    """Tell "asked if he knew" from a condition: the verb above is one of asking."""
    above = tree.head(token)
    mark = tree.child(token, "mark")
    return (
        above is not None
        and above.lemma in {"ask", "wonder", "question"}
        and mark is not None
        and mark.lemma in {"if", "whether"}
        and token.index > above.index
    )


def _form_of_open_clause(tree: Tree, token: Token) -> str:
    if any(t.tag == "TO" for t in tree.children(token, "aux")):
        return "infinitive"
    return "gerund" if _is_gerund(tree, token) else "predicate"


def _is_gerund(tree: Tree, token: Token) -> bool:
    """Tell "denied having sent" from other participles, as well as "denied sending"."""
    return any(t.tag == "VBG" for t in (token, *tree.children(token, "aux", "auxpass")))


def _of_preposition(
    tree: Tree, name: str, words: tuple[Token, ...], preposition: Token
) -> Iterator[Frame]:
    full = f"{name} {preposition.lemma}"
    for child in tree.children(preposition, "pobj", "pcomp"):
        form = "object" if child.dep == "pobj" else "clause"
        if child.dep == "pcomp" and _is_gerund(tree, child):
            form = "gerund"
        yield Frame(full, form, child, (*words, preposition))
    for inner in tree.children(preposition, "prep"):
        yield from _of_preposition(tree, full, (*words, preposition), inner)


def _asked_of(tree: Tree, name: str, words: tuple[Token, ...], content: Token) -> Iterator[Frame]:
    """Yield "call on" for "call on the king to ...", where the king stands before the content."""
    for preposition in tree.children(words[0], "prep"):
        if words[0].index < preposition.index < content.index:
            cue = (*words, preposition)
            yield Frame(f"{name} {preposition.lemma}", "infinitive", content, cue)


def noun_frames(tree: Tree, noun: Token) -> list[Frame]:
    """Return the forms in which `noun` may take content: "claim that", "call for", "plan to"."""
    found: list[Frame] = []
    for child in tree.children(noun):
        if child.index < noun.index:
            continue
        if child.dep in {"acl", "ccomp", "relcl"}:
            found += _of_clause(tree, noun, child)
        elif child.dep == "prep":
            found += _of_preposition(tree, noun.lemma, (noun,), child)
    return found


def _of_clause(tree: Tree, noun: Token, child: Token) -> Iterator[Frame]:
    infinitive = any(t.tag == "TO" for t in tree.children(child, "aux"))
    marked = tree.child(child, "mark") is not None
    relative = any(t.tag in {"WDT", "WP", "WP$", "WRB"} for t in tree.children(child))
    if infinitive:
        yield Frame(noun.lemma, "infinitive", child, (noun,))
    elif marked and not relative:
        yield Frame(noun.lemma, "clause", child, (noun,))


def adjective_frames(tree: Tree, adjective: Token) -> list[Frame]:
    """Return the forms in which a predicate adjective may take content: "sure that"."""
    found: list[Frame] = []
    verb = tree.head(adjective) if adjective.dep in {"acomp", "oprd"} else None
    above = [verb] if verb else []
    for child in [c for head in [adjective, *above] for c in tree.children(head)]:
        if child.index < adjective.index:
            continue
        form = _form(tree, child)
        if form == "preposition":
            found += _of_preposition(tree, adjective.lemma, (adjective,), child)
        elif form in {"clause", "infinitive"}:
            found.append(Frame(adjective.lemma, form, child, (adjective,)))
    return found


def resumed(tree: Tree, verb: Token, verbs: Mapping[str, Cue]) -> Token | None:
    """Return the cue that a coordinated cue goes on from: "said he would go and added that".

    The parser hangs "added" on "go"; it belongs to "said", in whose tense it stands.
    """
    partner = tree.head(verb)
    if verb.dep != "conj" or partner is None or tree.child(verb, "nsubj", "aux"):
        return None
    outer = tree.head(partner) if partner.dep == "ccomp" else None
    if outer is None or outer.tag != verb.tag:
        return None
    both = [verbs.get(token.lemma) for token in (outer, verb)]
    return outer if all(cue and "quote" in cue.takes for cue in both) else None
