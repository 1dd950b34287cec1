"""Who acts: phrases become parties with a country and sectors on the day of publication.

In: sentences of tokens. Out: `Annotation.parties`, one for every noun phrase, possessor or
country adjective that denotes an actor, coreference undone where the text makes it plain.
People are what the tables of terms say they were on `document.published`, else what the
text's own titles say. Tables: `data/actors/`. Codes and sectors follow PLOVER.
"""

from detente.actors.directory import Directory, load_directory
from detente.actors.resolve import find

__all__ = ["Directory", "find", "load_directory"]
