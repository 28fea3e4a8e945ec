// The next article is fetched while this one is read, so that it shows at once. What is shown so is asked for again, and
// replaced where something was decided in the meantime; a decision taken on an old state is refused by its version anyway.
import { $, answer } from "./offsets.js";

const FRESH = 120_000;
let ready = null;

const ask = (href) => fetch(href, { headers: { "HX-Request": "true", "HX-Target": "desk" } }).then((response) => (response.ok ? response.text() : null));
const same = (html) => html?.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");

export function fetchNext() {
  const link = $("[data-next-article]");
  if (!link || navigator.connection?.saveData) return;
  const { href } = link;
  if (ready?.href === href && Date.now() - ready.at < FRESH) return;
  const wait = globalThis.requestIdleCallback || ((then) => setTimeout(then, 200));
  wait(async () => {
    try {
      const html = await ask(href);
      ready = html ? { href, html, at: Date.now() } : null;
    } catch {
      ready = null;
    }
  });
}

function show(href, html) {
  htmx.swap("#desk", html, { swapStyle: "outerHTML" }, { eventInfo: { target: $("#desk"), xhr: { responseURL: href } } });
}

document.addEventListener("htmx:beforeRequest", async (event) => {
  const link = event.detail.elt;
  if (!link.matches?.("[data-next-article]") || ready?.href !== link.href || Date.now() - ready.at >= FRESH) return;
  event.preventDefault();
  const { href, html } = ready;
  ready = null;
  history.pushState(null, "", href);
  show(href, html);
  scrollTo(0, 0);
  const now = await ask(href).catch(() => null);
  const here = location.href.startsWith(href) && !location.search;
  if (now && here && same(now) !== same(html) && !answer()?.classList.contains("dirty")) show(href, now);
});
addEventListener("popstate", () => location.reload());
