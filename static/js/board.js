/* The team's board: what is ticked and opened stays so when the board is renewed. The page works without this file. */
(() => {
  "use strict";

  const board = () => document.querySelector("[data-board]");
  let kept = [];

  const show = () => {
    const button = board()?.querySelector("[data-board-all]");
    if (button) button.hidden = false;
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target.matches("[data-board]")) return;
    kept = [...event.detail.target.querySelectorAll("input:checked, details[open]")].map((element) => element.id);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of kept) {
      const element = document.getElementById(id);
      if (element?.matches("details")) element.open = true;
      else if (element) element.checked = true;
    }
    kept = [];
    show();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-board-all]")) return;
    const boxes = [...board().querySelectorAll("input[name='report']")];
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = !all));
  });
  show();
})();
