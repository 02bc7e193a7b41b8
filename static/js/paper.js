// Paper forms: each digit jumps to the next element, the chosen answer lights up. Works without this file by Tab.
"use strict";
(() => {
  const form = document.querySelector("[data-paper]");
  if (!form) return;
  const fields = [...form.querySelectorAll("[data-digit]")];
  const light = (field) => {
    field.parentElement.querySelectorAll("[data-digit-label]").forEach((label) => {
      label.classList.toggle("is-chosen", label.dataset.digitLabel === field.value);
    });
  };
  const after = (field) => {
    const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
    return all[all.indexOf(field) + 1];
  };
  // A list would swallow Enter: a form without a service must not need the mouse.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("select")) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[type=submit]"));
  });
  fields.forEach((field, place) => {
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => {
      // A finger on the wrong key stays where it is.
      if (!/^[1-4-]$/.test(field.value)) field.value = "";
      light(field);
      if (field.value) (fields[place + 1] ?? after(field))?.focus();
    });
    field.addEventListener("keydown", (event) => {
      const back = (event.key === "Backspace" && !field.value) || event.key === "ArrowUp";
      const target = back ? fields[place - 1] : event.key === "ArrowDown" ? fields[place + 1] : null;
      if (!target) return;
      event.preventDefault();
      target.focus();
    });
    light(field);
  });
})();
