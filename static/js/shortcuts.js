/* Keyboard shortcuts; "?" lists them. Single keys never work while somebody types. */
(() => {
  "use strict";

  const dialog = document.querySelector("[data-shortcuts]");
  const opener = document.querySelector("[data-shortcuts-open]");
  if (dialog && opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }

  const rows = () => [...document.querySelectorAll(".table-panel tbody tr")];
  const target = (row) => row.querySelector(".cell-title a, a");
  const move = (step) => {
    const all = rows().filter(target);
    if (!all.length) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
    target(all[next]).focus();
  };

  let goTo = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    if (goTo) {
      goTo = false;
      if (event.key === "h") document.querySelector(".top-bar .brand")?.click();
      if (event.key === "i") document.querySelector("[data-inbox]")?.click();
      return;
    }
    switch (event.key) {
      case "/":
        event.preventDefault();
        document.querySelector("[data-search-box]")?.focus();
        break;
      case "?":
        dialog?.showModal();
        break;
      case "g":
        goTo = true;
        setTimeout(() => (goTo = false), 1500);
        break;
      case "j":
        move(1);
        break;
      case "k":
        move(-1);
        break;
      case "x": {
        const box = document.activeElement?.closest("tr")?.querySelector("input[type=checkbox]");
        box?.click();
        break;
      }
    }
  });
})();
