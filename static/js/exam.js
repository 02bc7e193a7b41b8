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
  let queue = read(store);
  // {question: answer of this device}, where another one saved something later: kept until the candidate chooses.
  const aside = read(`${store}-aside`);
  const device = Number(words.examDevice);
  let isSending = false;
  let isStopped = false;
  let failures = 0;
  let lastContact = Date.now();
  let pause = 0;

  function read(name) {
    try { return JSON.parse(localStorage.getItem(name) || "{}"); } catch { return {}; }
  }
  const write = (name, entries) => {
    try {
      if (Object.keys(entries).length) localStorage.setItem(name, JSON.stringify(entries));
      else localStorage.removeItem(name);
    } catch { /* what is in memory remains */ }
  };
  // Fields in which somebody is typing, each with the timer that saves it.
  const typing = new Map();
  const isWaiting = () => Object.keys(queue).length > 0 || typing.size > 0;
  const keep = () => write(store, queue);

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
  // Links to questions, by their numbers.
  const links = (keys) => keys.flatMap((key) => {
    const place = form.querySelector(`[data-exam-place="${key}"]`);
    if (!place) return [];
    const link = document.createElement("a");
    link.href = box(key) ? place.hash : place.getAttribute("href");
    link.textContent = place.hash.slice(2);
    return [" ", link];
  });
  const list = (element, text, keys) => {
    element.hidden = !keys.length;
    element.replaceChildren(text, ...links(keys));
  };
  const halt = (text) => {
    isStopped = true;
    for (const [field, timer] of typing) {
      clearTimeout(timer);
      note(field);
    }
    typing.clear();
    for (const part of form.querySelectorAll("fieldset, button")) part.disabled = true;
    stop.hidden = false;
    stop.querySelector("[data-exam-stop-text]").textContent = text;
    list(stop.querySelector("[data-exam-lost]"), words.textLost, Object.keys(queue));
    clock.hidden = true;
    tell("");
  };

  const wordsOf = (field, value) => {
    const chosen = Array.isArray(value) ? value : [value];
    const labels = [...field.querySelectorAll("input[type=radio], input[type=checkbox]")]
      .filter((input) => chosen.includes(Number(input.value)))
      .map((input) => input.closest("label").textContent.trim());
    if (field.querySelector("textarea, input[type=text]") && value) return String(value);
    return labels.join("\n") || words.textNone;
  };
  const settle = (key) => {
    delete aside[key];
    write(`${store}-aside`, aside);
    box(key)?.querySelector("[data-exam-choice]")?.remove();
    list(form.querySelector("[data-exam-asides]"), words.textAside, Object.keys(aside));
  };
  // The saved answer stays until the candidate says that this one is to count.
  const offer = (key, value) => {
    settle(key);
    aside[key] = value;
    write(`${store}-aside`, aside);
    list(form.querySelector("[data-exam-asides]"), words.textAside, Object.keys(aside));
    const field = box(key);
    if (!field) return;
    const choice = form.querySelector("[data-exam-offer]").content.firstElementChild.cloneNode(true);
    choice.querySelector("[data-exam-own]").textContent = wordsOf(field, value);
    choice.querySelector("[data-exam-use]").addEventListener("click", () => {
      show(field, value);
      note(field);
    });
    choice.querySelector("[data-exam-keep]").addEventListener("click", () => settle(key));
    field.append(choice);
  };

  const note = (field) => {
    const key = field.dataset.examItem;
    const counter = sequenceOf(field);
    counter.value = String(Math.max(Number(counter.value), queue[key]?.sequence || 0) + 1);
    queue[key] = { sequence: Number(counter.value), value: valueOf(field), device };
    keep();
    mark(key, queue[key].value);
    if (key in aside) settle(key);
    if (isStopped) return;
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
      const response = await post({ item: Number(key), ...sent });
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
      tell(isWaiting() ? words.textSaving : words.textSaved);
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
    // What the server holds is newer than what was sent: it stays, and is shown where nothing was typed since, with
    // the choice to take this one.
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
    if (!answer.same) offer(key, sent.value);
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
      queue[key] = { sequence: Number(sequenceOf(field).value) + 1, value: valueOf(field), device };
    }
    keep();
  });

  // What waited on this device from the page before: older than what the server shows, it is let go; where another
  // device saved that, the candidate chooses.
  for (const [key, value] of Object.entries(aside)) {
    if (box(key) && JSON.stringify(valueOf(box(key))) === JSON.stringify(value)) settle(key);
    else offer(key, value);
  }
  for (const [key, waiting] of Object.entries(queue)) {
    const field = box(key);
    if (!field) continue;
    const isOlder = waiting.sequence <= Number(sequenceOf(field).value);
    const isOvertaken = waiting.device < Number(field.dataset.examDevice);
    if (isOlder || isOvertaken) {
      delete queue[key];
      if (isOvertaken && JSON.stringify(valueOf(field)) !== JSON.stringify(waiting.value)) offer(key, waiting.value);
    } else {
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
