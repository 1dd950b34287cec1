"""The stages as one component of a spaCy pipeline: `nlp.add_pipe("detente")`.

In: a text that someone's own pipeline reads. Out: its mentions on `doc._.events`. The texts are
read by the parser of `language`, whatever else stands in the pipeline. spaCy finds the component
by the entry point that is installed with this package, and looks at it whenever spaCy is loaded:
nothing heavy is imported before a pipeline asks for it. Where the package is not installed,
`import detente.component` does the same.
"""

from detente.component.factory import Component, make

__all__ = ["Component", "make"]
