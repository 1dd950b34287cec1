"""Reports whose content came before: "the plan has failed, and the minister said so"."""

from __future__ import annotations

from detente.language import Tree
from detente.model import Sentence, Token
from detente.voices.content import clean, token_range
from detente.voices.cues import Cue
from detente.voices.reports import Page, Report, Source
from detente.voices.sources import phrase_source, verb_source

__all__ = ["said_so"]


def said_so(page: Page, sentence: Sentence, tree: Tree, verb: Token, cue: Cue) -> Report | None:
    """Return the report of "said so", None where `verb` has no "so".

    Its content is what the sentence, or its quotation, says before; "so" itself where that is
    no statement. In "it is the president who said so" the president speaks.
    """
    so = next((t for t in tree.children(verb, "advmod", "dobj") if t.lemma == "so"), None)
    if so is None or so.index < verb.index:
        return None
    cleft = _cleft(tree, verb)
    first = min(t.index for t in tree.subtree(verb))
    if cleft is not None:
        first = min(first, *(t.index for t in tree.children(cleft, "nsubj")))
    home = page.quote_at(verb.start)
    said = [
        t
        for t in sentence.tokens[:first]
        if page.quote_at(t.start) is home and t.dep not in {"punct", "cc"}
    ]
    stated = any(t.pos in {"VERB", "AUX"} for t in said)
    content = clean(page, *token_range(said if stated else [so]), around=verb.start)
    source = _source(page, sentence, tree, verb, cleft)
    return Report(
        sentence.index, verb.start, (verb.start, verb.end), content, source, cue.stance, "echo"
    )


def _cleft(tree: Tree, verb: Token) -> Token | None:
    """Return the copula of "it is X that said so"."""
    noun = tree.head(verb) if verb.dep == "relcl" else None
    copula = tree.head(noun) if noun and noun.dep == "attr" else None
    subject = tree.child(copula, "nsubj") if copula else None
    return copula if subject and subject.lemma == "it" else None


def _source(
    page: Page, sentence: Sentence, tree: Tree, verb: Token, cleft: Token | None
) -> Source | None:
    if cleft is None:
        return verb_source(page, sentence, verb)
    whole = phrase_source(tree, tree.tokens[verb.head])
    relative = min(t.index for t in tree.subtree(verb))
    end = tree.tokens[relative - 1].end
    return Source(whole.start, min(whole.end, end), whole.head)
