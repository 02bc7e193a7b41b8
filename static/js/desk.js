/* The desk for reports by keyboard: each key follows the link or presses the button that carries it (data-key), so
   everything works without this file too. Ready texts are put in at once. */
(() => {
  "use strict";

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const dialog = document.querySelector("[data-shortcuts]");
  // While a page goes or its field isn't there yet, what is typed is meant for the field: no key is a command, and no
  // letter is lost. It waits in the session, since the field may be on the page that comes.
  const WAITING = "desk-waiting-text";
  const isStep = new URLSearchParams(location.search).has("step");
  let isWaiting = isStep;
  if (!isStep) sessionStorage.removeItem(WAITING);

  document.addEventListener(
    "keydown",
    (event) => {
      const form = event.target.closest("[data-step-form]");
      if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[data-step-submit]"));
        return;
      }
      if (form && event.key === "Escape") return void event.target.blur();
      if (isWaiting && !isTyping(event.target)) {
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault();
          event.stopImmediatePropagation();
          sessionStorage.setItem(WAITING, (sessionStorage.getItem(WAITING) ?? "") + event.key);
        }
        return;
      }
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
      // "j" and "k" move through the rows of other lists; here they open the reports themselves.
      const goal = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (goal) {
        event.preventDefault();
        event.stopImmediatePropagation();
        isWaiting = goal.matches("a[href], [type=submit]");
        sessionStorage.removeItem(WAITING);
        goal.click();
      } else if (event.key === "t") {
        const choice = document.querySelector("[data-template-choice]");
        if (choice) {
          event.preventDefault();
          choice.focus();
        }
      }
    },
    true,
  );

  document.querySelectorAll("[data-template-choice]").forEach((choice) => {
    choice.addEventListener("change", () => {
      const text = choice.selectedOptions[0]?.dataset.text;
      const field = choice.form.querySelector("textarea[name=text]");
      if (!text || !field) return;
      field.value = field.value.trim() ? `${field.value.trim()}\n\n${text}` : text;
      choice.value = "";
      field.focus();
    });
  });

  // A step chosen by key or link waits for its words.
  if (isStep) {
    const form = document.querySelector("[data-step-form]");
    // A step without words waits for Enter.
    const field =
      form?.querySelector("textarea, select:not([data-template-choice]), input:not([type=hidden])") ??
      form?.querySelector("[data-step-submit]");
    // The browser takes the focus away when it goes to the part of the page that the address names.
    window.addEventListener("load", () =>
      setTimeout(() => {
        field?.focus();
        const text = sessionStorage.getItem(WAITING) ?? "";
        sessionStorage.removeItem(WAITING);
        if (field?.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])")) field.value += text;
        isWaiting = false;
      }, 0),
    );
  }
  // Back from another page without loading this one anew.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isWaiting = false;
    sessionStorage.removeItem(WAITING);
  });
})();
