/* A table of inputs: arrows and Enter move, a block from a spreadsheet spreads over the cells. Works without this file. */
"use strict";

document.querySelectorAll("form[data-grid]").forEach((form) => {
  const rows = () => [...form.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.querySelector("input")));
  const place = (input) => {
    const grid = rows();
    const y = grid.findIndex((row) => row.includes(input));
    return { grid, y, x: y < 0 ? -1 : grid[y].indexOf(input) };
  };

  form.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (!step || !event.target.matches(".grid-cell")) return;
    const { grid, y, x } = place(event.target);
    const next = grid[y + step]?.[x];
    if (!next && event.key === "Enter") return;
    event.preventDefault();
    next?.focus();
    next?.select();
  });

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!event.target.matches(".grid-cell") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { grid, y, x } = place(event.target);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, across) => {
        const cell = grid[y + down]?.[x + across];
        if (cell) cell.value = value.trim();
      });
    });
  });
});
