"""Templates and what they share: every value is escaped and shows all that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.analysis import names_of_codes
from detente.analysis.plain import visible
from detente.analysis.wording import QUADS, counted, day_text, figure
from detente.rendering import words

if TYPE_CHECKING:
    from jinja2 import Environment

    from detente.tables import Lexicon

__all__ = ["ROLES", "make_environment"]

ROLES = {
    "actor": "who",
    "trigger": "did what",
    "recipient": "to whom",
    "place": "where",
    "day": "when",
    "quantity": "how many",
}
"""What the marks in a sentence mean, for those who do not see colours."""


def make_environment(lexicon: Lexicon, package: str = "detente.rendering") -> Environment:
    """Return the environment of the templates of `package`, and of this room's.

    Those of briefs and charts are there under `analysis/`. Values are escaped; hidden marks in
    them are made visible; a value that a template asks for and nobody gives is an error.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader(package, "templates"),
                PackageLoader("detente.rendering", "templates"),
                PrefixLoader({"analysis": PackageLoader("detente.analysis", "templates")}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = names_of_codes(lexicon)
    made.globals.update(
        QUADS=QUADS,
        ROLES=ROLES,
        counted=counted,
        called=words.called,
        estimate=words.estimate,
        chain=", who cites ".join,
    )
    made.filters.update(
        day=day_text,
        figure=figure,
        signed=words.signed,
        label=words.label,
        standing=words.standing,
        happened=words.happened,
        country=lambda code: names.get(code, code),
    )
    return made


def _shown(value: object) -> object:
    """Return text with its hidden marks made visible; what is markup already stays as it is."""
    return visible(value) if type(value) is str else value
