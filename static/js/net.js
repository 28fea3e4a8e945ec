// A refused or lost request must never look like a saved one: say so, leave what was typed, and offer to send it again.
// Where the session has ended, ask to sign in right here, and then finish what was asked.
(() => {
  const toast = document.getElementById("toast");
  const sentence = toast.querySelector("[data-sentence]");
  const again = toast.querySelector("[data-again]");
  const dialog = document.getElementById("sign-in-again");
  let failed = null;

  function say(name, retry, status = "") {
    sentence.textContent = toast.dataset[name].replace("%s", status);
    again.hidden = !retry;
    toast.hidden = false;
  }

  function keep(detail) {
    const { elt, target, verb, path, formData } = detail.requestConfig;
    const values = {};
    for (const name of formData.keys()) values[name] = formData.getAll(name).length > 1 ? formData.getAll(name) : formData.get(name);
    const swap = detail.etc?.swapOverride || elt.closest("[hx-swap]")?.getAttribute("hx-swap") || "innerHTML";
    failed = { elt, target: target.id ? `#${target.id}` : target, verb, path, values, swap };
  }

  function send() {
    if (!failed) return;
    const { elt, target, verb, path, values, swap } = failed;
    failed = null;
    toast.hidden = true;
    if ("csrfmiddlewaretoken" in values) values.csrfmiddlewaretoken = token();
    const source = elt.isConnected ? elt : document.querySelector(target) || document.body;
    htmx.ajax(verb.toUpperCase(), path, { source, target, values, swap });
  }

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  function takeToken(fresh) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  }

  // What only helps on the way, such as a check of what is typed, is not missed when it fails.
  const passing = (event) => event.detail.elt.matches?.("[data-passing]");

  document.addEventListener("htmx:beforeRequest", (event) => passing(event) || (toast.hidden = true));
  document.addEventListener("htmx:sendError", (event) => passing(event) || (keep(event.detail), say("offline", true)));
  document.addEventListener("htmx:timeout", (event) => passing(event) || (keep(event.detail), say("slow", true)));
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    if (passing(event)) return;
    if (xhr.status === 401) return keep(event.detail), ask(xhr.responseText);
    if (xhr.status === 403 && xhr.getResponseHeader("X-Form-Token")) return keep(event.detail), renew();
    if (xhr.status === 403) return say("forbidden", false);
    if (xhr.status === 404) return say("gone", false);
    keep(event.detail);
    say("broken", true, xhr.status);
  });
  again.addEventListener("click", send);
  addEventListener("online", send);

  // ---- Signing in again.
  function ask(form) {
    dialog.querySelector("[data-form]").innerHTML = form;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input:not([type=hidden])")?.focus();
  }

  async function answered(response) {
    if (response.status !== 204) return ask(await response.text());
    // Somebody else has signed in: nothing of the first person's may be done in her name.
    if (response.headers.get("X-Person") !== document.body.dataset.person) return location.reload();
    takeToken(response.headers.get("X-Form-Token"));
    if (dialog.open) dialog.close();
    send();
  }

  const headers = { "HX-Request": "true" };
  // The form's token is not the session's any more: the person signed in elsewhere, or has to.
  async function renew() {
    try {
      await answered(await fetch(dialog.dataset.address, { headers }));
    } catch {
      say("offline", true);
    }
  }

  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await answered(await fetch(dialog.dataset.address, { method: "POST", headers, body: new FormData(event.target) }));
    } catch {
      say("offline", true);
    }
  });
})();
