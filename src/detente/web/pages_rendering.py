"""Templates made into answers: every value is escaped and shows all that it holds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse

from detente.analysis.filters import STATUSES
from detente.rendering import make_environment, words
from detente.web.figures import NIGHT

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup
    from starlette.requests import Request

    from detente.tables import Lexicon

__all__ = ["prepare", "render"]

NAVIGATION = (
    ("/", "Overview"),
    ("/dyad", "Dyad"),
    ("/network", "Network"),
    ("/data", "Data"),
    ("/try", "Try it"),
)


def render(
    request: Request,
    lexicon: Lexicon,
    name: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 (what the template asks for)
) -> HTMLResponse:
    """Return a page made of the template `name`."""
    common = {
        "here": request.url.path,
        "seal": request.state.seal,
        "sought": request.query_params.get("q", "")[:200] if name == "search.html" else "",
        "drawn": values.get("fig") is not None,
    }
    return HTMLResponse(_environment(lexicon).get_template(name).render(common | values), status)


def prepare(lexicon: Lexicon) -> None:
    """Make all templates ready to be filled, lest the first to ask for a page wait for it."""
    environment = _environment(lexicon)
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


@cache
def _environment(lexicon: Lexicon) -> Environment:
    made = make_environment(lexicon, "detente.web")
    made.globals.update(nav=NAVIGATION, night=script(json.dumps(NIGHT)), STATUSES=STATUSES)
    made.filters.update(script=script, address=words.address)
    return made


def script(text: str) -> Markup:
    """Return JSON as it may stand within a script element: nothing in it can end the element."""
    from markupsafe import Markup

    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)
