// The daily report measures how long writing takes: seconds in which the page is seen and in use. Without this script the
// time is unknown. And empty lines give way to those that were taken over.
"use strict";
(() => {
  const lines = document.getElementById("daily-lines");
  const form = lines && lines.closest("form");
  const field = form && form.elements.seconds;
  if (!field) return;
  const PAUSE = 60000;
  let seconds = Number(field.value) || 0;
  let touched = Date.now();

  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    window.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - touched < PAUSE) seconds += 1;
  }, 1000);
  // Only along with a change: a form that nobody fills in is no draft.
  const note = () => { field.value = String(Math.max(1, seconds)); };
  form.addEventListener("input", note);
  form.addEventListener("submit", note, true);

  const isEmpty = (line) => [...line.querySelectorAll("input, select, textarea")].every((each) =>
    each.type === "checkbox" || each.tagName === "SELECT" || !each.value);
  document.addEventListener("htmx:afterSettle", () => {
    const all = [...lines.querySelectorAll(".daily-line")];
    all.slice(0, -1).forEach((line) => { line.hidden = isEmpty(line) && !line.contains(document.activeElement); });
  });
})();
