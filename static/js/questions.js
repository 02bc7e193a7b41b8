// Questions that depend on another answer show only when they apply. Without this script each says when it is meant;
// the server decides in both cases. A change tells the form ("questions:change").
"use strict";
(() => {
  document.querySelectorAll("form").forEach((form) => {
    const dependent = [...form.querySelectorAll("[data-depends-on]:not([data-depends-on=''])")];
    if (!dependent.length) return;
    const place = (name) => form.querySelector(`[id="question-${CSS.escape(name)}"]`);
    const applies = (question) => {
      const parent = place(question.dataset.dependsOn);
      if (!parent || parent.hasAttribute("data-not-asked")) return false;
      const values = question.dataset.dependsValues.split(" ");
      return [...parent.querySelectorAll("input:checked")].some((box) => values.includes(box.value));
    };
    const look = () => {
      // In their order: a question that isn't asked hides those after it.
      dependent.forEach((question) => question.toggleAttribute("data-not-asked", !applies(question)));
      form.dispatchEvent(new Event("questions:change"));
    };
    form.classList.add("has-branches");
    form.addEventListener("change", (event) => {
      if (event.target.matches("input[type=radio], input[type=checkbox]")) look();
    });
    look();
  });
})();
