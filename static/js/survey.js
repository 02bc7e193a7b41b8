// One question per screen, with progress and "back". Without this script the survey is one page with the same fields.
"use strict";
(() => {
  const form = document.querySelector("[data-survey]");
  if (!form || document.querySelector("[data-error-summary]")) return;
  const steps = [...form.querySelectorAll("[data-step]")];
  const submit = form.querySelector("[data-survey-submit]");
  const buttons = form.querySelector("[data-survey-buttons]");
  const text = form.dataset;
  // The last step asks nothing of the questionnaire.
  const questions = steps.filter((step) => step.querySelector("input[type=radio]")).length;
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
  bar.max = steps.length;
  bar.setAttribute("aria-label", text.textStep);
  progress.append(line, bar);
  form.prepend(progress);

  const show = (number, focus) => {
    current = Math.max(0, Math.min(number, steps.length - 1));
    steps.forEach((step, index) => { step.hidden = index !== current; });
    const isLast = current === steps.length - 1;
    back.hidden = current === 0;
    next.hidden = isLast;
    submit.hidden = !isLast;
    line.textContent = current < questions ? `${text.textStep} ${current + 1} ${text.textOf} ${questions}` : text.textLast;
    bar.value = current + 1;
    const lead = document.querySelector("[data-survey-lead]");
    if (lead) lead.hidden = current > 0;
    if (focus) {
      steps[current].focus({ preventScroll: true });
      progress.scrollIntoView({ block: "start" });
    }
  };

  const go = (number) => {
    history.pushState({ step: number }, "");
    show(number, true);
  };
  next.addEventListener("click", () => {
    const first = steps[current].querySelector("input[type=radio]");
    if (first && !first.checkValidity()) {
      first.reportValidity();
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
  const firstOpen = steps.findIndex((step) => step.querySelector("input[type=radio]") && !step.querySelector(":checked"));
  // Coming back from the check page with everything answered: the last screen.
  show(firstOpen === -1 ? steps.length - 1 : firstOpen, false);
  history.replaceState({ step: current }, "");
})();
