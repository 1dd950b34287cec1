"""Records as HTML for a notebook: events, mentions, annotated documents, and dyads.

Nothing is guessed of the notebook's theme: letters have its colour, and all else is a tint that can
be read on light and on dark paper. There are no scripts and nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from detente.analysis import Picture, draw, table_of
from detente.model import Annotation, Event, Events, Mention
from detente.model.shapes import event_shape, mention_shape
from detente.rendering.cards import Card, card_of, told
from detente.rendering.environment import make_environment
from detente.rendering.marks import cut, marks_of_mention
from detente.tables import open_lexicon

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["html_of"]

MOST_ROWS = 60
"""Events of a list that are shown; the others are counted."""

MOST_CHARACTERS = 20_000
"""Characters of a document's text that are shown; the others are counted."""


def html_of(record: object) -> str | None:
    """Return a record as a piece of HTML; None for what is shown as plain text."""
    maker = _MAKERS.get(type(record))
    return maker(record) if maker else None


def _event(event: Event) -> str:
    return _html("event.html", one=_card(event))


def _mention(mention: Mention) -> str:
    shape = mention_shape(mention)
    return _html("event.html", one=card_of(shape, [told(shape, mention.sentence.text)]))


def _events(events: Events) -> str:
    return _html("events.html", **_table(events))


def _annotation(item: Annotation) -> str:
    text = item.document.text
    shapes = [mention_shape(mention) for mention in item.mentions]
    marks = [mark for shape in shapes for mark in marks_of_mention(shape)]
    return _html(
        "annotation.html",
        paper=item.document,
        failure=item.failure,
        segments=cut(text[:MOST_CHARACTERS], marks),
        unshown=max(0, len(text) - MOST_CHARACTERS),
        passed=item.passed[:MOST_ROWS],
        more_passed=max(0, len(item.passed) - MOST_ROWS),
        **_table(item.events),
    )


def _picture(picture: Picture) -> str:
    from markupsafe import Markup

    name = blake2b(f"{picture.title} {picture.description}".encode(), digest_size=4).hexdigest()
    drawn = Markup(draw(picture, themed=True, name=f"d{name}")) if picture.readings else ""
    return _html("picture.html", picture=picture, drawn=drawn, rows=table_of(picture))


def _table(events: Sequence[Event]) -> dict[str, Any]:
    return {
        "cards": [_card(event) for event in events[:MOST_ROWS]],
        "more": max(0, len(events) - MOST_ROWS),
        "total": len(events),
    }


def _card(event: Event) -> Card:
    mentions = [told(mention_shape(one), one.sentence.text) for one in event.mentions]
    return card_of(event_shape(event), mentions)


_MAKERS: dict[type, Callable[[Any], str]] = {
    Annotation: _annotation,
    Event: _event,
    Events: _events,
    Mention: _mention,
    Picture: _picture,
}


def _html(name: str, **values: Any) -> str:  # noqa: ANN401 (what the template asks for)
    return _environment().get_template(f"notebook/{name}").render(values)


@cache
def _environment() -> Environment:
    return make_environment(open_lexicon())
