"""The content of a report: the words that are the source's and not the writer's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.language import Tree
from detente.model import Token
from detente.voices.frames import Frame, resumed
from detente.voices.reports import Page, Range, hull

__all__ = ["clean", "frame_content", "stripped", "token_range"]

_FOLLOWING = frozenset({"prep", "xcomp", "oprd", "ccomp", "acomp", "advcl", "dative"})
_CLAUSAL = frozenset({"clause", "infinitive", "gerund"})
_TIMES = frozenset({"DATE", "TIME"})
_PLACES_OF_SPEECH = frozenset({"in", "at", "during", "on", "after", "before", "via", "while"})
_LOOSE = re.compile(r"[\s,;]+(?:and|but|or)\s*\Z")
_EDGE = " \t\r\n\u00a0,;:.—–-"
_QUOTES = "“”\"„«»‘’'‹›`"


def token_range(tokens: Iterable[Token]) -> Range:
    """Return the range from the first to the last of `tokens`."""
    return hull((t.start, t.end) for t in tokens)


def frame_content(page: Page, tree: Tree, frame: Frame) -> Range:
    """Return the content that a frame's word carries, tidied at its edges."""
    head = frame.words[0]
    inside = _subtree(page, tree, frame.content, head)
    if frame.form in {"passive", "raised"}:
        subject = tree.child(head, "nsubjpass", "csubjpass", "nsubj", "csubj")
        inside += tree.subtree(subject) if subject else []
    elif frame.form in {"object", "predicate"}:
        inside += _following(tree, head, frame)
    elif frame.form == "clause":
        inside += _broken_off(tree, head, frame)
    if frame.form in {"infinitive", "gerund"}:
        inside += _told(page, tree, head, frame)
    return clean(page, *token_range(inside), around=head.start)


def _subtree(page: Page, tree: Tree, content: Token, head: Token) -> list[Token]:
    """Return the words below `content` on its own side of the cue, up to a cue that resumes."""
    inside = tree.subtree(content)
    if content.index < head.index:
        return [t for t in inside if t.index < head.index]
    verbs = page.cues.verbs
    ends = [c.index for c in tree.conjuncts(content)[1:] if resumed(tree, c, verbs)]
    end = min(ends, default=len(tree.tokens))
    inside = [t for t in inside if head.index < t.index < end]
    while inside[-1].dep in {"cc", "punct"} and ends:
        inside.pop()
    return inside


def _broken_off(tree: Tree, head: Token, frame: Frame) -> list[Token]:
    """Return the second half of a clause that the parser took for two: "say they do" "not know"."""
    if frame.content.index < head.index or len(frame.words) > 1:
        return []
    halves = [c for c in tree.children(head, "ccomp") if c.index > frame.content.index]
    return [t for half in halves for t in tree.subtree(half) if t.index > frame.content.index]


def _told(page: Page, tree: Tree, head: Token, frame: Frame) -> list[Token]:
    """Return of whom an open clause speaks: "urged the court to ...", "accused it of ..."."""
    cue = page.cues.verbs.get(frame.name)
    if cue is None or (frame.form == "infinitive" and cue.stance == "promises"):
        return []
    whom = tree.children(head, "dobj", "dative")
    if frame.form == "infinitive":
        whom = [*whom, *tree.children(frame.words[-1], "pobj")]
    between = [w for w in whom if head.index < w.index < frame.content.index]
    return [t for one in between for t in tree.subtree(one)]


def _following(tree: Tree, head: Token, frame: Frame) -> list[Token]:
    """Return what completes an object: "blamed the court for ...", "called him a liar"."""
    anchor = frame.content.index
    if anchor < head.index:
        return []
    found: list[Token] = []
    for child in tree.children(head):
        between = child.dep in {"dobj", "ccomp"} and head.index < child.index < anchor
        after = child.index > anchor and child.dep in _FOLLOWING
        if between or (after and not _is_setting(tree, child)):
            found += tree.subtree(child)
    return found


def _is_setting(tree: Tree, child: Token) -> bool:
    """Tell whether a phrase says when or where it was said."""
    if child.dep == "advcl":
        return tree.child(child, "mark", "advmod") is not None or child.tag == "VBG"
    if child.dep != "prep" or child.lemma not in _PLACES_OF_SPEECH:
        return child.lemma in {"by", "despite", "without"}
    pobj = tree.child(child, "pobj")
    return pobj is None or pobj.entity in _TIMES or child.lemma in {"during", "after", "before"}


def clean(page: Page, start: int, end: int, *, around: int) -> Range:
    """Return a content without loose marks at its edges, and with whole quotations.

    A quotation that begins inside is taken in to its end; a content that stands inside a
    quotation together with its cue (at `around`) ends where the quotation ends.
    """
    home = page.quote_at(around)
    for quote in page.quotes:
        first, last = page.marked(quote)
        if quote is home:
            start, end = max(start, quote.start), min(end, quote.end)
        elif start <= quote.start < end and not first <= around < last:
            start, end = min(start, first), max(end, last)
    return stripped(page.text, start, end)


def stripped(text: str, start: int, end: int) -> Range:
    """Return a range without loose marks and conjunctions at its edges."""
    while start < end - 1 and text[start] in _EDGE:
        start += 1
    while end - 1 > start and text[end - 1] in _EDGE:
        end -= 1
    loose = _LOOSE.search(text, start, end)
    end = loose.start() if loose else end
    if (
        end < len(text)
        and text[end - 1] not in _QUOTES
        and text[end : end + 2].strip(".,")
        in {
            "”",
            '"',
        }
    ):
        opened = max(text.rfind("“", start, end), text.rfind('"', start, end))
        end = text.find(text[end : end + 2].strip(".,"), end) + 1 if opened >= start else end
    return start, end
