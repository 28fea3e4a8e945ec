// Sets the theme before the first paint: the person's choice, else the system's.
(() => {
  const chosen = localStorage.getItem("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const set = (theme) => document.documentElement.setAttribute("data-bs-theme", theme);
  set(chosen || (system.matches ? "dark" : "light"));
  system.addEventListener("change", () => localStorage.getItem("theme") || set(system.matches ? "dark" : "light"));
})();
