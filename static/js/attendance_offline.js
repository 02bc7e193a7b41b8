// The coordinator's list without a connection: the page is kept by a service worker, ticks in the browser's storage.
// A list that was handed in is sent once when the line is back, never half a list: whoever is not ticked was absent; its own number makes a second sending harmless.
"use strict";
(() => {
  const form = document.querySelector("[data-offline-list]");
  if (!form) return;
  const KEPT = `attendance-${form.dataset.offlineList}`;
  const CACHE = "attendance-pages";
  const box = document.querySelector("[data-offline-state]");
  const forgetButton = form.querySelector("[data-offline-forget]");
  const say = (text) => { box.hidden = false; box.querySelector("[data-offline-text]").textContent = text; };

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
  const hasLine = async () => {
    if (!navigator.onLine) return false;
    try {
      await fetch(form.dataset.worker, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
      return true;
    } catch {
      return false;
    }
  };

  const entry = read();
  if (entry) {
    restore(entry);
    say(entry.isSent ? box.dataset.textKept : box.dataset.textReady);
  }
  let isChecked = false;
  const send = async () => {
    if (await hasLine()) {
      say(box.dataset.textBack);
      forget();
      isChecked = true;
      form.requestSubmit();
    } else {
      write(true);
      say(box.dataset.textKept);
    }
  };
  form.addEventListener("change", () => { write(false); say(box.dataset.textReady); });
  form.addEventListener("submit", (event) => {
    if (isChecked) return;
    event.preventDefault();
    send();
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
