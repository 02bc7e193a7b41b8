/* The desk for reports by keyboard: each key follows the link or presses the button that carries it (data-key), so
   everything works without this file too. A step opens in place: between two pages a letter would get lost. Ready texts
   are put in at once. */
(() => {
  "use strict";

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const isText = (field) => field.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])");
  const dialog = document.querySelector("[data-shortcuts]");
  // While a step or a page comes, what is typed is meant for its field: no key is a command.
  let isWaiting = new URLSearchParams(location.search).has("step");
  let waitingText = "";

  // A step waits for its words; one without words waits for Enter.
  const enterStep = () => {
    const form = document.querySelector("[data-step-form]");
    const field =
      form?.querySelector("textarea, select:not([data-template-choice]), input:not([type=hidden])") ??
      form?.querySelector("[data-step-submit]");
    field?.focus();
    if (field && isText(field)) field.value += waitingText;
    waitingText = "";
    isWaiting = false;
  };

  const openStep = async (link) => {
    const answer = await fetch(link.href).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const step = page && page.getElementById("step");
    if (!step) return void location.assign(link.href);
    document.getElementById("step").replaceWith(document.adoptNode(step));
    history.pushState(null, "", link.href);
    enterStep();
    step.scrollIntoView({ block: "nearest" });
  };

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
          waitingText += event.key;
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
        if (goal.matches("#step .step-links a")) void openStep(goal);
        else goal.click();
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

  document.addEventListener("change", (event) => {
    const choice = event.target.closest("[data-template-choice]");
    const text = choice?.selectedOptions[0]?.dataset.text;
    const field = choice?.form.querySelector("textarea[name=text]");
    if (!text || !field) return;
    field.value = field.value.trim() ? `${field.value.trim()}\n\n${text}` : text;
    choice.value = "";
    field.focus();
  });

  if (isWaiting) {
    // The browser takes the focus away when it goes to the part of the page that the address names.
    window.addEventListener("load", () => setTimeout(enterStep, 0));
  }
  // Back and forth between steps that were opened in place.
  window.addEventListener("popstate", () => location.reload());
  // Back from another page without loading this one anew.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isWaiting = false;
    waitingText = "";
  });
})();
