// Half-filled forms are kept in this browser until they are sent, and are back when their claim is: a closed tab loses nothing.
import { $, $$ } from "./offsets.js";
import { setSpan } from "./spans.js";

const LONGEST = 30 * 24 * 3600 * 1000;
const LEFT_OUT = new Set(["csrfmiddlewaretoken"]);
let restoring = false;
const prefix = () => `draft:${$("#desk").dataset.person}:`;
const keyOf = (form) => prefix() + form.getAttribute("action");
const forms = () => $$("#desk form[method=post]").filter((form) => form.id === "answer" || $("textarea, input:not([type=hidden])", form));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(form) {
  const values = [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }));
  } catch {
    // A full store: what is typed stands in the page all the same.
  }
}

for (const name of ["input", "change", "draft"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form");
    if (form && $("#desk") && forms().includes(form)) keep(form);
  });
}

function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.has(field.name) || field.type === "submit") continue;
    const found = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = found.includes(field.value);
    else if (found.length) field.value = found[0];
  }
}

export function restoreDrafts() {
  for (const form of forms()) {
    const draft = read(keyOf(form));
    if (!draft) continue;
    if (form.id === "answer" && !restoreAnswer(form, draft.values)) continue;
    fill(form, draft.values);
    const box = form.closest("details");
    if (box && box.id !== "add") box.open = true;
    if (form.id === "answer") {
      form.classList.add("dirty");
      setSpan(Number(form.elements.start.value), Number(form.elements.end.value), true);
      $("#draft").hidden = false;
    }
  }
  for (const row of $$("[data-row]")) row.classList.toggle("has-draft", read(`${prefix()}/claims/${row.dataset.row}/review/correct/`) !== null);
}

// A draft of another kind needs that kind's form first.
function restoreAnswer(form, values) {
  const kind = values.find(([name]) => name === "kind")?.[1];
  if (kind === form.elements.kind.value) return true;
  const other = $(`[data-kind="${kind}"]`, form);
  restoring = Boolean(other);
  other?.click();
  return false;
}

// Whether the form of another kind that has just come was asked for by a draft, and not by the person.
export function wasRestoring() {
  const was = restoring;
  restoring = false;
  return was;
}

export function dropDraft(claim) {
  localStorage.removeItem(`${prefix()}/claims/${claim}/review/correct/`);
}

// What was sent and taken is no draft any more. Before the swap: the same form may come back with it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (event.detail.xhr?.status < 300 && form?.matches?.("form") && $("#desk")) localStorage.removeItem(keyOf(form));
});

export function forgetOldDrafts() {
  for (const key of Object.keys(localStorage)) {
    const draft = key.startsWith("draft:") && read(key);
    if (draft && Date.now() - draft.at > LONGEST) localStorage.removeItem(key);
  }
}
