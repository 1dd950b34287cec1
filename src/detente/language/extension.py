"""The border with other people's pipelines: a component of ours in them, mentions on their texts.

What the component does is told by a room above; here stands all of it that needs spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.model import Mention

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from spacy.tokens import Doc

__all__ = ["attach", "offer", "published_of"]

_EVENTS, _PUBLISHED = "events", "published"
_KEY = "detente.Mention"
"""What stands for a mention in spaCy's packed documents."""


def offer(name: str, make: Callable[..., object], *, defaults: Mapping[str, object]) -> None:
    """Let `nlp.add_pipe(name)` add what `make(nlp, name, **settings)` returns.

    `doc._.events` and `doc._.published` are there from then on, and mentions are kept where spaCy
    packs documents: in `DocBin`, `to_bytes`, and between processes. Offering twice does no harm.
    """
    import srsly
    from spacy.language import Language
    from spacy.tokens import Doc

    for attribute, value in ((_EVENTS, []), (_PUBLISHED, None)):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=value)
    srsly.msgpack_encoders.register(_KEY, func=_packed)
    srsly.msgpack_decoders.register(_KEY, func=_unpacked)
    assigns = [f"doc._.{_EVENTS}"]
    Language.factory(name, default_config=dict(defaults), assigns=assigns, func=make)


def attach(doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """Put mentions on `doc._.events`; their offsets count in `doc.text`."""
    doc._.set(_EVENTS, list(mentions))
    return doc


def published_of(doc: Doc) -> date | str | None:
    """Return what was put on `doc._.published`, None for nothing."""
    given: date | str | None = doc._.get(_PUBLISHED)
    return given


def _packed(value: object, chain: Callable[[object], object] | None = None) -> object:
    """Return a mention as what can be packed; other values go to the next encoder."""
    if isinstance(value, Mention):
        return {_KEY: _adapter().dump_python(value, mode="json")}
    return chain(value) if chain else value


def _unpacked(value: Any, chain: Callable[[object], object] | None = None) -> object:  # noqa: ANN401 (what was packed)
    """Return the mention that was packed; other values go to the next decoder."""
    if isinstance(value, dict) and value.keys() == {_KEY}:
        return _adapter().validate_python(value[_KEY])
    return chain(value) if chain else value


@cache
def _adapter() -> TypeAdapter[Mention]:
    from pydantic import TypeAdapter

    return TypeAdapter(Mention)
