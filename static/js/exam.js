// Saves each answer as it is given, on this device first and then on the server, until the server says that it has it.
// The clock shows what the server says. Without this script the buttons of the page save.
"use strict";
(() => {
  const form = document.querySelector("[data-exam]");
  if (!form) return;
  const words = form.dataset;
  const store = `exam-${words.exam}`;
  const clock = form.querySelector("[data-exam-clock]");
  const state = form.querySelector("[data-exam-state]");
  const stop = form.querySelector("[data-exam-stop]");
  const SIGN_EVERY = 20000;
  const WAIT = [1000, 2000, 4000, 8000];
  let ends = Date.now() + Number(words.examSeconds) * 1000;
  let queue = read();
  let isSending = false;
  let isStopped = false;
  let failures = 0;
  let lastContact = Date.now();
  let pause = 0;

  function read() {
    try { return JSON.parse(localStorage.getItem(store) || "{}"); } catch { return {}; }
  }
  // Fields in which somebody is typing, each with the timer that saves it.
  const typing = new Map();
  const isWaiting = () => Object.keys(queue).length > 0 || typing.size > 0;
  const keep = () => {
    try {
      if (Object.keys(queue).length) localStorage.setItem(store, JSON.stringify(queue));
      else localStorage.removeItem(store);
    } catch { /* the queue in memory remains */ }
  };

  const box = (key) => form.querySelector(`[data-exam-item="${key}"]`);
  const sequenceOf = (field) => field.querySelector("[data-exam-sequence]");
  const valueOf = (field) => {
    const kind = field.dataset.examKind;
    if (kind === "single" || kind === "true_false") {
      const chosen = field.querySelector("input:checked");
      return chosen ? Number(chosen.value) : null;
    }
    if (kind === "multiple") return [...field.querySelectorAll("input:checked")].map((input) => Number(input.value));
    return field.querySelector("textarea, input[type=text]").value;
  };
  const show = (field, value) => {
    const chosen = Array.isArray(value) ? value : [value];
    for (const input of field.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      input.checked = chosen.includes(Number(input.value));
    }
    const text = field.querySelector("textarea, input[type=text]");
    if (text) text.value = value ?? "";
  };
  const mark = (key, value) => {
    const link = form.querySelector(`[data-exam-place="${key}"]`);
    if (!link) return;
    const isAnswered = !(value === null || value === "" || (Array.isArray(value) && !value.length));
    link.classList.toggle("is-answered", isAnswered);
    const spoken = link.querySelector(".visually-hidden:last-child");
    if (spoken) spoken.textContent = isAnswered ? ` ${words.textAnswered}` : "";
  };
  const tell = (text) => { if (state.textContent !== text) state.textContent = text; };
  const halt = (text) => {
    isStopped = true;
    stop.hidden = false;
    stop.querySelector("[data-exam-stop-text]").textContent = text;
    tell("");
  };

  const note = (field) => {
    const key = field.dataset.examItem;
    const counter = sequenceOf(field);
    counter.value = String(Math.max(Number(counter.value), queue[key]?.sequence || 0) + 1);
    queue[key] = { sequence: Number(counter.value), value: valueOf(field) };
    keep();
    mark(key, queue[key].value);
    tell(words.textSaving);
    send();
  };

  const post = (body) => fetch(words.examSave, {
    method: "POST",
    credentials: "same-origin",
    cache: "no-store",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ token: words.examToken, ...body }),
    signal: AbortSignal.timeout ? AbortSignal.timeout(10000) : undefined,
  });

  const later = () => {
    failures += 1;
    tell(words.textUnsaved);
    clearTimeout(pause);
    pause = setTimeout(send, WAIT[Math.min(failures, WAIT.length) - 1] + Math.random() * 500);
  };

  async function send() {
    if (isSending || isStopped) return;
    const [key] = Object.keys(queue);
    if (!key) return;
    isSending = true;
    const sent = queue[key];
    try {
      const response = await post({ item: Number(key), sequence: sent.sequence, value: sent.value });
      const answer = await response.json();
      if (response.status === 409 || response.status === 403) {
        halt(answer.message);
        return;
      }
      if (response.status === 400) {
        // Not of this paper: nothing that sending again could mend.
        delete queue[key];
      } else if (!response.ok) {
        throw new Error(String(response.status));
      } else {
        receive(key, sent, answer);
      }
      keep();
      failures = 0;
      lastContact = Date.now();
      tell(isWaiting() ? words.textSaving : state.dataset.stays || words.textSaved);
      delete state.dataset.stays;
    } catch {
      later();
      return;
    } finally {
      isSending = false;
    }
    send();
  }

  const receive = (key, sent, answer) => {
    ends = Date.now() + answer.seconds * 1000;
    const field = box(key);
    const isNewest = queue[key]?.sequence === sent.sequence;
    if (answer.saved) {
      if (isNewest) delete queue[key];
      return;
    }
    // What the server holds is newer than what was sent: it stays, and is shown where nothing was typed since.
    if (!isNewest) {
      queue[key].sequence = Math.max(queue[key].sequence, answer.sequence + 1);
      if (field) sequenceOf(field).value = String(queue[key].sequence);
      return;
    }
    delete queue[key];
    if (field) {
      sequenceOf(field).value = String(answer.sequence);
      show(field, answer.value);
    }
    mark(key, answer.value);
    state.dataset.stays = words.textStays;
  };

  // Shows the page that somebody is here, and brings time that a proctor added.
  const sign = async () => {
    if (isStopped || isSending || isWaiting()) return;
    if (Date.now() - lastContact < SIGN_EVERY) return;
    lastContact = Date.now();
    try {
      const response = await post({});
      const answer = await response.json();
      if (response.ok) {
        ends = Date.now() + answer.seconds * 1000;
        tell(words.textSaved);
      } else if (response.status === 409 || response.status === 403) halt(answer.message);
    } catch { tell(words.textUnsaved); }
  };

  form.addEventListener("change", (event) => {
    const field = event.target.closest("[data-exam-item]");
    if (!field) return;
    clearTimeout(typing.get(field));
    typing.delete(field);
    note(field);
  });
  form.addEventListener("input", (event) => {
    const field = event.target.closest("[data-exam-item]");
    if (!field || !event.target.matches("textarea, input[type=text]")) return;
    clearTimeout(typing.get(field));
    typing.set(field, setTimeout(() => { typing.delete(field); note(field); }, 700));
    if (!failures) tell(words.textSaving);
  });
  window.addEventListener("online", () => { failures = 0; send(); });
  window.addEventListener("pagehide", () => {
    for (const [field, timer] of typing) {
      clearTimeout(timer);
      const key = field.dataset.examItem;
      queue[key] = { sequence: Number(sequenceOf(field).value) + 1, value: valueOf(field) };
    }
    keep();
  });

  // What waited on this device from the page before: older than what the server shows, it is let go.
  for (const [key, waiting] of Object.entries(queue)) {
    const field = box(key);
    if (!field) continue;
    if (waiting.sequence <= Number(sequenceOf(field).value)) delete queue[key];
    else {
      sequenceOf(field).value = String(waiting.sequence);
      show(field, waiting.value);
      mark(key, waiting.value);
    }
  }
  keep();
  if (Object.keys(queue).length) send();
  else tell(words.textSaved);

  let hasReloaded = false;
  const two = (number) => String(number).padStart(2, "0");
  setInterval(() => {
    const left = Math.max(0, Math.floor((ends - Date.now()) / 1000));
    const hours = Math.floor(left / 3600);
    clock.textContent = `${words.textLeft}: ${hours ? `${hours}:` : ""}${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    clock.classList.toggle("tone-attention", left < 300);
    sign();
    if (!left && !hasReloaded && !isStopped) {
      hasReloaded = true;
      // The last answer may still be on its way; the server allows it a few seconds.
      setTimeout(() => location.reload(), 8000);
    }
  }, 1000);
})();
