// The next article is fetched while this one is read, so that it shows at once: when she goes on, and when she hands in.
// What is shown so is asked for again, and replaced where something was decided in the meantime; a decision taken on an old
// state is refused by its version anyway. A hand-in that is not taken brings her back to where she was, with the reason.
import { $, $$, answer } from "./offsets.js";

const FRESH = 120_000;
let ready = null;
// The hand-in that is on its way: where it goes, and how the screen stood before.
let handing = null;

const ask = (href) => fetch(href, { headers: { "HX-Request": "true", "HX-Target": "desk" } }).then((response) => (response.ok ? response.text() : null));
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

// What a page says, without what differs from one time it is asked for to the next.
function plain(html) {
  const page = parsed(html);
  for (const passing of $$("[name=csrfmiddlewaretoken], #told > *, [data-undo]", page)) passing.remove();
  return page.body.innerHTML;
}

export function fetchNext() {
  const href = $("[data-next-article]")?.dataset.nextArticle;
  if (!href || navigator.connection?.saveData) return;
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
  htmx.swap("#desk", html, { swapStyle: "outerHTML" }, { eventInfo: { target: $("#desk"), xhr: { responseURL: new URL(href, location).href } } });
}

// Shows what was fetched, and returns it; null where there is nothing, or nothing fresh.
function showReady(href) {
  if (ready?.href !== href || Date.now() - ready.at >= FRESH) return null;
  const shown = { href, html: ready.html };
  ready = null;
  history.pushState(null, "", href);
  show(href, shown.html);
  scrollTo(0, 0);
  return { ...shown, desk: $("#desk") };
}

// Whether she has done nothing yet with the article that was shown, and nothing that she did is on its way.
const untouched = (shown) =>
  $("#desk") === shown.desk && !location.search && !answer()?.classList.contains("dirty") && !$(".htmx-request", shown.desk);

document.addEventListener("htmx:beforeRequest", async (event) => {
  const link = event.detail.elt;
  const href = link.dataset?.nextArticle;
  if (!href || handing) return;
  if (link.matches("form")) return handIn(event, link, href);
  const shown = showReady(href);
  if (!shown) return;
  event.preventDefault();
  const now = await ask(href).catch(() => null);
  if (now && untouched(shown) && plain(now) !== plain(shown.html)) show(href, now);
});

function handIn(event, form, href) {
  const before = { href: location.href, html: $("#desk").outerHTML };
  const path = form.getAttribute("action");
  const values = Object.fromEntries(new FormData(form));
  const said = form.dataset.sending;
  const shown = showReady(href);
  if (!shown) return;
  event.preventDefault();
  $("#told").textContent = said;
  handing = { path, before, shown };
  const headers = { "X-Shown": href };
  htmx.ajax("POST", path, { source: document.body, target: "#desk", swap: "outerHTML", values, headers }).catch(() => {});
}

const mine = (event) => handing && event.detail.requestConfig?.path === handing.path;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!mine(event)) return;
  const { before, shown } = handing;
  const { detail } = event;
  handing = null;
  detail.target = $("#desk");
  if (detail.xhr.status >= 300) {
    if (!detail.shouldSwap) return show(before.href, before.html);
    return history.replaceState(null, "", before.href);
  }
  const same = plain(detail.serverResponse) === plain(shown.html);
  if (untouched(shown) && !same) return;
  // Nothing but the news that it is handed in, and that this is what can be undone; she may be at work already.
  detail.shouldSwap = false;
  const answered = parsed(detail.serverResponse);
  $("#told").innerHTML = $("#told", answered)?.innerHTML || "";
  const undo = $("[data-undo]", answered);
  if (undo && untouched(shown)) $("[data-undo]")?.replaceWith(undo);
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(name, (event) => {
    if (!mine(event)) return;
    const { before } = handing;
    handing = null;
    history.replaceState(null, "", before.href);
    show(before.href, before.html);
  });
}

// The page is not left while a hand-in is on its way.
addEventListener("beforeunload", (event) => handing && event.preventDefault());
addEventListener("popstate", () => location.reload());
