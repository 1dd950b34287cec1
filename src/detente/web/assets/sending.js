/* Forms that change something are sent in the background, and the answer put in place of the page.
   Without this script they are sent by the browser itself; the seal in them says that they are ours. */

/** The address without its fragment: a link within the page is no other page. */
const page = () => window.location.pathname + window.location.search;
let shown = page();

/** Put the page that came in place of the one shown; its words are read out by screen readers. */
function show(html, address) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("main");
  if (!main) return false;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  document.title = fresh.title;
  if (address) history.pushState({}, "", address);
  shown = page();
  const said = main.querySelector("[role=status], [role=alert], h1");
  said?.setAttribute("tabindex", "-1");
  said?.focus();
  return true;
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(button?.getAttribute("formaction") ?? form.action, {
    method: "POST",
    headers: { "X-Detente": "1", Accept: "text/html" },
    body: fields,
  });
  return show(await answer.text(), answer.redirected ? answer.url : null);
}

/** Say beside a form what went wrong. */
function complain(form, words) {
  const said = document.createElement("p");
  said.className = "warn";
  said.setAttribute("role", "alert");
  said.textContent = words;
  form.after(said);
}

/** Send every form with `data-send` by script, and call `after` once the answer is shown. */
export function sendForms(after) {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    form.classList.add("busy");
    form.setAttribute("aria-busy", "true");
    try {
      if (await send(form, event.submitter)) await after();
      else complain(form, "The server gave no page as its answer; load this one again.");
    } catch (error) {
      complain(form, `The server does not answer; is it still running? (${error.message})`);
    } finally {
      form.classList.remove("busy");
      form.removeAttribute("aria-busy");
    }
  });
  window.addEventListener("popstate", () => {
    if (page() !== shown) window.location.reload();
  });
}

/** Fetch the fuller page that `main` names in `data-more`, and show it in place. */
export async function showMore(after) {
  const main = document.querySelector("main[data-more]");
  if (!main) return;
  const answer = await fetch(main.dataset.more, { headers: { Accept: "text/html" } });
  if (answer.ok && document.contains(main)) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ticked = new Map([...main.querySelectorAll("input[id]")].map((b) => [b.id, b.checked]));
    const fuller = document.adoptNode(fresh.querySelector("main"));
    fuller.removeAttribute("data-more");
    for (const box of fuller.querySelectorAll("input[id]")) {
      if (ticked.has(box.id)) box.checked = ticked.get(box.id);
    }
    main.replaceWith(fuller);
    await after();
  }
}

/** Put what the page at `data-panel` shows in its panel in place of the link to it. */
async function fillPanel(section) {
  const answer = await fetch(section.dataset.panel, { headers: { Accept: "text/html" } });
  if (!answer.ok || !document.contains(section)) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  section.querySelector("p").replaceWith(document.adoptNode(fresh.querySelector(".panel")));
}

/** Fill the panels of the page, one after the other; where one does not come, its link stays. */
export async function fillPanels() {
  for (const section of document.querySelectorAll("[data-panel]")) {
    section.setAttribute("aria-busy", "true");
    await fillPanel(section).catch(() => {});
    section.removeAttribute("aria-busy");
    section.removeAttribute("data-panel");
  }
}
