"""The component, and how spaCy makes it from the settings of a pipeline."""

# Without `from __future__ import annotations`: spaCy checks settings by the annotations of `make`,
# and older ones of its line do not read those that are strings.

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, SettingError
from detente.language import extension

if TYPE_CHECKING:
    from detente.model import Annotation

__all__ = ["Component", "make"]

NAME = "detente"
_TONGUES = frozenset({"en", "xx"})
"""Pipelines for English, and those for any language, whose texts are taken to be English."""


@dataclass(frozen=True, slots=True)
class Component:
    """Codes texts; `published` is the day of printing of those that have none of their own.

    The stages are loaded once a process, also where spaCy sends the component to another.
    """

    folders: tuple[str, ...] = ()
    published: date | None = None

    def __call__(self, doc: Any) -> Any:  # noqa: ANN401 (spaCy's Doc)
        """Return the text with its mentions on `doc._.events`; without any words it has none.

        Raises:
            InputError: the text cannot be coded; `nlp.set_error_handler` decides what follows.
            SettingError: what stands on `doc._.published` is no date.
        """
        return extension.attach(doc, self._coded(doc).mentions if doc.text.strip() else ())

    def _coded(self, doc: Any) -> "Annotation":  # noqa: ANN401 (spaCy's Doc)
        from detente.model import Document
        from detente.pipeline import annotate, shared_stages
        from detente.reading import day_given

        published = day_given(extension.published_of(doc)) or self.published
        document = Document(id="doc", text=doc.text, published=published)
        (item,) = annotate([document], shared_stages(self.folders))
        if item.failure:
            raise InputError(f"the text {item.failure}")
        return item


def make(
    nlp: Any,  # noqa: ANN401 (spaCy's Language)
    name: str,  # noqa: ARG001 (spaCy asks for it)
    lexicon: str | list[str] | None,
    published: str | None,
) -> Component:
    """Return the component for a pipeline; `lexicon` names folders of your own tables.

    Raises:
        SettingError: the pipeline is for another language than English, or `published` no date.
        InputError: there is no such folder.
        TableError: a table in it is wrong.
    """
    from detente.pipeline import shared_stages
    from detente.reading import day_given

    if nlp.lang not in _TONGUES:
        raise SettingError(f"détente reads English, and this pipeline is for {nlp.lang!r}")
    folders = (lexicon,) if isinstance(lexicon, str) else tuple(lexicon or ())
    component = Component(folders, day_given(published))
    shared_stages(folders)  # what is wrong with a table is told here, not with the first text
    return component


# Last, for spaCy may look up `make` in this very module while it is loaded for this.
extension.offer(NAME, make, defaults={"lexicon": None, "published": None})
