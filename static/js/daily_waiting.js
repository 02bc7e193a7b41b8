// A daily report that is sent without a connection waits on the device, files included, and is sent once when the line is
// back: the form's own number makes a second sending harmless. It is sent only for the account that wrote it.
"use strict";
(() => {
  const box = document.querySelector("[data-daily-waiting]");
  if (!box || !window.indexedDB) return;
  const words = box.dataset;
  const RETRY = 30000;
  const PATIENCE = 15000;
  const LONGEST = 14 * 24 * 60 * 60 * 1000;
  let isSending = false;

  const store = (mode, act) => new Promise((resolve, reject) => {
    const opening = indexedDB.open("daily-waiting", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("reports", { keyPath: "key" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const change = database.transaction("reports", mode);
      const asked = act(change.objectStore("reports"));
      change.oncomplete = () => { database.close(); resolve(asked.result); };
      change.onerror = () => { database.close(); reject(change.error); };
    };
  });
  const waiting = async () => (await store("readonly", (reports) => reports.getAll())).filter((entry) => entry.user === words.user);
  const keep = (entry) => store("readwrite", (reports) => reports.put(entry));
  const forget = (key) => store("readwrite", (reports) => reports.delete(key));

  const say = (text, ...buttons) => {
    box.hidden = false;
    box.querySelector("[data-daily-waiting-lines]").replaceChildren();
    box.querySelector("[data-daily-waiting-text]").textContent = text;
    box.querySelector("[data-daily-waiting-buttons]").replaceChildren(...buttons.map(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    }));
  };
  const drop = (entry) => [words.textForget, async () => { await forget(entry.key); box.hidden = true; }];

  // What can be sent no longer is shown, so that it can be told or copied: it leaves the device only by hand.
  const showLate = (entry) => {
    const typed = entry.fields.filter(([name, value]) => /^(activity|output)-\d+$/.test(name) && value);
    say(words.textLate, drop(entry));
    box.querySelector("[data-daily-waiting-lines]").replaceChildren(...typed.map(([, value]) => {
      const line = document.createElement("li");
      line.textContent = value;
      return line;
    }));
  };
  const canBeOpened = async (entry) => {
    const answer = await fetch(entry.page, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok && !answer.redirected;
  };

  const hasLine = async () => {
    if (!navigator.onLine) return false;
    try {
      await fetch(words.probe, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      return true;
    } catch {
      return false;
    }
  };

  const sendOne = async (entry) => {
    const data = new FormData();
    for (const [name, value] of entry.fields) data.append(name, value);
    // A sign-in since the page was drawn, in another tab, has changed the token.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) data.set("csrfmiddlewaretoken", token[1]);
    const answer = await fetch(entry.url, { method: "POST", body: data, signal: AbortSignal.timeout(4 * PATIENCE) });
    const arrived = new URL(answer.url).pathname;
    if (answer.ok && answer.redirected && arrived.startsWith(words.list)) {
      await forget(entry.key);
      return true;
    }
    // Signed out meanwhile, or the portal is down: later. With faults: the portal has kept it as a draft.
    if (!answer.ok || answer.redirected) {
      say(answer.redirected ? words.textSignedOut : words.textLater, drop(entry));
    } else {
      if (await canBeOpened(entry)) say(words.textRefused, [words.textOpen, async () => { await forget(entry.key); location.assign(entry.page); }], drop(entry));
      else showLate(entry);
    }
    return false;
  };

  const sendWaiting = async () => {
    if (isSending) return;
    isSending = true;
    try {
      const entries = await waiting();
      const late = entries.find((each) => Date.now() - each.at > LONGEST);
      if (late) showLate(late);
      const due = entries.filter((each) => Date.now() - each.at <= LONGEST);
      if (!due.length) return;
      if (!(await hasLine())) {
        say(words.textKept, drop(due[0]));
        return;
      }
      say(words.textBack);
      let sent = 0;
      for (const entry of due) sent += (await sendOne(entry)) ? 1 : 0;
      if (sent) location.assign(words.list);
    } catch { /* the line was lost again; the next try comes */ } finally {
      isSending = false;
    }
  };

  const form = document.querySelector("form[data-form]");
  const sendButton = form && form.querySelector("[data-daily-send]");
  let isChecked = false;
  if (sendButton) {
    form.addEventListener("submit", async (event) => {
      if (isChecked || event.defaultPrevented || event.submitter !== sendButton) return;
      event.preventDefault();
      // As the server would see it; the time of writing is noted by now.
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string" || value.size);
      if (await hasLine()) {
        isChecked = true;
        delete form.dataset.sent;
        form.requestSubmit(sendButton);
        isChecked = false;
        return;
      }
      try {
        const entry = { key: form.elements.idempotency_key.value, user: words.user, url: sendButton.formAction, page: location.pathname, fields, at: Date.now() };
        await keep(entry);
        form.dataset.sent = "1";
        say(words.textKept, drop(entry));
        box.scrollIntoView({ block: "center" });
      } catch {
        // Nothing to keep it in: the browser's own error page keeps the form.
        isChecked = true;
        form.requestSubmit(sendButton);
      }
    });
  }

  window.addEventListener("online", sendWaiting);
  setInterval(sendWaiting, RETRY);
  sendWaiting();
})();
