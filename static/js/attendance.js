// A tick in a meeting's column says that its list is kept. Before attendance_offline.js, which stores what stands in the form.
"use strict";
document.querySelector("form[data-attendance]")?.addEventListener("change", (event) => {
  if (event.target.name !== "present") return;
  const meeting = event.target.value.split(":")[1];
  const kept = event.currentTarget.querySelector(`input[name=kept][value="${meeting}"]`);
  if (kept) kept.checked = true;
});
