// Hands out the kept attendance list, with its styles and scripts, when there is no connection. Everything else goes its
// own way.
"use strict";
const LIST = /^\/training\/sessions\/\d+\/attendance\/offline\/$/;
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (!LIST.test(url.pathname) && !url.pathname.startsWith("/static/")) return;
  event.respondWith(fetch(event.request).catch(async () => {
    const kept = await caches.match(event.request, { ignoreSearch: true });
    return kept || Response.error();
  }));
});
