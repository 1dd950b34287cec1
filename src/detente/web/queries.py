"""The parameters that lists, measures and downloads share, as they stand in an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.analysis import Filters, Side, find_side, side_of
from detente.errors import SettingError
from detente.model import EARLIEST, LATEST
from detente.storage import OWN, Selection

if TYPE_CHECKING:
    from detente.storage import Store
    from detente.tables import Lexicon
    from detente.web.context import Context

__all__ = [
    "Day",
    "EventQuery",
    "MeasureQuery",
    "PlainText",
    "WeighedQuery",
    "filters_of",
    "key_of",
    "selection_of",
    "side_in",
]

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
PlainText = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
_Few = Annotated[list[PlainText], Field(max_length=50)]
_Status = Literal["actual", "planned", "hypothetical", "historical"]


class MeasureQuery(BaseModel):
    """What a measure counts; of several values of one parameter any will do."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = Field(None, description="The first day.")
    until: Day | None = Field(None, description="The last day.")
    type: _Few = Field([], description="PLOVER's type, as in SANCTION.")
    status: Annotated[list[_Status], Field(max_length=4)] = Field(
        [], description="How real; measures count what is actual unless told otherwise."
    )
    polarity: Annotated[list[Literal["positive", "negated"]], Field(max_length=2)] = Field(
        [], description="Measures leave out what is negated unless told otherwise."
    )
    claimed: bool = Field(default=True, description="Keep what one voice alone says.")
    confidence: float = Field(0.0, ge=0, le=1, description="Leave out what is less sure.")
    source: _Few = Field([], description="Source of the first document.")
    dataset: PlainText = Field(OWN, description="Our own events, or imported ones by name.")


class WeighedQuery(MeasureQuery):
    """What a measure of points counts, and for how much."""

    weighed: bool = Field(
        default=False, description="Let an event count for less, the less sure it is."
    )


class EventQuery(MeasureQuery):
    """Which events are wanted; of several values of one parameter any will do."""

    actor: _Few = Field([], description="Who does it: a code (FRA) or a name (France).")
    recipient: _Few = Field([], description="To whom it is done, likewise.")
    party: _Few = Field([], description="Someone on either side, likewise.")
    dyad: PlainText | None = Field(
        None, description="Two sides, as in FRA,RUS, in either direction."
    )
    mode: _Few = Field([], description="PLOVER's mode, as in expel.")
    quad: Annotated[list[Annotated[int, Field(ge=1, le=4)]], Field(max_length=4)] = Field(
        [], description="1 verbal cooperation, 2 material, 3 verbal conflict, 4 material."
    )
    sector: _Few = Field([], description="PLOVER's sector of either side, as in GOV.")
    place: _Few = Field([], description="Country where it happened, as in SYR.")
    run: _Few = Field([], description="The run, or import, that made it.")
    document: _Few = Field([], description="The first document that tells it, by id.")
    q: PlainText = Field("", description="Words, each of which must occur.")


def selection_of(query: EventQuery, context: Context) -> Selection:
    """Return the selection that parameters mean.

    Raises:
        SettingError: a value is none that there is.
    """
    lexicon = context.lexicon
    check_types(query, context)
    return Selection(
        since=query.since,
        until=query.until,
        actors=_keys(query.actor, lexicon),
        recipients=_keys(query.recipient, lexicon),
        parties=_keys(query.party, lexicon),
        dyad=_dyad(query.dyad, lexicon) if query.dyad else None,
        types=tuple(query.type),
        modes=tuple(query.mode),
        quads=tuple(query.quad),
        statuses=tuple(query.status),
        polarities=tuple(query.polarity),
        sectors=tuple(query.sector),
        places=_keys(query.place, lexicon),
        sources=tuple(query.source),
        runs=tuple(query.run),
        documents=tuple(query.document),
        words=query.q,
        claimed=query.claimed,
        minimum_confidence=query.confidence,
        dataset=query.dataset,
    )


def filters_of(query: MeasureQuery, context: Context) -> Filters:
    """Return the filters of a measure that parameters mean: what is actual, unless they say more.

    Raises:
        SettingError: a value is none that there is.
    """
    check_types(query, context)
    if query.since and query.until and query.until < query.since:
        raise SettingError(f"until {query.until} lies before since {query.since}")
    return Filters(
        statuses=tuple(dict.fromkeys(query.status)) or ("actual",),
        negated="negated" in query.polarity,
        claimed=query.claimed,
        minimum_confidence=query.confidence,
        weighed=isinstance(query, WeighedQuery) and query.weighed,
        types=tuple(query.type),
        sources=tuple(query.source),
        dataset=query.dataset,
    )


def check_types(query: MeasureQuery, context: Context) -> None:
    """Refuse a type that the ontology lacks, lest a slip of the pen look like an empty answer.

    Raises:
        SettingError: there is no such type; the message names the nearest.
    """
    for name in query.type:
        if (fault := context.ontology.fault(name)) is not None:
            raise SettingError(fault)


def _keys(texts: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(key_of(text, lexicon) for text in texts)


def _dyad(text: str, lexicon: Lexicon) -> tuple[str, str]:
    one, comma, other = text.partition(",")
    if not (comma and one.strip() and other.strip()):
        raise SettingError(f"{text!r} are not two sides; write them as in FRA,RUS")
    return key_of(one, lexicon), key_of(other, lexicon)


def key_of(text: str, lexicon: Lexicon) -> str:
    """Return the key of the side that a code or name means; an unknown name stands for itself.

    A store holds names that no table knows: those of people and groups in the news.
    """
    side = find_side(text, lexicon)
    return side.key if side else text.strip()


def side_in(store: Store, text: str, lexicon: Lexicon) -> Side:
    """Return the side that a code or name means in the tables or, failing them, in the store.

    Raises:
        SettingError: neither knows it; the message names the nearest in the tables.
    """
    side = find_side(text, lexicon)
    if side is not None:
        return side
    name = text.strip()
    known = store.connection.execute("SELECT 1 FROM parties WHERE name = ? LIMIT 1", [name])
    return Side(name, name, "name") if known.fetchone() else side_of(text, lexicon)
