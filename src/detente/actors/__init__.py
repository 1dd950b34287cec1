"""Who acts: phrases become parties with a country and sectors on the day of publication.

In: sentences of tokens. Out: `Annotation.parties`, one for every noun phrase, possessor or
country adjective that denotes an actor, coreference undone where the text makes it plain.
People are what the tables of terms say they were on `document.published`, else what the
text's own titles say. Tables: `data/actors/`. Codes and sectors follow PLOVER.
"""

from detente.actors.coreference import PRONOUNS
from detente.actors.directory import Directory, load_directory
from detente.actors.lookup import Answer, Finding, look_up
from detente.actors.members import load_members, members_on
from detente.actors.resolve import find
from detente.actors.review import review

__all__ = [
    "PRONOUNS",
    "Answer",
    "Directory",
    "Finding",
    "find",
    "load_directory",
    "load_members",
    "look_up",
    "members_on",
    "review",
]
