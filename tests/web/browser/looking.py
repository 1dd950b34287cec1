"""What can be measured of a page as a person meets it: contrast, names, headings, focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["Stop", "faint_words", "headings", "nameless", "walk"]

_FAINT = """
() => {
  const parse = (ink) => {
    const found = ink.match(/[\\d.]+/g).map(Number);
    return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 };
  };
  const over = (top, bottom) =>
    top.rgb.map((part, k) => part * top.alpha + bottom[k] * (1 - top.alpha));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own.alpha === 1 ? own.rgb : over(own, ground(element.parentElement));
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const found = new Map();
  const weigh = (element, words, style) => {
    const paper = ground(element);
    const ink = over(parse(style.color), paper);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const measured = ratio(ink, paper);
    if (measured < (large ? 3 : 4.5)) found.set(`${measured.toFixed(2)} ${words}`, true);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!words || element.closest("script, option, .unseen, .skip") || !element.checkVisibility())
      continue;
    weigh(element, words.slice(0, 40), getComputedStyle(element));
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!field.checkVisibility()) continue;
    weigh(field, `field ${field.name}`, getComputedStyle(field));
    if (field.placeholder)
      weigh(field, `placeholder ${field.name}`, getComputedStyle(field, "::placeholder"));
  }
  return [...found.keys()];
}
"""


def faint_words(page: Page) -> list[str]:
    """Return the words below the contrast of WCAG 2.2 AA: 4.5, or 3 where letters are large."""
    return list(page.evaluate(_FAINT))


_NAMED = (
    *("link", "button", "textbox", "searchbox", "combobox", "checkbox", "spinbutton", "Date"),
    *("listbox", "radio", "table", "region", "navigation", "image", "img", "DisclosureTriangle"),
)
"""Roles that mean nothing to a person who cannot see them, unless they have a name."""


def _nodes(page: Page) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in found if not node.get("ignored")]


def nameless(page: Page) -> tuple[list[str], int]:
    """Return what has no name in the accessibility tree, and how much has to have one."""
    asked = [node for node in _nodes(page) if node["role"]["value"] in _NAMED]
    bare = [node for node in asked if not node.get("name", {}).get("value", "").strip()]
    return [_described(page, node) for node in bare], len(asked)


def _described(page: Page, node: dict[str, Any]) -> str:
    session = page.context.new_cdp_session(page)
    html = session.send("DOM.getOuterHTML", {"backendNodeId": node["backendDOMNodeId"]})
    return f"{node['role']['value']}: {html['outerHTML'][:120]}"


def headings(page: Page) -> list[int]:
    """Return the levels of the headings in the accessibility tree, in order."""
    levels = []
    for node in _nodes(page):
        if node["role"]["value"] == "heading":
            levels += [p["value"]["value"] for p in node["properties"] if p["name"] == "level"]
    return levels


_USABLE = """
() => {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "[tabindex='0']";
  const seen = [...document.querySelectorAll(usable)]
    .filter((one) => one.checkVisibility() && !one.disabled);
  seen.forEach((one, k) => { one.dataset.stop = k; });
  return seen.length;
}
"""
_STOP = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    number: Number(one.dataset.stop ?? -1),
    words: one.outerHTML.slice(0, 100),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
  };
}
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus: its number in the order of the page, -1 where nothing can be used."""

    number: int
    words: str
    ringed: bool
    shown: bool


def walk(page: Page) -> tuple[list[Stop], int]:
    """Press Tab from the start of a page to its end; return the stops, and how many there are."""
    count = int(page.evaluate(_USABLE))
    stops: list[Stop] = []
    for _ in range(4 * count + 10):
        page.keyboard.press("Tab")
        found = page.evaluate(_STOP)
        if found is None or (stops and found["number"] == 0 and stops[-1].number != 0):
            break
        stops.append(Stop(**found))
    return stops, count
