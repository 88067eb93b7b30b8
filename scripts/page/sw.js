// Adds the isolation headers where the server does not, and keeps the app usable offline.
// Filled in by the build: a content hash; the files without which the page does not start; all the others.
"use strict";
const BUILD = "__BUILD__";
const START = __START__;
const OTHERS = __OTHERS__;
const base = new URL("./", self.location.href);
// Projects on one origin share the cache storage: the name holds the path.
const prefix = `mirrorbox:${base.pathname}:`;
const cacheName = prefix + BUILD;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      // "no-cache" asks the server again, so that a stale HTTP cache cannot mix two builds.
      await cache.addAll(START.map((file) => new Request(new URL(file, base), { cache: "no-cache" })));
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const mine = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
      // One older build stays for tabs that are still open on it.
      await Promise.all(mine.slice(0, -1).map((name) => caches.delete(name)));
    })(),
  );
});

/** Hidden cases come only when a solution is submitted; from then on they are kept as well. */
const LATE = /\/hidden\.jsonl$/;

/** Everything else, one after the other, once the page is up: then it works offline. */
async function fill() {
  const cache = await caches.open(cacheName);
  for (const file of OTHERS.filter((name) => !LATE.test(name))) {
    const url = new URL(file, base);
    if (!(await cache.match(url.href))) await cache.add(new Request(url, { cache: "no-cache" }));
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") event.waitUntil(self.skipWaiting());
  // Offline at this moment: the next visit goes on where this one stopped.
  if (event.data === "fill")
    event.waitUntil(fill().catch((error) => console.info("offline copy is not complete:", error.message)));
});

function isolated(response) {
  if (response.type === "opaque" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  const body = [101, 204, 205, 304].includes(response.status) ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

async function answer(request, url) {
  const key = new URL(url.pathname.endsWith("/") ? `${url.pathname}index.html` : url.pathname, url.origin);
  const cached = await caches.match(key.href, { cacheName, ignoreSearch: true });
  if (cached) return isolated(cached);
  const response = await fetch(request).catch(async (error) => {
    for (const name of (await caches.keys()).filter((n) => n.startsWith(prefix))) {
      const old = await caches.match(key.href, { cacheName: name, ignoreSearch: true });
      if (old) return old;
    }
    throw error;
  });
  if (response.ok && LATE.test(key.pathname))
    await (await caches.open(cacheName)).put(key.href, response.clone());
  return isolated(response);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  // Model calls and anything else that is not ours pass untouched.
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return;
  if (event.request.method !== "GET") return;
  event.respondWith(answer(event.request, url));
});
