"""What a sentence is about at first reading: its field of news, and whether it tells an act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.events.acts import UNLIKELY_BELOW, ActsHead
from detente.events.fields import Field, FieldsHead
from detente.events.roles import PlainReading

__all__ = ["Glance", "glance_at"]


@dataclass(frozen=True, slots=True)
class Glance:
    """The field of a sentence, and how likely it tells an act, 0 to 1; None where nobody knows."""

    field: Field | None = None
    act: float | None = None

    @property
    def reason(self) -> str | None:
        """Why nothing is coded here; None where acts are."""
        if self.field is not None and self.field.is_elsewhere:
            return self.field.reason
        if self.act is not None and self.act < UNLIKELY_BELOW:
            return f"the sentence is unlikely to tell an act ({self.act:.2f})"
        return None


def glance_at(
    readings: Mapping[int, PlainReading], fields: FieldsHead | None, acts: ActsHead | None
) -> Mapping[int, Glance]:
    """Return what each sentence that was read is about, by its number."""
    return {
        number: Glance(
            fields.read(reading.features) if fields else None,
            acts.read(reading.features) if acts else None,
        )
        for number, reading in readings.items()
        if reading.features is not None
    }
