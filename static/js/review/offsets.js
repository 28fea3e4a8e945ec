// Places in the article's text. The page counts UTF-16 units, the record Unicode code points; the two meet only here.
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
export const text = () => $("#text");
export const card = () => $("#card");
export const answer = () => $("#answer");
export const length = (string) => [...string].length;

// The text as code points, counted once for each article shown.
const counted = new WeakMap();
export function letters() {
  const element = text();
  if (!counted.has(element)) counted.set(element, [...$$("[data-start]", element).map((line) => line.textContent).join("\n")]);
  return counted.get(element);
}
export const words = (start, end) => letters().slice(start, end).join("");

const lines = () => $$("[data-start]", text());

export function offsetOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  let line = element.closest("[data-start]");
  if (!line) {
    // A point between lines counts as the start of the line behind it, or as the end of the last one.
    const at = node.childNodes[offset];
    const behind = element === text() ? lines().find((p) => p === at || p.compareDocumentPosition(at || node) & Node.DOCUMENT_POSITION_PRECEDING) : null;
    line = at && behind ? behind : lines().at(-1);
    return Number(line.dataset.start) + (at && behind ? 0 : length(line.textContent));
  }
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  return Number(line.dataset.start) + length(range.toString());
}

export function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text().contains(range.startContainer) || !text().contains(range.endContainer)) return null;
  const span = { start: offsetOf(range.startContainer, range.startOffset), end: offsetOf(range.endContainer, range.endOffset) };
  return span.start < span.end ? { ...span, words: selection.toString() } : null;
}

// Where in the page a code point stands: a text node and an offset in it.
export function placeOf(offset) {
  const line = lines().findLast((p) => Number(p.dataset.start) <= offset);
  let left = offset - Number(line.dataset.start);
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let last = null;
  while (node && length(node.data) < left) {
    left -= length(node.data);
    last = node;
    node = walker.nextNode();
  }
  if (node) return [node, [...node.data].slice(0, left).join("").length];
  return last ? [last, last.data.length] : [line, line.childNodes.length];
}

export function rangeOf(start, end) {
  const range = document.createRange();
  range.setStart(...placeOf(start));
  range.setEnd(...placeOf(end));
  return range;
}

// The code point under a point of the screen; null where that is not in the text.
export function offsetAt(x, y) {
  const place = document.caretPositionFromPoint?.(x, y);
  const range = place ? null : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = place ? [place.offsetNode, place.offset] : range ? [range.startContainer, range.startOffset] : [];
  return node && text().contains(node) ? offsetOf(node, offset) : null;
}

// Where words start or end near a place, in code points. A window will do: no word is longer.
const WINDOW = 1500;
export function wordEdges(which, near) {
  const from = Math.max(0, near - WINDOW);
  let place = from;
  const edges = [];
  const segmenter = new Intl.Segmenter(text().lang || "en", { granularity: "word" });
  for (const { segment, isWordLike } of segmenter.segment(words(from, near + WINDOW))) {
    const size = length(segment);
    if (isWordLike || segment.trim()) edges.push(which === "start" ? place : place + size);
    place += size;
  }
  return edges;
}

// One character on or back as people see characters: a flag or a letter with its accents is one.
export function characterEdge(near, step) {
  const from = step > 0 ? near : Math.max(0, near - 40);
  const segmenter = new Intl.Segmenter(text().lang || "en", { granularity: "grapheme" });
  const sizes = [...segmenter.segment(words(from, step > 0 ? near + 40 : near))].map((one) => length(one.segment));
  const size = step > 0 ? sizes[0] : sizes.at(-1);
  return size ? near + step * size : undefined;
}

export const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

export function mark(name, ...ranges) {
  if (!globalThis.CSS?.highlights) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
