"""Rendering: what was coded as a person sees it, in the pages of the web room and in notebooks.

In: records, or their JSON shapes. Out: words, text cut into marked segments, and pieces of HTML in
which every value is escaped. Templates: `templates/`; those of other rooms are loaded beside them.
"""

from detente.rendering.cards import Card, Told, card_of, told
from detente.rendering.environment import make_environment
from detente.rendering.marks import Mark, Segment, cut, marks_of_mention
from detente.rendering.notebook import html_of

__all__ = [
    "Card",
    "Mark",
    "Segment",
    "Told",
    "card_of",
    "cut",
    "html_of",
    "make_environment",
    "marks_of_mention",
    "told",
]
