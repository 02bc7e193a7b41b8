// Keeps each answer on the server, and on the device while there is no line; shows the time that the server gave.
// Without this script the button "Save so far" does the same and the page says until when there is time.
"use strict";
(() => {
  const form = document.querySelector("[data-test]");
  if (!form) return;
  const key = `knowledge-test-${form.dataset.test}`;
  const words = form.dataset;
  const clock = form.querySelector("[data-test-clock]");
  const state = form.querySelector("[data-test-state]");
  const ends = Date.now() + Number(words.seconds) * 1000;
  let isWaiting = false;

  const keep = () => {
    const answers = [...new FormData(form)].filter(([name]) => /^a\d+$/.test(name));
    try { localStorage.setItem(key, JSON.stringify(answers)); } catch { /* the server has them */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const restore = () => {
    try {
      for (const [name, value] of JSON.parse(localStorage.getItem(key) || "[]")) {
        const field = form.querySelector(`input[name="${name}"][value="${value}"]`);
        if (field && /^a\d+$/.test(name)) field.checked = true;
      }
    } catch { /* what the server has is shown */ }
  };

  const save = async () => {
    keep();
    let lost = words.textLost;
    try {
      const body = new FormData(form);
      // A sign-in since the page was drawn, in another tab, has changed the token.
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      if (token) body.set("csrfmiddlewaretoken", token[1]);
      const response = await fetch(words.save, {
        method: "POST", body, headers: { Accept: "application/json" }, cache: "no-store",
      });
      if (response.redirected) lost = words.textSignedOut;
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const answer = await response.json();
      isWaiting = false;
      forget();
      state.textContent = `${words.textSaved} ${answer.saved_at}`;
      if (answer.is_over) location.reload();
    } catch {
      isWaiting = true;
      state.textContent = lost;
    }
  };

  form.addEventListener("change", save);
  form.addEventListener("submit", keep);
  window.addEventListener("online", () => { if (isWaiting) save(); });
  const tick = setInterval(() => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    clock.textContent = `${words.textLeft}: ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (isWaiting && left % 10 === 0) save();
    if (!left) {
      clearInterval(tick);
      form.requestSubmit();
    }
  }, 1000);
  if (localStorage.getItem(key)) {
    restore();
    save();
  }
})();
