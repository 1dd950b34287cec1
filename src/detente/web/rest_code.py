"""REST: a text coded on the spot."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from detente.web.changing import from_our_pages
from detente.web.context import Context
from detente.web.faults import Busy
from detente.web.queries import Day
from detente.web.shapes import AnnotatedText

__all__ = ["Text", "router"]


class Text(BaseModel):
    """A text to code; without `published` relative dates stay unresolved."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    title: Annotated[str, Field(max_length=500)] | None = None
    published: Day | None = None


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that codes texts."""
    api = APIRouter(tags=["code"], dependencies=[Depends(from_our_pages)])

    @api.post("/code")
    def code(given: Text) -> AnnotatedText:
        """The text with every layer, as `detente annotate` writes it; nothing is stored."""
        if context.coder is None:
            raise Busy("this server codes no texts")
        shape = context.coder.code(given.text, title=given.title, published=given.published)
        return AnnotatedText.model_validate(shape)

    return api
