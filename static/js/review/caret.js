// Selecting words by the arrow keys alone: the browser's own selection, moved by it, with a caret drawn where it stands.
import { $, offsetOf, placeOf, rangeOf, selectedSpan, smooth, text } from "./offsets.js";
import { snaps, span } from "./spans.js";

export const selecting = () => text()?.classList.contains("selecting");

export function startSelecting() {
  if (selecting()) return stopSelecting();
  text().classList.add("selecting");
  text().focus({ preventScroll: true });
  $("[data-select]").setAttribute("aria-pressed", "true");
  if (!selectedSpan()) {
    const [node, offset] = placeOf($("#answer") ? span().start : 0);
    getSelection().setBaseAndExtent(node, offset, node, offset);
  }
  $("#selecting").textContent = $("#selecting").dataset.hint;
  draw();
}

export function stopSelecting() {
  if (!selecting()) return;
  text().classList.remove("selecting");
  $("[data-select]")?.setAttribute("aria-pressed", "false");
  if ($("#selecting")) $("#selecting").textContent = "";
  $(".caret", text())?.remove();
}

const MOVES = {
  ArrowLeft: ["left", null], ArrowRight: ["right", null], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"],
};

// Whether the key was one that moves the caret.
export function moveCaret(event) {
  if (!selecting() || !MOVES[event.key]) return false;
  const [way, unit] = MOVES[event.key];
  getSelection().modify(event.shiftKey ? "extend" : "move", way, unit || (snaps() && !event.altKey ? "word" : "character"));
  draw();
  return true;
}

function draw() {
  const selection = getSelection();
  if (!selection.rangeCount || !text().contains(selection.focusNode)) return;
  let caret = $(".caret", text());
  if (!caret) {
    caret = document.createElement("span");
    caret.className = "caret";
    caret.setAttribute("aria-hidden", "true");
    text().append(caret);
  }
  const at = offsetOf(selection.focusNode, selection.focusOffset);
  const range = rangeOf(at, at);
  const rect = range.getClientRects()[0] || range.startContainer.parentElement.getBoundingClientRect();
  const box = text().getBoundingClientRect();
  Object.assign(caret.style, { left: `${rect.left - box.left}px`, top: `${rect.top - box.top}px`, height: `${rect.height}px` });
  if (rect.top < 90 || rect.bottom > innerHeight - 60) caret.scrollIntoView({ block: "center", behavior: smooth() });
  const found = selectedSpan();
  $("#selecting").textContent = found ? `${$("#selecting").dataset.said} ${found.words}` : $("#selecting").dataset.hint;
}
