/* Comforts of the signed-in frame. Every page works without this file. */
(() => {
  "use strict";

  // Menus are <details>: close them when the pointer or the focus leaves, or on Escape.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("focusin", (event) => {
    menus().forEach((menu) => {
      // Pressing text that takes no focus gives it to something around the menu, such as <main>: nobody has left.
      if (!menu.contains(event.target) && !event.target.contains(menu)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // An attendance list on this device (attendance_offline.js) opens only for who kept it, until they sign out.
  const user = document.querySelector("[data-unsent]")?.dataset.unsent;
  const dropLists = async (own) => {
    const names = window.caches ? await caches.keys() : [];
    names.filter((name) => name.startsWith("attendance-pages") && name !== own).forEach((name) => caches.delete(name));
  };
  if (user && user !== "None") dropLists(`attendance-pages-${user}`);
  document.addEventListener("submit", (event) => event.target.matches("[data-sign-out]") && dropLists());

  // Theme: show at once what the server will remember.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    document.documentElement.dataset.bsTheme = data.get("theme");
    document.querySelectorAll("[data-theme-form] button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === data.get("theme")));
    });
    fetch(form.action, { method: "POST", body: data, redirect: "manual" });
  });

  // An act that can be undone: the offer ends after ten seconds, unless somebody is reading or aiming at it.
  document.querySelectorAll("[data-undo]").forEach((notice) => {
    const end = () => {
      if (notice.matches(":hover, :focus-within")) return setTimeout(end, 2000);
      notice.querySelector(".post-form")?.remove();
    };
    setTimeout(end, 10000);
  });

  // htmx: every request that writes carries the token of the page.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "get") return;
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) event.detail.headers["X-CSRFToken"] = token[1];
  });

  // A part of the page that could not be fetched: say so where it is seen, until the next one arrives.
  const noLine = document.querySelector("[data-no-line]");
  const lost = (event) => {
    if (!noLine) return;
    noLine.setAttribute("role", "alert");
    noLine.hidden = false;
    // Whoever pressed something looks for its effect; a page that asks by itself must not jump.
    if (event.detail.requestConfig?.verb !== "get") noLine.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (noLine && event.detail.successful) noLine.hidden = true;
  });
})();
