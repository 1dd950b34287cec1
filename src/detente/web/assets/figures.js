/* Figures drawn by Bokeh from the JSON beside them; drawn anew when light turns to dark. */

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** The drawing in the colours of the paper it stands on: a canvas knows no style sheet. */
function inked(text) {
  if (!dark.matches) return text;
  const night = JSON.parse(document.getElementById("night").textContent);
  return text.replace(/#[0-9a-f]{6}\b/g, (ink) => night[ink] ?? ink);
}

/** What to draw: it stands in the page, or at the address that the figure names, for its width. */
async function dataOf(figure) {
  if (!figure.dataset.source) return figure.querySelector("script.data").textContent;
  const width = figure.querySelector(".drawing").clientWidth;
  const answer = await fetch(`${figure.dataset.source}&width=${width}`);
  return answer.ok ? answer.text() : null;
}

/** Take a drawing out of the order of keys: nothing in it can be used by them, and it has no name. */
function passOver(root) {
  for (const one of root.querySelectorAll("*")) {
    if (one.tabIndex >= 0) one.tabIndex = -1;
    if (one.shadowRoot) passOver(one.shadowRoot);
  }
}

async function drawOne(figure) {
  const place = figure.querySelector(".drawing");
  const data = await dataOf(figure);
  if (data === null || !document.contains(figure)) return;
  place.replaceChildren();
  await window.Bokeh.embed.embed_item(JSON.parse(inked(data)), place);
  passOver(place);
  figure.dataset.drawn = dark.matches ? "dark" : "light";
}

/** Draw every figure of the page; without Bokeh the tables beside them say the same. */
export async function drawFigures() {
  if (!window.Bokeh) return;
  for (const figure of document.querySelectorAll("figure[data-figure]")) await drawOne(figure);
}

dark.addEventListener("change", drawFigures);
