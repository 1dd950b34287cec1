"""Times: when the text says that things happened.

In: documents with their sentences, and the day of publication where it is known. Out: every
time expression with its TIMEX3 value and the interval of days it means, counted from the
publication, from the day of a speech, or from what the story dated last. Works without a
parse; with one, the tense of the clause decides between last and next Monday. Tables:
`data/times/words/*.csv`, `names.csv`, `verbs.csv` and `holidays.toml`.
"""

from detente.times.finding import find
from detente.times.words import Calendar, load_calendar

__all__ = ["Calendar", "find", "load_calendar"]
