/* Forms: focus the error summary, save drafts, send once, count selected rows. Every form works without this file. */
(() => {
  "use strict";

  document.querySelector("[data-error-summary]")?.focus();

  // A sign-in since the page was drawn, in another tab, has changed the token.
  const refreshToken = (form) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && field) field.value = token[1];
  };

  // What stands in a form, field by field: [name, place among fields of that name, value or chosen values or ticked box].
  // Without `isWhole` only what differs from the form as it came. Of the hidden fields those that say what it began with.
  const begunWith = ["record_version", "idempotency_key"];
  const isTyped = (field) =>
    field.name && (field.type === "hidden" ? begunWith.includes(field.name) : field.matches("input:not([type=file], [type=password], [type=submit]), select, textarea"));
  const isBox = (field) => field.type === "checkbox" || field.type === "radio";
  const sameName = (form, name) => [...form.elements].filter((field) => field.name === name && isTyped(field));
  const standing = (field) => {
    if (isBox(field)) return { box: field.value, checked: field.checked };
    return field.options ? [...field.options].filter((option) => option.selected).map((option) => option.value) : field.value;
  };
  const isChanged = (field) => {
    if (isBox(field)) return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const options = [...field.options];
    const isPreset = options.some((option) => option.defaultSelected);
    return options.some((option, place) => option.selected !== (isPreset || field.multiple ? option.defaultSelected : place === 0));
  };
  const contentOf = (form, isWhole) =>
    [...form.elements].filter((field) => isTyped(field) && (isWhole || isChanged(field)))
      .map((field) => [field.name, sameName(form, field.name).indexOf(field), standing(field)]);
  const putBack = (form, content) => {
    for (const [name, place, value] of content) {
      const fields = sameName(form, name);
      const isOfBox = value.box !== undefined || (fields[0] && isBox(fields[0]));
      const field = isOfBox ? fields.find((each) => each.value === (value.box ?? value)) : fields[place];
      if (!field) continue;
      if (isBox(field)) field.checked = value.checked ?? true;
      else if (field.options) [...field.options].forEach((option) => (option.selected = [value].flat().includes(option.value)));
      else field.value = value;
    }
  };

  // A form that meets an ended session: what was typed waits in this tab. The sign-in page and the page after it tell by
  // "unsent" (WholePageSignInMiddleware) that it is lost; it then waits for a page that has the form. Any other page of
  // the portal means that the form has arrived.
  const UNSENT = "unsent";
  const unsent = document.querySelector("[data-unsent]");
  const user = unsent?.dataset.unsent;
  const actionOf = (form) => {
    const action = form.getAttribute("action");
    return action ? new URL(action, location.href).href : location.origin + location.pathname;
  };
  const recall = () => { try { return JSON.parse(sessionStorage.getItem(UNSENT)); } catch { return null; } };
  const store = (entry) => {
    try {
      if (entry) sessionStorage.setItem(UNSENT, JSON.stringify(entry));
      else sessionStorage.removeItem(UNSENT);
    } catch { /* nothing to keep it in */ }
  };
  const keepUnsent = (form) => {
    if (!unsent) return;
    const { unsentAs } = form.dataset;
    if (!unsentAs) {
      // On a page that answers a form, what was typed before is no change.
      return store({ user, action: actionOf(form), content: contentOf(form, "posted" in unsent.dataset) });
    }
    // A last look at what was typed: it belongs into the form before it.
    const content = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken").map(([name, value]) => [name, 0, value]);
    store({ user, action: new URL(unsentAs, location.href).href, content });
  };
  const restoreUnsent = () => {
    const address = new URL(location.href);
    const isUnsent = address.searchParams.has(UNSENT);
    const entry = recall();
    if (isUnsent) {
      address.searchParams.delete(UNSENT);
      history.replaceState(history.state, "", address);
      unsent.setAttribute("role", "alert");
      unsent.hidden = false;
    } else if (!entry?.isLost) {
      return store(null);
    }
    if (!entry || entry.user !== user) return;
    const form = [...document.querySelectorAll("main form")].find((each) =>
      each.method === "post" && actionOf(each) === entry.action && entry.content.length && sameName(each, entry.content[0][0]).length);
    if (!form) return store({ ...entry, isLost: true });
    putBack(form, entry.content);
    store(null);
    unsent.hidden = false;
    unsent.querySelector("[data-unsent-back]").hidden = false;
  };
  const next = new URLSearchParams(location.search).get("next") ?? "";
  const lost = !unsent && new URLSearchParams(next.split("?")[1]).has(UNSENT) && recall();
  if (lost) store({ ...lost, isLost: true });

  // Send once: a second press while the first is under way does nothing. Coming back by "Back" makes it usable again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.closest("[data-theme-form]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    refreshToken(form);
    keepUnsent(form);
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
    const key = `draft:${user}:${location.pathname}`;
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
      refreshToken(form);
      const data = content();
      const now = print(data);
      if ((now === last && !filesChanged) || form.dataset.sent) return;
      let reason = form.dataset.autosaveLocal;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
        if (answer.redirected) reason = form.dataset.autosaveSignedOut;
        const told = await answer.json();
        reason = told.error ?? reason;
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        last = now;
        filesChanged = false;
        localStorage.removeItem(key);
        say(`${form.dataset.autosaveSaved} ${time()}`, false);
      } catch {
        try {
          localStorage.setItem(key, JSON.stringify(contentOf(form, true)));
          say(reason, true);
        } catch { /* private mode: nothing to keep it in */ }
      }
    };
    const kept = localStorage.getItem(key);
    if (kept && !form.querySelector("[data-error-summary]")) {
      // What could not be saved is newer than the server's draft.
      putBack(form, JSON.parse(kept));
      save();
    }
    setInterval(save, 20000);
    form.addEventListener("focusout", () => setTimeout(save, 200));
    form.addEventListener("submit", () => localStorage.removeItem(key));
    window.addEventListener("online", save);
  });

  if (unsent) restoreUnsent();

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
