/* The team's board renews itself while somebody looks at it: the server answers with nothing while nothing changed. What
   is ticked, opened and focused stays. The page works without this file. */
(() => {
  "use strict";

  const board = () => document.querySelector("[data-board]");
  const stale = document.querySelector("[data-board-stale]");
  const seconds = Number(board()?.dataset.boardSeconds) || 8;
  let kept = [];
  let focused = "";
  let asked = Date.now();

  const showButton = () => {
    const button = board()?.querySelector("[data-board-all]");
    if (button) button.hidden = false;
  };
  const setStale = (isStale) => {
    if (stale) stale.hidden = !isStale;
  };
  const ask = () => {
    if (document.hidden || !board() || !window.htmx) return;
    asked = Date.now();
    window.htmx.trigger(board(), "board-refresh");
  };

  setInterval(ask, seconds * 1000);
  document.addEventListener("visibilitychange", () => {
    if (Date.now() - asked >= seconds * 1000) ask();
  });

  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-board]")) return;
    event.detail.headers["If-None-Match"] = board().dataset.boardEtag;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target?.matches?.("[data-board]")) return;
    // Signed out meanwhile, or an error page: the board stays as it is.
    if (event.detail.shouldSwap && !event.detail.xhr.responseText.includes("data-board-etag")) {
      event.detail.shouldSwap = false;
      setStale(true);
      return;
    }
    if (!event.detail.shouldSwap) return;
    kept = [...event.detail.target.querySelectorAll("input:checked, details[open]")].map((element) => element.id);
    focused = event.detail.target.contains(document.activeElement) ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.detail.elt.matches?.("[data-board]")) return;
    for (const id of kept) {
      const element = document.getElementById(id);
      if (element?.matches("details")) element.open = true;
      else if (element) element.checked = true;
    }
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    kept = [];
    focused = "";
    showButton();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-board]")) return;
    const time = event.detail.xhr.getResponseHeader("X-As-Of");
    if (!event.detail.successful || !time) {
      setStale(true);
      return;
    }
    setStale(false);
    const place = board()?.querySelector("[data-board-time]");
    if (place) place.textContent = decodeURIComponent(time);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-board-all]")) return;
    const boxes = [...board().querySelectorAll("input[name='report']")];
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = !all));
  });
  showButton();
})();
