"""The command `detente`: its subcommands, and how errors reach a person."""

from __future__ import annotations

import sys

import typer

from detente.cli import annotating, checking, coding, explaining, exporting, relating
from detente.errors import DetenteError

__all__ = ["app", "run"]

app = typer.Typer(
    name="detente",
    help="Read news and code political events: who did what to whom, when, where, how real, "
    "and according to whom.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("code")(coding.command)
app.command("annotate")(annotating.command)
app.command("explain")(explaining.command)
app.command("check")(checking.command)
app.command("export")(exporting.command)
app.command("relate")(relating.command)


@app.callback(invoke_without_command=True)
def _version(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version and exit."),
) -> None:
    if version:
        from detente import __version__

        print(f"detente {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


def run() -> None:
    """Run the command line: exit 0 done, 2 a mistake of the user's, 3 some documents failed."""
    try:
        app()
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("detente: stopped; what was finished is kept", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
