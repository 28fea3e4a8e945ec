// The review screen's hands: keys, the selected words, the edges of a span, and the marks of the chosen claim.
// Everything it does, a form on the page does too: it clicks buttons and fills fields, nothing else.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const text = () => $("#text");
  const card = () => $("#card");

  // ---- Offsets. The page counts UTF-16 units, the record Unicode code points; the two meet only here.
  const length = (string) => [...string].length;

  function offsetOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    let line = element.closest("[data-start]");
    if (!line) {
      // A point between lines counts as the start of the line behind it, or as the end of the last one.
      const behind = element === text() ? $$("[data-start]", element).find((p) => p.compareDocumentPosition(node.childNodes[offset] || node) & Node.DOCUMENT_POSITION_FOLLOWING || p === node.childNodes[offset]) : null;
      line = behind || $$("[data-start]").at(-1);
      return Number(line.dataset.start) + (behind ? 0 : length(line.textContent));
    }
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    return Number(line.dataset.start) + length(range.toString());
  }

  function selectedSpan() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text().contains(range.startContainer) || !text().contains(range.endContainer)) return null;
    const span = { start: offsetOf(range.startContainer, range.startOffset), end: offsetOf(range.endContainer, range.endOffset) };
    return span.start < span.end ? { ...span, words: selection.toString() } : null;
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    const place = (offset, set) => {
      const line = $$("[data-start]", text()).findLast((p) => Number(p.dataset.start) <= offset);
      let left = offset - Number(line.dataset.start);
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let node = walker.nextNode();
      while (node && length(node.data) < left) {
        left -= length(node.data);
        node = walker.nextNode();
      }
      node ? set(node, [...node.data].slice(0, left).join("").length) : set(line, line.childNodes.length);
    };
    place(start, (node, offset) => range.setStart(node, offset));
    place(end, (node, offset) => range.setEnd(node, offset));
    return range;
  }

  const fullText = () => $$("[data-start]", text()).map((line) => line.textContent).join("\n");

  // ---- The chosen claim's marks, in the text and in the list.
  function showChosen(scroll) {
    const id = card()?.dataset.claim;
    for (const mark of $$("mark[data-claims]")) mark.classList.toggle("current", mark.dataset.claims.split(" ").includes(id));
    for (const row of $$("[data-row]")) row.dataset.row === id ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
    if (globalThis.CSS?.highlights) CSS.highlights.delete("moved");
    if (!scroll) return;
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const mark = $("mark.current");
    if (mark) {
      const box = mark.getBoundingClientRect();
      if (box.top < 90 || box.bottom > innerHeight - 60) mark.scrollIntoView({ block: "center", behavior: smooth });
    }
    const row = $(`[data-row="${id}"]`);
    const list = row?.closest(".claim-list");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = row.offsetTop - list.clientHeight / 2;
  }

  function prepare(within) {
    for (const element of $$("[data-edge], [data-from-selection], [data-open]", within)) element.hidden = false;
  }

  // ---- Span edges.
  const answer = () => $("#answer");

  function setSpan(start, end) {
    const form = answer();
    const all = [...fullText()];
    if (!form || !(start >= 0 && start < end && end <= all.length)) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    $("[data-quote]", form).textContent = all.slice(start, end).join("");
    form.classList.add("dirty");
    if (globalThis.CSS?.highlights) CSS.highlights.set("moved", new Highlight(rangeOf(start, end)));
  }

  // Where words start or end, in code points.
  function wordEdges(which) {
    const edges = [];
    let place = 0;
    const words = new Intl.Segmenter(text().lang || "en", { granularity: "word" });
    for (const { segment, isWordLike } of words.segment(fullText())) {
      const size = length(segment);
      if (isWordLike || segment.trim()) edges.push(which === "start" ? place : place + size);
      place += size;
    }
    return edges;
  }

  function moveEdge(which, step) {
    const form = answer();
    const now = { start: Number(form.elements.start.value), end: Number(form.elements.end.value) };
    const edges = wordEdges(which);
    const target = step > 0 ? edges.find((edge) => edge > now[which]) : edges.findLast((edge) => edge < now[which]);
    if (target === undefined) return;
    now[which] = target;
    setSpan(now.start, now.end);
  }

  // ---- A missed claim: what is selected fills the form.
  let lastSelected = null;
  function takeSelection() {
    const span = selectedSpan();
    const form = $("#add form");
    if (!span || !form) return;
    lastSelected = span;
    form.elements.start.value = span.start;
    form.elements.end.value = span.end;
    form.elements.words.value = span.words;
  }
  document.addEventListener("selectionchange", takeSelection);
  document.addEventListener("input", (event) => {
    if (event.target.id === "add-words") {
      const form = event.target.form;
      form.elements.start.value = form.elements.end.value = "";
    }
    if (event.target.closest("#answer")) {
      answer().classList.add("dirty");
      const { start, end } = answer().elements;
      if (event.target === start || event.target === end) setSpan(Number(start.value), Number(end.value));
    }
  });

  document.addEventListener("click", (event) => {
    const edge = event.target.closest("[data-edge]");
    if (edge) return moveEdge(edge.dataset.edge, Number(edge.dataset.step));
    if (event.target.closest("[data-from-selection]")) {
      const span = selectedSpan() || lastSelected;
      if (span) setSpan(span.start, span.end);
      return;
    }
    if (event.target.closest("[data-open]")) return $(`#${event.target.closest("[data-open]").dataset.open}`).showModal();
    const mark = event.target.closest("mark[data-claims]");
    if (mark && getSelection().isCollapsed) {
      // The innermost claim first; clicking again goes outwards.
      const ids = mark.dataset.claims.split(" ").reverse();
      const next = ids[(ids.indexOf(card()?.dataset.claim) + 1) % ids.length];
      $(`[data-row="${next}"]`)?.click();
    }
  });

  // ---- Keys. They never fire while somebody types.
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]");
  const usable = (element) => element && !element.disabled && (element.offsetParent !== null || element.getClientRects().length > 0);

  function press(key) {
    const reasons = $("details.reasons[open]");
    if (reasons && /^[1-9]$/.test(key)) return $(`[data-digit="${key}"]`, reasons);
    const add = $("#add[open]");
    if (add && /^[1-9]$/.test(key)) return $(`[data-add-key="${key}"]`, add);
    return $$(`[data-key="${CSS.escape(key)}"]`).find(usable);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = $("details.reasons[open]") || $("#add[open]");
      if (typing(event.target)) event.target.blur();
      else if (open) open.open = false;
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      return event.target.form.requestSubmit($("[type=submit], button:not([type])", event.target.form) && event.target.form.id === "answer" ? $('[data-action="correct"]') : undefined);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("dialog[open]")) return;
    const add = $("#add");
    if (event.key === "a" && add) {
      event.preventDefault();
      takeSelection();
      add.open = true;
      if (!$("form", add).elements.words.value) $("form", add).elements.words.focus();
      return add.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "e" && answer() && !answer().classList.contains("dirty")) {
      event.preventDefault();
      return $(".attributes input, .attributes textarea, .attributes select", answer())?.focus();
    }
    const field = $(`[data-focus-key="${CSS.escape(event.key)}"]`);
    if (field) {
      event.preventDefault();
      const box = field.closest("details");
      if (box) box.open = true;
      return field.focus();
    }
    const button = press(event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
    if (button.matches("summary")) $("[data-digit]", button.parentElement)?.focus();
  });

  // ---- After a swap: the card has the focus, its claim is marked and in view.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target.id !== "card" && target.id !== "desk") return;
    prepare(document);
    lastSelected = null;
    showChosen(true);
    // htmx gives the focus back to the field it was in; but the next key is meant for the next claim.
    card().focus({ preventScroll: true });
  });
  addEventListener("beforeunload", (event) => {
    if ($("#answer.dirty")) event.preventDefault();
  });
  document.addEventListener("submit", (event) => event.target.id === "answer" && event.target.classList.remove("dirty"));
  prepare(document);
  showChosen(new URLSearchParams(location.search).has("claim"));
})();
