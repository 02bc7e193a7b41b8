/* A series of sessions: only the fields of the chosen pattern show. Without this file all show, each saying where it belongs. */
(() => {
  "use strict";
  const pattern = document.querySelector("select[name=pattern]");
  const fields = [...document.querySelectorAll("[data-for-pattern]")];
  if (!pattern || !fields.length) return;
  const show = () => {
    for (const field of fields) {
      // One with an error stays: the summary leads to it.
      const box = field.closest(".field");
      box.hidden = !field.dataset.forPattern.split(" ").includes(pattern.value) && !box.classList.contains("has-error");
    }
  };
  pattern.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
})();
