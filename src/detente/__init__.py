"""Détente: reads news and codes political events."""

__version__ = "0.1.0"
