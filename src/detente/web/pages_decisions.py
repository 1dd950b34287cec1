"""What a person has decided of events and mentions, and where it applies no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from detente.storage import Correction, every_correction
from detente.storage.standing import HOLDS, NO_MORE, Standing, Taken, every_decision
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.storage import Store

__all__ = ["add", "lost_of"]

_MOST = 500
"""So many decisions are listed, those that apply no more first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A mention that a decision speaks of, and why it is gone, None where it is not."""

    document: str | None
    words: str
    kind: str
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """A split, merge or correction; `taken` is None for a correction, which keeps no time."""

    what: str
    taken: datetime | None
    state: str
    parts: tuple[_Part, ...]


def add(pages: Pages) -> None:
    """Add the page."""
    context = pages.context

    def decisions(request: Request) -> Response:
        found = context.kept(_decisions)
        return render(
            request, context.lexicon, "decisions.html",
            decisions=found[:_MOST],
            total=len(found),
            lost=context.kept(lost_of),
        )  # fmt: skip

    pages.show("/decisions", decisions)


def lost_of(store: Store) -> int:
    """Return how many decisions apply no more or in part; for `Context.kept`."""
    return sum(one.state != HOLDS for one in _decisions(store))


def _decisions(store: Store) -> list[_Decision]:
    """Return all decisions, those that have lost something first; for `Context.kept`."""
    found = [
        *map(_taken, every_decision(store.connection)),
        *map(_said, every_correction(store.connection)),
    ]
    return sorted(found, key=lambda one: one.state == HOLDS)


def _taken(one: Taken) -> _Decision:
    parts = tuple(map(_part, one.mentions))
    return _Decision(what=one.kind, taken=one.taken, state=one.state, parts=parts)


def _part(one: Standing) -> _Part:
    kind = ": ".join(filter(None, (one.mark.type, one.mark.mode)))
    return _Part(
        document=one.document, words=one.mark.key.trigger, kind=kind.lower(), problem=one.problem
    )


def _said(one: Correction) -> _Decision:
    label = (one.label or "").replace("/", ": ").lower()
    part = _Part(
        document=one.document,
        words=one.trigger,
        kind=one.coded_as.replace("/", ": ").lower(),
        problem=one.problem,
    )
    return _Decision(
        what=f"it is {label}" if one.verdict == "retyped" else one.verdict,
        taken=None,
        state=NO_MORE if one.problem else HOLDS,
        parts=(part,),
    )
