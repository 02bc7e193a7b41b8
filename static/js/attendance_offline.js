// The coordinator's list without a connection: the page is kept by a service worker, ticks in the browser's storage.
// A list that was handed in is sent once when the line is back, never half a list: whoever is not ticked was absent; its own number makes a second sending harmless.
// It leaves the device when the portal has answered with that number: any other answer (a sign-in page, a fault) keeps it.
"use strict";
(() => {
  const form = document.querySelector("[data-offline-list]");
  if (!form) return;
  // Both are the person's own: another one's ticks are neither shown nor sent. frame.js drops the pages of others.
  const { user, offlineList: session } = form.dataset;
  const KEPT = `attendance-${user}-${session}`;
  const CACHE = `attendance-pages-${user}`;
  const box = document.querySelector("[data-offline-state]");
  const forgetButton = form.querySelector("[data-offline-forget]");
  const signIn = box.querySelector("[data-offline-sign-in]");
  const say = (text) => {
    box.hidden = false;
    signIn.hidden = true;
    box.querySelector("[data-offline-text]").textContent = text;
  };
  try {
    const isOfOthers = (name) => name !== KEPT && /^attendance-\d+-/.test(name) && name.endsWith(`-${session}`);
    document.querySelector("[data-offline-others]").hidden = !Object.keys(localStorage).some(isOfOthers);
  } catch { /* nothing is kept here */ }

  const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)); } catch { return null; } };
  const write = (isSent) => {
    const fields = [...new FormData(form)].filter(([name]) => ["key", "seen", "kept", "present"].includes(name));
    try { localStorage.setItem(KEPT, JSON.stringify({ fields, isSent })); } catch { /* the page itself still has it */ }
    forgetButton.hidden = false;
  };
  const forget = () => {
    try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ }
    if (window.caches) caches.delete(CACHE);
  };
  const restore = (entry) => {
    for (const field of form.querySelectorAll("input[name=kept], input[name=present]")) {
      field.checked = entry.fields.some(([name, value]) => name === field.name && value === field.value);
    }
    for (const name of ["key", "seen"]) {
      const found = entry.fields.find((pair) => pair[0] === name);
      if (found) form.elements[name].value = found[1];
    }
    forgetButton.hidden = false;
  };
  const entry = read();
  if (entry) {
    restore(entry);
    say(entry.isSent ? box.dataset.textKept : box.dataset.textReady);
  }
  let isSending = false;
  const send = async () => {
    if (isSending) return;
    isSending = true;
    write(true);
    say(box.dataset.textSending);
    try {
      const body = new FormData(form);
      // A sign-in since the page was drawn has changed the token.
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      if (token) body.set("csrfmiddlewaretoken", token[1]);
      // What is ticked while the list is on its way would be forgotten with it.
      form.inert = true;
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(30000),
      });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok && !answer.redirected && told.received === form.elements.key.value) {
        forget();
        location.assign(told.page);
      } else if (told.error) {
        write(false);
        say(`${told.error} ${box.dataset.textReady}`);
      } else {
        say(answer.redirected ? box.dataset.textSignedOut : box.dataset.textFault);
        signIn.hidden = !answer.redirected;
      }
    } catch {
      say(box.dataset.textKept);
    } finally {
      form.inert = false;
      isSending = false;
    }
  };
  form.addEventListener("change", () => {
    // The list that was sent may have arrived all the same; this is another one.
    if (read()?.isSent && crypto.randomUUID) form.elements.key.value = crypto.randomUUID();
    write(false);
    say(box.dataset.textReady);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // The button stands at the end of a long list; what comes of it is said below.
    send().finally(() => box.scrollIntoView({ block: "nearest" }));
    box.scrollIntoView({ block: "nearest" });
  });
  forgetButton.addEventListener("click", () => { forget(); location.reload(); });
  const retry = () => { const kept = read(); if (kept && kept.isSent) send(); };
  window.addEventListener("online", retry);
  setInterval(retry, 30000);
  retry();

  if ("serviceWorker" in navigator && window.caches) {
    navigator.serviceWorker.register(form.dataset.worker).catch(() => {});
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href || part.src);
    if (navigator.onLine) caches.open(CACHE).then((cache) => cache.addAll([location.href, ...parts])).catch(() => {});
  }
})();
