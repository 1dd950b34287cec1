"""Linking: mentions of one happening become one event.

In: documents with mentions. Out: events with the reasons why their mentions belong together.
Conservative: a mention joins only where it contradicts none of the others.
"""

from detente.linking.link import link

__all__ = ["link"]
