"""Linking: mentions of one happening become one event, in a document and across documents.

In: documents with mentions; then accounts, what each document tells of one happening. Out: events
with the reasons why their mentions belong together. Conservative: a mention joins only where it
contradicts none of the others, and an account only where the evidence is for it. What comes out
follows from the accounts and a person's decisions alone, in whatever order they were read.
"""

from detente.linking.blocks import Block, blocks_of
from detente.linking.cluster import Edge, Group, Tie, cluster, edges_of
from detente.linking.copies import bands_of, repeats
from detente.linking.decisions import Bonds, Decision
from detente.linking.link import link
from detente.linking.merge import Chapter, Merged, merge
from detente.linking.recognition import Mark, Sighting, recognise
from detente.linking.tellings import Account, Days, Key, Telling, Toll, Where, Who, account_of
from detente.linking.weights import Scale, Verdict, load_scale

__all__ = [
    "Account",
    "Block",
    "Bonds",
    "Chapter",
    "Days",
    "Decision",
    "Edge",
    "Group",
    "Key",
    "Mark",
    "Merged",
    "Scale",
    "Sighting",
    "Telling",
    "Tie",
    "Toll",
    "Verdict",
    "Where",
    "Who",
    "account_of",
    "bands_of",
    "blocks_of",
    "cluster",
    "edges_of",
    "link",
    "load_scale",
    "merge",
    "recognise",
    "repeats",
]
