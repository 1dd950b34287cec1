"""Templates made into answers: every value is escaped and shows all that it holds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse

from detente.analysis import names_of_codes
from detente.analysis.filters import STATUSES
from detente.analysis.plain import visible
from detente.analysis.wording import QUADS, counted, day_text, figure
from detente.web import pages_words as words
from detente.web.figures import NIGHT

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup
    from starlette.requests import Request

    from detente.tables import Lexicon

__all__ = ["render"]

NAVIGATION = (
    ("/", "Overview"),
    ("/dyad", "Dyad"),
    ("/network", "Network"),
    ("/data", "Data"),
    ("/try", "Try it"),
)

ROLES = {
    "actor": "who",
    "trigger": "did what",
    "recipient": "to whom",
    "place": "where",
    "day": "when",
    "quantity": "how many",
}
"""What the marks in a sentence mean, for those who do not see colours."""


def render(
    request: Request,
    lexicon: Lexicon,
    name: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 (what the template asks for)
) -> HTMLResponse:
    """Return a page made of the template `name`."""
    environment = _environment(lexicon)
    common = {
        "here": request.url.path,
        "seal": request.state.seal,
        "sought": request.query_params.get("q", "")[:200] if name == "search.html" else "",
        "drawn": values.get("fig") is not None,
    }
    return HTMLResponse(environment.get_template(name).render(common | values), status)


@cache
def _environment(lexicon: Lexicon) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = names_of_codes(lexicon)
    environment.globals.update(
        nav=NAVIGATION,
        night=script(json.dumps(NIGHT)),
        QUADS=QUADS,
        ROLES=ROLES,
        STATUSES=STATUSES,
        counted=counted,
        called=words.called,
        estimate=words.estimate,
        chain=", who cites ".join,
    )
    environment.filters.update(
        script=script,
        day=day_text,
        figure=figure,
        signed=words.signed,
        label=words.label,
        standing=words.standing,
        happened=words.happened,
        address=words.address,
        country=lambda code: names.get(code, code),
    )
    return environment


def _shown(value: object) -> object:
    """Return text with its hidden marks made visible; what is markup already stays as it is."""
    return visible(value) if type(value) is str else value


def script(text: str) -> Markup:
    """Return JSON as it may stand within a script element: nothing in it can end the element."""
    from markupsafe import Markup

    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)
