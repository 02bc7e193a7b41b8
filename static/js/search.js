/* Suggestions under the search box: a combobox whose options htmx brings. Without this file the box leads to the results. */
(() => {
  "use strict";

  const form = document.querySelector("[data-search]");
  if (!form) return;
  const box = form.querySelector("[data-search-box]");
  const panel = form.querySelector(".suggestions");
  const status = form.querySelector("[data-search-status]");
  // One letter finds everything; asking for it would only cost the server work.
  const shortest = 2;
  const options = () => [...panel.querySelectorAll("[role=option]")];
  const active = () => panel.querySelector("[aria-selected=true]");

  const wide = matchMedia("(min-width: 48rem)");
  const short = box.placeholder;
  const fitPlaceholder = () => (box.placeholder = wide.matches ? box.dataset.widePlaceholder : short);
  wide.addEventListener("change", fitPlaceholder);
  fitPlaceholder();

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-expanded", "false");

  const choose = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    choose(null);
    panel.hidden = true;
    status.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-controls");
  };
  const open = () => {
    const found = panel.querySelector("[data-search-options]");
    if (!found || box.value.trim().length < shortest) return close();
    panel.hidden = false;
    status.textContent = found.dataset.searchOptions;
    box.setAttribute("aria-expanded", String(options().length > 0));
    if (options().length) box.setAttribute("aria-controls", "search-options");
  };

  box.addEventListener("input", () => {
    if (box.value.trim().length < shortest) close();
  });
  box.addEventListener("htmx:configRequest", (event) => {
    if (box.value.trim().length < shortest) event.preventDefault();
  });
  box.addEventListener("htmx:afterRequest", () => {
    box.removeAttribute("aria-activedescendant");
  });
  // Answers that come after the person has gone on, or has sent the form, stay unseen.
  panel.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement === box) open();
    else close();
  });
  form.addEventListener("submit", () => window.htmx?.trigger(box, "htmx:abort"));

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !panel.hidden) {
      // The browser would empty the box.
      event.preventDefault();
      return close();
    }
    if (event.key === "Enter" && !panel.hidden && active()) {
      event.preventDefault();
      return active().click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (panel.hidden) open();
    const all = options();
    if (panel.hidden || !all.length) return;
    event.preventDefault();
    const here = all.indexOf(active());
    // Past either end the box itself is active again.
    const next = event.key === "ArrowDown" ? here + 1 : (here < 0 ? all.length : here) - 1;
    choose(all[next] ?? null);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  // Pressing a line must not take the focus from the box; the click follows the link.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
})();
