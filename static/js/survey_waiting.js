// Answers wait on the device when there is no line, and are sent once there is: the form's own number makes a second
// sending harmless. Without this script the browser's own "try again" does the same while the page is open.
"use strict";
(() => {
  const KEPT = "survey-waiting";
  const LONGEST = 7 * 24 * 60 * 60 * 1000;
  const PATIENCE = 15000;
  const RETRY = 30000;
  const box = document.querySelector("[data-waiting]");
  const form = document.querySelector("[data-wait-for-line]");
  if (!box) return;
  const words = box.dataset;
  let isSending = false;

  const read = () => {
    try {
      const entries = JSON.parse(localStorage.getItem(KEPT) || "[]");
      return entries.filter((entry) => Date.now() - entry.at < LONGEST);
    } catch {
      return [];
    }
  };
  const write = (entries) => {
    try {
      if (entries.length) localStorage.setItem(KEPT, JSON.stringify(entries));
      else localStorage.removeItem(KEPT);
      return true;
    } catch {
      // Storage is switched off or full: the browser's own error page keeps the form.
      return false;
    }
  };
  const keep = (entry) => write([...read().filter((other) => other.key !== entry.key), entry]);
  const forget = (key) => write(read().filter((entry) => entry.key !== key));

  const say = (text, buttons = []) => {
    box.hidden = false;
    box.querySelector("[data-waiting-text]").textContent = text;
    box.querySelector("[data-waiting-buttons]").replaceChildren(...buttons.map(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    }));
  };

  const post = (url, fields) => fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });

  // The answers go to the server as a form does, which draws the page about what is amiss.
  const open = (entry) => {
    const made = document.createElement("form");
    made.method = "post";
    made.action = entry.url;
    made.hidden = true;
    for (const [name, value] of entry.fields) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      made.append(field);
    }
    document.body.append(made);
    forget(entry.key);
    made.submit();
  };

  const drop = (entry) => {
    forget(entry.key);
    box.hidden = true;
  };

  const sendWaiting = async () => {
    if (isSending) return;
    isSending = true;
    try {
      for (const entry of read()) {
        say(words.textSending);
        let response;
        try {
          response = await post(entry.url, entry.fields);
        } catch {
          say(words.textKept, [[words.textForget, () => drop(entry)]]);
          return;
        }
        if (response.type === "opaqueredirect") {
          forget(entry.key);
          if (form && form.elements.key && form.elements.key.value === entry.key) {
            location.assign(entry.thanks);
            return;
          }
          say(words.textSent);
        } else if (response.status >= 500 || response.status === 429) {
          say(words.textKept, [[words.textForget, () => drop(entry)]]);
          return;
        } else {
          say(words.textLook, [[words.textOpen, () => open(entry)], [words.textForget, () => drop(entry)]]);
          return;
        }
      }
    } finally {
      isSending = false;
    }
  };

  const hasLine = async () => {
    if (!navigator.onLine) return false;
    try {
      await fetch(location.pathname.replace(/survey\/.*$/, "survey/"), {
        method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
      });
      return true;
    } catch {
      return false;
    }
  };

  const entryOf = (submitted) => ({
    key: submitted.elements.key.value,
    url: submitted.dataset.send || submitted.getAttribute("action"),
    thanks: submitted.dataset.thanks,
    fields: [...new FormData(submitted)].filter(([, value]) => typeof value === "string"),
    at: Date.now(),
  });

  let isChecked = false;
  if (form) {
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      // A change of language or "change" is no sending; and what a script refused goes its own way.
      if (isChecked || event.defaultPrevented || (button && button.hasAttribute("formaction"))) return;
      event.preventDefault();
      if (await hasLine()) {
        isChecked = true;
        form.requestSubmit(button || undefined);
        isChecked = false;
        return;
      }
      if (keep(entryOf(form))) {
        say(words.textKept, [[words.textForget, () => drop({ key: form.elements.key.value })]]);
        box.scrollIntoView({ block: "center" });
        sendWaiting();
      } else {
        isChecked = true;
        form.requestSubmit(button || undefined);
      }
    });
  }

  window.addEventListener("online", sendWaiting);
  setInterval(() => { if (read().length) sendWaiting(); }, RETRY);
  write(read());
  if (read().length) sendWaiting();
})();
