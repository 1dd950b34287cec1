"""The header of requests that change something, as OpenAPI describes it; the guard asks for it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Header

__all__ = ["from_our_pages"]


def from_our_pages(
    x_detente: Annotated[
        Literal["1"], Header(description="No form of another site can send this header.")
    ],
) -> str:
    """Describe the header; `guard` has refused requests without it already."""
    return x_detente
