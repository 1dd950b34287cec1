"""Events as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["party_text", "show_events"]

Shape = Mapping[str, Any]

_QUAD_STYLES = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}


def show_events(
    events: Iterable[Shape], mentions: Iterable[Shape], texts: Mapping[str, str]
) -> int:
    """Print events to standard output, each with the words it came from; return how many.

    Words are shown of `mentions`, whose documents stand in `texts`; an event may have others.
    """
    from rich.console import Console

    told = {mention["id"]: mention for mention in mentions}
    console = Console(highlight=False, soft_wrap=False)
    count = 0
    for count, event in enumerate(events, start=1):  # noqa: B007 (the count is the result)
        for line in _lines(event, told, texts):
            console.print(line)
        console.print()
    if not count:
        console.print("no events")
    return count


def _lines(event: Shape, told: Mapping[str, Shape], texts: Mapping[str, str]) -> list[Any]:
    from rich.padding import Padding
    from rich.text import Text

    style = _QUAD_STYLES[event["quad"]]
    label = event["type"] + (f"/{event['mode']}" if event["mode"] else "")
    head = Text.assemble(
        (f"{_day_text(event['day']):<24}", "cyan"),
        _side(event["actors"]),
        "  ",
        (label, style),
        "  ",
        _side(event["recipients"]) if event["recipients"] else "",
    )
    rest = Text("  ".join(_particulars(event)), style="dim")
    known = [told[name] for name in event["mentions"] if name in told]
    words = [_quotation(mention, texts[mention["document"]]) for mention in known]
    return [
        head,
        *([Padding(rest, (0, 0, 0, 4))] if rest else []),
        *(Padding(line, (0, 0, 0, 4)) for line in words),
    ]


def _side(parties: list[Shape]) -> str:
    return " + ".join(dict.fromkeys(party_text(party) for party in parties)) or "—"


def party_text(party: Shape) -> str:
    """Return a party as `Vladimir Putin [RUS GOV]`; without a name of its own, its words."""
    code = " ".join(filter(None, [party["country"], party["sector"]]))
    return f"{_name(party)} [{code}]" if code else _name(party)


def _name(party: Shape) -> str:
    """Return what to call a party: its name, or the words that describe it."""
    described = party["kind"] not in {"person", "country"} or "(" in party["name"]
    return str(party["text"] if described and " " in party["text"] else party["name"])


def _day_text(day: Shape | None) -> str:
    if day is None:
        return "day unknown"
    if day["earliest"] == day["latest"]:
        return str(day["earliest"])
    return f"{day['earliest']}..{day['latest']}"


def _particulars(event: Shape) -> list[str]:
    """Return what is worth saying beyond who, what and when."""
    parts = []
    if event["status"] != "actual":
        parts.append(event["status"])
    if event["polarity"] == "negated":
        parts.append("did not happen")
    if event["place"]:
        parts.append(f"in {event['place']['name']}")
    parts += [f"{q['kind']}: {_estimate(q)}" for q in event["quantities"]]
    voices = [_voice(voice) for voice in event["attribution"]]
    if voices:
        parts.append("according to " + ", who cites ".join(voices))
    if len(event["mentions"]) > 1:
        parts.append(f"told {len(event['mentions'])} times")
    if len(event["documents"]) > 1:
        independent = event["sources"]
        parts.append(f"in {len(event['documents'])} documents, {independent} independent")
    return parts


def _voice(voice: Shape) -> str:
    """Return who speaks, by name where it is known; the cue ("reportedly") where nobody does."""
    source = voice["source"]
    if source is None:
        return f"unnamed sources ({voice['cue'].lower()})"
    return _name(source) if "name" in source else str(source["text"])


def _estimate(quantity: Shape) -> str:
    low, best, high = quantity["low"], quantity["best"], quantity["high"]
    if best is not None and low == high == best:
        return str(best)
    bounds = f"{'' if low is None else low}–{'' if high is None else high}"
    return f"{best} ({bounds})" if best is not None else bounds


def _quotation(mention: Shape, text: str) -> Any:  # noqa: ANN401 (rich is loaded on use)
    """Return the sentence of a mention with its words set off."""
    from rich.text import Text

    start, end = mention["sentence"]["start"], mention["sentence"]["end"]
    line = Text(" ".join(["›", text[start:end].replace("\n", " ").replace("\r", " ")]), style="dim")
    spans = [(mention["trigger"], "bold underline not dim")]
    spans += [(p, "bold not dim") for p in (*mention["actors"], *mention["recipients"])]
    for span, style in spans:
        if start <= span["start"] and span["end"] <= end:
            line.stylize(style, span["start"] - start + 2, span["end"] - start + 2)
    return line
