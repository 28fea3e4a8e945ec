// The edges of the chosen claim: moved by keys, dragged by their handles, set from a selection; fields filled from words.
import { $, $$, answer, characterEdge, letters, mark, offsetAt, rangeOf, selectedSpan, text, wordEdges, words } from "./offsets.js";

let lastSelected = null;
export const chosenWords = () => selectedSpan() || lastSelected;
export const forgetSelection = () => (lastSelected = null);

// ---- Whole words or not: kept for this browser.
export const snaps = () => localStorage.getItem("snap") !== "off";
export function toggleSnap() {
  localStorage.setItem("snap", snaps() ? "off" : "on");
  showSnap();
}
export const showSnap = () => $("[data-snap]")?.setAttribute("aria-pressed", String(snaps()));

export function span() {
  const { start, end } = answer().elements;
  return { start: Number(start.value), end: Number(end.value) };
}

export function changed() {
  answer().classList.add("dirty");
  answer().dispatchEvent(new CustomEvent("draft", { bubbles: true }));
}

export function setSpan(start, end, quietly = false) {
  const form = answer();
  if (!form || !(start >= 0 && start < end && end <= letters().length)) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
  $("[data-quote]", form).textContent = words(start, end);
  mark("moved", rangeOf(start, end));
  placeHandles();
  if (!quietly) changed();
}

export function moveEdge(which, step, unit) {
  const now = span();
  const edges = unit === "character" ? null : wordEdges(which, now[which]);
  const target = !edges ? characterEdge(now[which], step) : step > 0 ? edges.find((edge) => edge > now[which]) : edges.findLast((edge) => edge < now[which]);
  if (target === undefined) return;
  now[which] = target;
  setSpan(now.start, now.end);
  $(`.handle-${which}`)?.scrollIntoView({ block: "nearest" });
}

// ---- Handles at both edges. They are an extra for pointers: keys and fields do the same, so they are hidden from readers.
export function placeHandles() {
  const home = text();
  if (!home?.hasAttribute("data-editable") || !answer()) return;
  const box = home.getBoundingClientRect();
  const { start, end } = span();
  for (const which of ["start", "end"]) {
    let handle = $(`.handle-${which}`, home);
    if (!handle) {
      handle = document.createElement("span");
      handle.className = `handle handle-${which}`;
      handle.setAttribute("aria-hidden", "true");
      home.append(handle);
    }
    const rects = rangeOf(start, end).getClientRects();
    const rect = which === "start" ? rects[0] : rects[rects.length - 1];
    if (!rect) continue;
    const right = (which === "end") !== (home.dir === "rtl");
    handle.style.left = `${(right ? rect.right : rect.left) - box.left}px`;
    handle.style.top = `${rect.top - box.top}px`;
    handle.style.height = `${rect.height}px`;
  }
}

let dragged = null;
document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".handle");
  if (!handle) return;
  event.preventDefault();
  const box = handle.getBoundingClientRect();
  dragged = { which: handle.classList.contains("handle-start") ? "start" : "end", dy: box.top + box.height / 2 - event.clientY };
  handle.setPointerCapture(event.pointerId);
  text().classList.add("dragging");
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const offset = offsetAt(event.clientX, event.clientY + dragged.dy);
  if (offset === null) return;
  const now = span();
  const near = snaps() ? nearest(wordEdges(dragged.which, offset), offset) : offset;
  if (near === undefined || near === now[dragged.which]) return;
  now[dragged.which] = near;
  setSpan(now.start, now.end);
});
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    if (!dragged) return;
    dragged = null;
    text().classList.remove("dragging");
  });
}
const nearest = (edges, offset) => edges.reduce((best, edge) => (best === undefined || Math.abs(edge - offset) < Math.abs(best - offset) ? edge : best), undefined);
addEventListener("resize", () => placeHandles());

// ---- A missed claim: what is selected fills the form.
export function takeSelection() {
  const found = selectedSpan();
  if (!found) return;
  lastSelected = found;
  const form = $("#add form");
  if (!form) return;
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  form.elements.words.value = found.words;
}
document.addEventListener("selectionchange", takeSelection);

// ---- A field filled with the selected words, which are then known by their place.
export function fill(button) {
  const found = chosenWords();
  const field = document.getElementById(button.dataset.fill);
  if (!found || !field) return;
  const role = button.closest("[data-role]");
  const line = words(found.start, found.end).replace(/\s+/g, " ").trim();
  const list = field.tagName === "TEXTAREA";
  field.value = list && field.value.trim() ? `${field.value.trim()}\n${line}` : line;
  const known = list ? JSON.parse(role.dataset.spans) : [];
  role.dataset.spans = JSON.stringify([...known, [found.start, found.end]]);
  const placed = answer().elements.placed;
  placed.value = JSON.stringify({ ...JSON.parse(placed.value || "{}"), [role.dataset.role]: JSON.parse(role.dataset.spans) });
  showWords(role);
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true }));
  changed();
}

// ---- The words that an attribute came from, while its field has the focus.
export function showWords(field) {
  const spans = field?.dataset.spans ? JSON.parse(field.dataset.spans) : [];
  mark("part", ...spans.map(([start, end]) => rangeOf(start, end)));
}
document.addEventListener("focusin", (event) => showWords(event.target.closest?.("[data-spans]")));

// A value typed anew stands no longer where the old one stood.
export function typedInto(field) {
  const role = field.closest("[data-role]");
  if (!role?.dataset.role || role.dataset.spans === "[]") return;
  role.dataset.spans = "[]";
  mark("part");
  const placed = answer().elements.placed;
  const kept = JSON.parse(placed.value || "{}");
  delete kept[role.dataset.role];
  placed.value = Object.keys(kept).length ? JSON.stringify(kept) : "";
}

// ---- Numbers typed in words: the server is told which field changed, reads it, and the fields beside are filled.
document.addEventListener("htmx:configRequest", (event) => {
  const changed = event.detail.elt.matches(".attributes") && event.detail.triggeringEvent?.target?.name;
  if (changed) event.detail.headers["X-Changed"] = changed;
});
document.addEventListener("counted", (event) => {
  for (const [name, value] of Object.entries(event.detail)) {
    const field = answer()?.elements[name];
    if (field && field.value !== String(value)) field.value = value;
  }
  if (answer()) changed();
});
export const prepareFields = () => $$("[data-edge], [data-from-selection], [data-open], [data-fill], .text-tools").forEach((element) => (element.hidden = false));
