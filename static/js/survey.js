// One question per screen, with progress and "back". Without this script the survey is one page with the same fields.
"use strict";
(() => {
  const form = document.querySelector("[data-survey]");
  if (!form || document.querySelector("[data-error-summary]")) return;
  const steps = [...form.querySelectorAll("[data-step]")];
  const submit = form.querySelector("[data-survey-submit]");
  const buttons = form.querySelector("[data-survey-buttons]");
  const text = form.dataset;
  // Those that apply (js/questions.js); the last step asks nothing of the questionnaire.
  const asked = () => steps.filter((step) => !step.hasAttribute("data-not-asked"));
  const isQuestion = (step) => step.hasAttribute("data-question");
  let current = 0;

  const button = (label, style) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${style}`;
    made.textContent = label;
    return made;
  };
  const back = button(`‹ ${text.textBack}`, "btn-secondary");
  const next = button(`${text.textNext} ›`, "btn-primary");
  buttons.prepend(back);
  buttons.append(next);

  const progress = document.createElement("div");
  progress.className = "steps survey-progress";
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", text.textStep);
  progress.append(line, bar);
  form.prepend(progress);

  const show = (number, focus) => {
    const now = asked();
    const questions = now.filter(isQuestion).length;
    current = Math.max(0, Math.min(number, now.length - 1));
    steps.forEach((step) => { step.hidden = step !== now[current]; });
    const isLast = current === now.length - 1;
    bar.max = now.length;
    back.hidden = current === 0;
    next.hidden = isLast;
    submit.hidden = !isLast;
    line.textContent = current < questions ? `${text.textStep} ${current + 1} ${text.textOf} ${questions}` : text.textLast;
    bar.value = current + 1;
    const lead = document.querySelector("[data-survey-lead]");
    if (lead) lead.hidden = current > 0;
    if (focus) {
      now[current].focus({ preventScroll: true });
      progress.scrollIntoView({ block: "start" });
    }
  };

  const go = (number) => {
    history.pushState({ step: number }, "");
    show(number, true);
  };
  next.addEventListener("click", () => {
    const wrong = [...asked()[current].querySelectorAll("input, textarea")].find((field) => !field.checkValidity());
    if (wrong) {
      wrong.reportValidity();
      return;
    }
    go(current + 1);
  });
  back.addEventListener("click", () => go(current - 1));
  window.addEventListener("popstate", (event) => show(event.state ? event.state.step : 0, true));
  // Enter in a radio group goes on instead of sending half a form.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[type=radio]") && !next.hidden) {
      event.preventDefault();
      next.click();
    }
  });
  form.classList.add("is-stepped");
  // The answer of the present step may change how many there are.
  form.addEventListener("questions:change", () => show(current, false));
  const firstOpen = form.hasAttribute("data-from-start") ? 0 : asked().findIndex((step) => isQuestion(step) && step.querySelector(":invalid"));
  // Coming back from the check page with everything answered: the last screen.
  show(firstOpen === -1 ? steps.length : firstOpen, false);
  history.replaceState({ step: current }, "");
})();
