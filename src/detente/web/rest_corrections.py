"""REST: what a person says of mentions and events, kept as `detente correct` keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from detente import pipeline
from detente.errors import InputError, SettingError
from detente.storage import (
    Correction,
    Store,
    add_correction,
    every_correction,
    full_id,
    pending_documents,
    undo_correction,
)
from detente.storage.standing import Taken, every_decision
from detente.web.changing import from_our_pages
from detente.web.context import Context
from detente.web.faults import NotFound
from detente.web.queries import PlainText

__all__ = ["Correcting", "Outcome", "correct", "router"]

_Ids = Annotated[list[PlainText], Field(min_length=1, max_length=100)]


class Verdict(BaseModel):
    """A mention is right or wrong, or what was said of it is taken back."""

    model_config = ConfigDict(extra="forbid")

    say: Literal["right", "wrong", "undo"]
    mention: PlainText
    apply: bool = Field(default=False, description="Code its document again at once.")


class Retyping(BaseModel):
    """A mention is of another type."""

    model_config = ConfigDict(extra="forbid")

    say: Literal["retype"]
    mention: PlainText
    type: PlainText = Field(description="PLOVER's type, as in SANCTION.")
    mode: PlainText | None = Field(None, description="And mode, as in expel.")
    apply: bool = Field(default=False, description="Code its document again at once.")


class Splitting(BaseModel):
    """Mentions of an event are an event of their own."""

    model_config = ConfigDict(extra="forbid")

    say: Literal["split"]
    event: PlainText
    mentions: _Ids


class Merging(BaseModel):
    """Events are one."""

    model_config = ConfigDict(extra="forbid")

    say: Literal["merge"]
    events: Annotated[list[PlainText], Field(min_length=2, max_length=100)]


Correcting = Annotated[Verdict | Retyping | Splitting | Merging, Field(discriminator="say")]


class Outcome(BaseModel):
    """What a correction did: the events that the mentions concerned now make."""

    done: str = Field(description="What was kept, in words.")
    events: list[str] = Field(description="The events there are now; none where all are gone.")
    applied: bool = Field(description="Whether the coding shows it already.")


class DecidedMention(BaseModel):
    """A mention of a decision: where it stood then, and what it is now."""

    side: str = Field(description="left or right; a split parts left from right.")
    document: str | None
    start: int = Field(description="Where its trigger began.")
    trigger: str
    mentions: list[str] = Field(description="What it is now; none where problem says why.")
    problem: str | None


class Decided(BaseModel):
    """A split or merge as it stands."""

    number: int
    kind: str = Field(description="split or merge.")
    taken: datetime = Field(description="When, UTC.")
    state: str = Field(description="holds, holds in part, or applies no more.")
    mentions: list[DecidedMention]


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that takes corrections."""
    api = APIRouter(tags=["corrections"])

    @api.get("/corrections")
    def corrections() -> tuple[Correction, ...]:
        """All that was said of mentions, by document."""
        with context.reader() as store:
            return tuple(every_correction(store.connection))

    @api.get("/decisions")
    def decisions() -> list[Decided]:
        """All splits and merges, and which mentions they speak of now."""
        with context.reader() as store:
            return [_shown(one) for one in every_decision(store.connection)]

    @api.post("/corrections", dependencies=[Depends(from_our_pages)])
    def add(given: Correcting) -> Outcome:
        """Say that a mention is right, wrong or of another type; split an event, or merge events.

        What is said of a mention holds when its document is coded again, at once with `apply`;
        splitting and merging show at once. All of it outlives coding anew.
        """
        return correct(context, given)

    return api


def _shown(taken: Taken) -> Decided:
    told = [
        DecidedMention(
            side=one.side,
            document=one.document,
            start=one.mark.key.at,
            trigger=one.mark.key.trigger,
            mentions=list(one.mentions),
            problem=one.problem,
        )
        for one in taken.mentions
    ]
    return Decided(
        number=taken.number,
        kind=taken.kind,
        taken=taken.taken,
        state=taken.state,
        mentions=told,
    )


def correct(context: Context, given: Verdict | Retyping | Splitting | Merging) -> Outcome:
    """Keep a correction and say what came of it.

    Raises:
        NotFound: the store has no such mention or event.
        SettingError: it cannot be meant: no such type, or nothing would remain of an event.
        StoreError: the store is served to be read only.
    """
    if isinstance(given, Retyping):
        fault = context.ontology.fault(_label(given))
        if fault is not None:
            raise SettingError(fault)
    with context.writer() as store:
        if isinstance(given, Splitting):
            event = _id(store, "event", given.event)
            mentions = [_id(store, "mention", one) for one in given.mentions]
            return _decided("split", pipeline.split(store, context.scale, event, mentions))
        if isinstance(given, Merging):
            events = [_id(store, "event", one) for one in given.events]
            return _decided("merged", pipeline.merge(store, context.scale, events))
        return _judge(context, store, given)


def _decided(what: str, events: Sequence[str]) -> Outcome:
    return Outcome(done=what, events=list(events), applied=True)


def _id(store: Store, kind: str, given: str) -> str:
    try:
        return full_id(store.connection, kind, given)
    except SettingError as error:
        raise NotFound(str(error)) from None


def _judge(context: Context, store: Store, given: Verdict | Retyping) -> Outcome:
    try:
        if isinstance(given, Retyping):
            said = add_correction(store.connection, given.mention, "retyped", _label(given))
            done = f"{said.mention}: {said.coded_as} → {said.label}"
        elif given.say == "undo":
            undo_correction(store.connection, given.mention)
            done = f"{given.mention}: taken back"
        else:
            said = add_correction(store.connection, given.mention, given.say)
            done = f"{said.mention}: {said.coded_as} is {said.verdict}"
    except InputError as error:
        raise NotFound(str(error)) from None
    if given.apply:
        _code_again(context, store)
    found = store.connection.execute(
        "SELECT DISTINCT event FROM mentions WHERE id = ? ORDER BY event", [given.mention]
    ).fetchall()
    return Outcome(done=done, events=[event for (event,) in found], applied=given.apply)


def _label(given: Retyping) -> str:
    kind = given.type.upper()
    return f"{kind}/{given.mode}" if given.mode else kind


def _code_again(context: Context, store: Store) -> None:
    """Code the documents that were corrected and not coded since."""
    documents = pending_documents(store.connection)
    for _ in pipeline.code_into(store, documents, context.lexicon, loaded=context.stages):
        pass
