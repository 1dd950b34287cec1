"""The parameters that lists, measures and downloads share, as they stand in an address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from detente.storage import Selection

if TYPE_CHECKING:
    from detente.tables import Lexicon

__all__ = ["EventQuery", "key_of", "selection_of"]

_Few = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]


class EventQuery(BaseModel):
    """Which events are wanted; of several values of one parameter any will do."""

    model_config = ConfigDict(extra="forbid")

    since: date | None = Field(None, description="The first day on which it may have happened.")
    until: date | None = Field(None, description="The last such day.")
    actor: _Few = Field([], description="Who does it: a code (FRA) or a name (France).")
    recipient: _Few = Field([], description="To whom it is done, likewise.")
    party: _Few = Field([], description="Someone on either side, likewise.")
    dyad: str | None = Field(
        None, max_length=400, description="Two sides, as in FRA,RUS, in either direction."
    )
    type: _Few = Field([], description="PLOVER's type, as in SANCTION.")
    mode: _Few = Field([], description="PLOVER's mode, as in expel.")
    quad: Annotated[list[int], Field(max_length=4)] = Field(
        [], description="1 verbal cooperation, 2 material, 3 verbal conflict, 4 material."
    )
    status: _Few = Field([], description="actual, planned, hypothetical or historical.")
    polarity: _Few = Field([], description="positive or negated.")
    sector: _Few = Field([], description="PLOVER's sector of either side, as in GOV.")
    place: _Few = Field([], description="Country where it happened, as in SYR.")
    source: _Few = Field([], description="Source of the first document.")
    run: _Few = Field([], description="The run, or import, that made it.")
    document: _Few = Field([], description="The first document that tells it, by id.")
    q: str = Field("", max_length=200, description="Words, each of which must occur.")
    claimed: bool = Field(default=True, description="Keep what one voice alone says.")
    confidence: float = Field(0.0, ge=0, le=1, description="Leave out what is less sure.")
    dataset: str = Field("own", max_length=200, description="Our own events, or imported ones.")


def selection_of(query: EventQuery, lexicon: Lexicon) -> Selection:
    """Return the selection that parameters mean.

    Raises:
        SettingError: a value is none that there is.
    """
    dyad = None
    if query.dyad is not None:
        one, _, other = query.dyad.partition(",")
        dyad = (key_of(one, lexicon), key_of(other, lexicon))
    return Selection(
        since=query.since,
        until=query.until,
        actors=tuple(key_of(text, lexicon) for text in query.actor),
        recipients=tuple(key_of(text, lexicon) for text in query.recipient),
        parties=tuple(key_of(text, lexicon) for text in query.party),
        dyad=dyad,
        types=tuple(query.type),
        modes=tuple(query.mode),
        quads=tuple(query.quad),
        statuses=tuple(query.status),
        polarities=tuple(query.polarity),
        sectors=tuple(query.sector),
        places=tuple(query.place),
        sources=tuple(query.source),
        runs=tuple(query.run),
        documents=tuple(query.document),
        words=query.q,
        claimed=query.claimed,
        minimum_confidence=query.confidence,
        dataset=query.dataset,
    )


def key_of(text: str, lexicon: Lexicon) -> str:
    """Return the key of the side that a code or name means; an unknown name stands for itself.

    A store holds names that no table knows: those of people and groups in the news.
    """
    from detente.analysis import side_of
    from detente.errors import SettingError

    try:
        return side_of(text, lexicon).key
    except SettingError:
        return text.strip()


EventParameters = Annotated[EventQuery, Query()]
