// A kiosk starts anew when nobody touches it, after a warning, and when a browser draws a page from its memory.
// Without this script the pages do so by themselves, without the warning.
"use strict";
(() => {
  const main = document.querySelector("[data-kiosk]");
  if (!main) return;
  const reset = main.querySelector("[data-kiosk-reset]");
  const warning = main.querySelector("[data-kiosk-warning]");
  const text = main.querySelector("[data-kiosk-warning-text]");
  const idle = Number(main.dataset.idle) * 1000;
  const warned = Number(main.dataset.warning) * 1000;
  let touched = Date.now();

  const leave = () => {
    if (reset) reset.submit();
    else location.replace(main.dataset.start);
  };
  window.addEventListener("pageshow", (event) => { if (event.persisted) leave(); });

  const full = main.querySelector("[data-kiosk-full]");
  if (full && document.documentElement.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {}));
  }
  if (main.dataset.refresh) setTimeout(leave, Number(main.dataset.refresh) * 1000);
  if (!reset) return;

  const touch = () => {
    touched = Date.now();
    warning.hidden = true;
  };
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    window.addEventListener(kind, touch, { passive: true });
  }
  const tick = setInterval(() => {
    const left = touched + idle - Date.now();
    if (left <= 0) {
      clearInterval(tick);
      leave();
    } else if (left <= warned) {
      text.textContent = main.dataset.textWarning.replace("{n}", Math.ceil(left / 1000));
      warning.hidden = false;
    }
  }, 500);
})();
