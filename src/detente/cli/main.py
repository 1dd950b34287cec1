"""The command `detente`: its subcommands, and how errors reach a person."""

from __future__ import annotations

import sys

import typer

from detente.cli import (
    agreeing,
    annotating,
    answering,
    briefing,
    charting,
    checking,
    coding,
    comparing,
    correcting,
    correlating,
    counting,
    deciding,
    evaluating,
    explaining,
    exporting,
    gauging,
    importing,
    learning,
    linking,
    looking_up,
    querying,
    relating,
    serving,
    surprising,
    watching,
)
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
app.command("import")(importing.command)
app.command("agree")(agreeing.command)
app.command("relate")(relating.command)
app.command("evaluate")(evaluating.command)
app.command("learn")(learning.command)
app.command("correct")(correcting.command)
app.command("link")(linking.link)
app.command("split")(linking.split)
app.command("merge")(linking.merge)
app.command("decisions")(deciding.decisions)
app.command("runs")(comparing.runs)
app.command("compare")(comparing.compare)
app.command("sql")(querying.command)
app.command("watch")(watching.command)
app.command("series")(counting.command)
app.command("tension")(gauging.command)
app.command("anomalies")(surprising.command)
app.command("reactions")(answering.command)
app.command("correlate")(correlating.command)
app.command("chart")(charting.command)
app.command("brief")(briefing.command)
app.command("serve")(serving.command)
app.command("who")(looking_up.who)
app.command("where")(looking_up.where)
app.command("when")(looking_up.when)


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
