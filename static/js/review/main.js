// The review screen's hands. Everything it does, a form on the page does too: it clicks buttons and fills fields, nothing else.
import { moveCaret, selecting, startSelecting, stopSelecting } from "./caret.js";
import { dropDraft, forgetOldDrafts, restoreDrafts, wasRestoring } from "./drafts.js";
import { fetchNext } from "./next.js";
import { $, $$, answer, card, mark, smooth, text } from "./offsets.js";
import { changed, chosenWords, fill, forgetSelection, moveEdge, placeHandles, prepareFields, setSpan, showSnap, takeSelection, toggleSnap, typedInto } from "./spans.js";

// Whether text and card stand one over the other: the browser decides, by width and size of letters.
const narrow = () => getComputedStyle($(".desk-grid")).gridTemplateColumns.split(" ").length === 1;

// ---- The chosen claim's marks, in the text and in the list.
function showChosen(scroll) {
  const id = card()?.dataset.claim;
  for (const one of $$("mark[data-claims]")) one.classList.toggle("current", one.dataset.claims.split(" ").includes(id));
  for (const row of $$("[data-row]")) row.dataset.row === id ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  mark("moved");
  mark("part");
  placeHandles();
  if (!scroll) return;
  const first = $("mark.current");
  if (first) {
    const box = first.getBoundingClientRect();
    // On a narrow screen the card covers the foot of the text.
    const foot = narrow() ? innerHeight * 0.46 : innerHeight - 60;
    if (box.top < 90 || box.bottom > foot) first.scrollIntoView({ block: narrow() ? "start" : "center", behavior: smooth() });
  }
  const row = $(`[data-row="${id}"]`);
  const list = row?.closest(".claim-list");
  if (list && list.scrollHeight > list.clientHeight) list.scrollTop = row.offsetTop - list.clientHeight / 2;
}

document.addEventListener("input", (event) => {
  const { target } = event;
  if (target.id === "add-words") target.form.elements.start.value = target.form.elements.end.value = "";
  if (!target.closest("#answer")) return;
  typedInto(target);
  changed();
  const { start, end } = answer().elements;
  if (target === start || target === end) setSpan(Number(start.value), Number(end.value));
});

document.addEventListener("click", (event) => {
  const near = (selector) => event.target.closest(selector);
  const edge = near("[data-edge]");
  if (edge) return moveEdge(edge.dataset.edge, Number(edge.dataset.step), edge.dataset.unit);
  if (near("[data-from-selection]")) {
    const found = chosenWords();
    if (found) setSpan(found.start, found.end);
    stopSelecting();
    return;
  }
  if (near("[data-fill]")) return fill(near("[data-fill]"));
  if (near("[data-keep-saved]")) return dropDraft(card().dataset.claim);
  if (near("[data-drop-draft]")) {
    dropDraft(card().dataset.claim);
    $(`[data-row="${card().dataset.claim}"]`).click();
    return;
  }
  if (near("[data-snap]")) return toggleSnap();
  if (near("[data-select]")) return startSelecting();
  if (near("[data-open]")) return $(`#${near("[data-open]").dataset.open}`).showModal();
  const found = near("mark[data-claims]");
  if (found && getSelection().isCollapsed && !selecting()) {
    // The innermost claim first; clicking again goes outwards.
    const ids = found.dataset.claims.split(" ").reverse();
    const next = ids[(ids.indexOf(card()?.dataset.claim) + 1) % ids.length];
    $(`[data-row="${next}"]`)?.click();
  }
});

// ---- Keys. They never fire while somebody types.
const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]");
const usable = (element) => element && !element.disabled && (element.closest("[data-only-keys]") || element.getClientRects().length > 0);

function press(key) {
  if (/^[1-9]$/.test(key)) {
    const open = $("details.reasons[open]") || $("#add[open]");
    return open && $(`[data-digit="${key}"], [data-add-key="${key}"]`, open);
  }
  return $$(`[data-key="${CSS.escape(key)}"]`).find(usable);
}

// What some buttons do before, or instead of, being clicked by their key.
function prepared(button) {
  if (button.matches("[data-add]")) {
    takeSelection();
    const add = button.closest("details");
    add.open = true;
    if (!$("form", add).elements.words.value) $("form", add).elements.words.focus();
    add.scrollIntoView({ block: "nearest" });
    return true;
  }
  if (button.matches('[data-action="correct"]') && !answer().classList.contains("dirty")) {
    $(".attributes input, .attributes textarea, .attributes select", answer())?.focus();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape") {
    const open = $("details.reasons[open]") || $("#add[open]");
    if (typing(target)) target.blur();
    else if (selecting()) stopSelecting();
    else if (open) open.open = false;
    return;
  }
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
    event.preventDefault();
    const { form } = target;
    return form.requestSubmit(form.id === "answer" ? $('[data-action="correct"]', form) : undefined);
  }
  if (typing(target) || $("dialog[open]")) return;
  if (!event.ctrlKey && !event.metaKey && moveCaret(event)) return event.preventDefault();
  // AltGr is how many keyboards type brackets and braces: then a character comes with Alt.
  if (event.metaKey || (event.ctrlKey !== event.altKey) || key.length !== 1) return;
  const field = $(`[data-focus-key="${CSS.escape(key)}"]`);
  if (field) {
    event.preventDefault();
    const box = field.closest("details");
    if (box) box.open = true;
    return field.focus();
  }
  const button = press(key);
  if (!button) return;
  event.preventDefault();
  if (prepared(button)) return;
  button.click();
  if (button.matches("summary")) $("[data-digit]", button.parentElement)?.focus();
});

// ---- After a swap has settled (htmx first gives new elements the attributes of old ones): the card has the focus, its claim is marked and in view.
function arrive(scroll) {
  prepareFields();
  showSnap();
  forgetSelection();
  showChosen(scroll);
  restoreDrafts();
  fetchNext();
}
document.addEventListener("htmx:afterSettle", (event) => {
  const { target } = event.detail;
  // Going back in the browser's history settles too, without a target; the page is then loaded anew.
  if (!target) return;
  if (target.id === "context") {
    ($("#comment-text", target) || $(".context-part", target))?.focus({ preventScroll: true });
    restoreDrafts();
    return target.scrollIntoView({ block: "nearest" });
  }
  if (target.id !== "card" && target.id !== "desk") return;
  if ($("#desk").dataset.title) document.title = $("#desk").dataset.title;
  // A kind that is only tried is not saved yet: it is a draft from now on, in place of one of the kind before.
  const tried = new URL(event.detail.xhr.responseURL).searchParams.has("kind");
  const chosen = tried && !wasRestoring();
  if (chosen) changed();
  arrive(true);
  if (chosen) $("#draft").hidden = true;
  // htmx gives the focus back to the field it was in; but the next key is meant for the next claim.
  card().focus({ preventScroll: true });
});
addEventListener("load", () => placeHandles());
document.fonts?.ready.then(() => placeHandles());
forgetOldDrafts();
if (text()) arrive(true);
