// What every page needs: the theme switch, one open menu at a time, and word of what went wrong.
const root = document.documentElement;
const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  const show = () => (themeSwitch.textContent = root.dataset.bsTheme === "dark" ? "Light" : "Dark");
  themeSwitch.hidden = false;
  show();
  themeSwitch.addEventListener("click", () => {
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.bsTheme);
    show();
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A refused or lost request must never look like a saved one: say so, and leave what was typed where it is.
const toast = document.getElementById("toast");
function say(text) {
  toast.textContent = text;
  toast.hidden = false;
}
document.addEventListener("htmx:beforeRequest", () => (toast.hidden = true));
document.addEventListener("htmx:sendError", () => say("Not saved: the server cannot be reached. Nothing you typed is lost; try again."));
document.addEventListener("htmx:timeout", () => say("Not saved: the server took too long. Nothing you typed is lost; try again."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) say("Not saved: this is no longer yours to change. Reload the page to see how it stands.");
  else if (status === 404) say("Not saved: it is no longer there. Reload the page to see how it stands.");
  else say(`Not saved: the server answered with an error (${status}). Nothing you typed is lost; try again.`);
});

// Forms marked so are sent as soon as a field changes (filters); without script their button does it.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-send-on-change]");
  if (form) form.requestSubmit();
});
// One box that ticks all boxes of its table.
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-tick-all]")) return;
  const boxes = event.target.closest("form").querySelectorAll(`input[name="${event.target.dataset.tickAll}"]`);
  for (const box of boxes) box.checked = event.target.checked;
});
