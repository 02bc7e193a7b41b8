/* Forms: focus the error summary, save drafts, send once, count selected rows. Every form works without this file. */
(() => {
  "use strict";

  document.querySelector("[data-error-summary]")?.focus();

  // Send once: a second press while the first is under way does nothing. Coming back by "Back" makes it usable again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.closest("[data-theme-form]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.classList.add("is-busy");
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
  });

  // Drafts: to the server every 20 s and when a field is left; to this device while there is no connection.
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const state = form.querySelector("[data-draft-state]");
    const key = `draft:${location.pathname}`;
    const content = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) {
        if (value instanceof File && !value.size) data.delete(name);
      }
      return data;
    };
    const print = (data) => JSON.stringify([...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"));
    const time = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
    const say = (text, local) => {
      if (!state) return;
      state.textContent = text;
      state.classList.toggle("is-local", local);
    };
    let last = print(content());
    let filesChanged = false;
    form.addEventListener("change", (event) => (filesChanged ||= event.target.type === "file"));
    const save = async () => {
      const data = content();
      const now = print(data);
      if ((now === last && !filesChanged) || form.dataset.sent) return;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(String(answer.status));
        last = now;
        filesChanged = false;
        localStorage.removeItem(key);
        say(`${form.dataset.autosaveSaved} ${time()}`, false);
      } catch {
        try {
          localStorage.setItem(key, now);
          say(form.dataset.autosaveLocal, true);
        } catch { /* private mode: nothing to keep it in */ }
      }
    };
    const kept = localStorage.getItem(key);
    if (kept && !form.querySelector("[data-error-summary]")) {
      for (const [name, value] of JSON.parse(kept)) {
        const fields = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
        fields.forEach((field) => {
          if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
          else if (field.type !== "file" && field.type !== "hidden") field.value = value;
        });
      }
      save();
    }
    setInterval(save, 20000);
    form.addEventListener("focusout", () => setTimeout(save, 200));
    form.addEventListener("submit", () => localStorage.removeItem(key));
    window.addEventListener("online", save);
  });

  // A field that counts for some choices of another is hidden for the rest (data-only-for="name=value,value"). What was
  // typed in it stays; one with an error is shown.
  document.querySelectorAll("form [data-only-for]").forEach((field) => {
    const [name, values] = field.dataset.onlyFor.split("=");
    const wanted = values.split(",");
    const wrapper = field.closest("[data-option]") ?? field.closest(`[id="div_id_${field.name}"]`);
    const choice = field.form?.elements[name];
    if (!wrapper || !choice) return;
    const show = () => (wrapper.hidden = !wanted.includes(choice.value) && !field.classList.contains("is-invalid") && !field.checked);
    field.form.addEventListener("change", show);
    show();
  });

  // Filters: empty ones stay out of the address, whether the browser or htmx sends them.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("[data-filter-form]")) return;
    const filled = [...event.formData].filter(([, value]) => value !== "");
    [...event.formData.keys()].forEach((name) => event.formData.delete(name));
    filled.forEach(([name, value]) => event.formData.append(name, value));
  });

  // Bulk actions: how many rows are selected; one box in the header selects the page. htmx may replace all of it at any time.
  const boxes = () => [...document.querySelectorAll("input[data-bulk-item]")];
  const showSelection = () => {
    const bulk = document.querySelector("[data-bulk]");
    if (!bulk) return;
    const label = bulk.querySelector("[data-bulk-count]");
    label.dataset.idle ??= label.textContent;
    const chosen = boxes().filter((box) => box.checked);
    boxes().forEach((box) => box.closest("tr")?.classList.toggle("is-selected", box.checked));
    bulk.classList.toggle("has-selection", chosen.length > 0);
    label.textContent = chosen.length ? `${chosen.length} ${label.dataset.text}` : label.dataset.idle;
    const all = document.querySelector("[data-bulk-all]");
    if (all) all.checked = chosen.length > 0 && chosen.length === boxes().length;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-bulk-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("[data-bulk-all], [data-bulk-item]")) showSelection();
  });
  document.addEventListener("htmx:afterSettle", showSelection);
  showSelection();
})();
