// What every page needs: the theme switch and one open menu at a time.
const root = document.documentElement;
const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  const show = () => (themeSwitch.textContent = themeSwitch.dataset[root.dataset.bsTheme === "dark" ? "light" : "dark"]);
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

// Who signs out leaves nothing half written behind on a shared computer; a session that ends by itself does.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.signOut;
  if (!question) return;
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith(`draft:${document.body.dataset.person}:`));
  if (drafts.length && !confirm(question)) return event.preventDefault();
  for (const key of drafts) localStorage.removeItem(key);
});
// A page that the browser had put aside may be of somebody who has signed out since, or no longer how things stand.
addEventListener("pageshow", (event) => event.persisted && location.reload());
