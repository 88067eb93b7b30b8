// Runs before the app. The sandbox needs a cross-origin isolated page (SharedArrayBuffer); where the server does not
// send the headers for it, the service worker adds them, which takes one reload on the first visit.
"use strict";
globalThis.mirrorboxIsolated = (async () => {
  const base = new URL(".", document.currentScript.src);
  const workers = navigator.serviceWorker;
  const register = () =>
    workers.register(new URL("sw.js", base), { scope: base.pathname, updateViaCache: "none" });
  if (crossOriginIsolated) {
    // Offline use only: its failure takes nothing from this visit.
    const offline = async () => {
      try {
        await register();
        (await workers.ready).active.postMessage("fill");
      } catch (error) {
        console.info("offline use is off:", error.message);
      }
    };
    // Late, so that it takes nothing from the first paint and the sandbox's start.
    const later = () => setTimeout(() => void offline(), 8_000);
    if (workers) addEventListener("load", later);
    return null;
  }
  if (!isSecureContext || !workers) {
    return "The page needs HTTPS (or localhost) and service workers. Open it over HTTPS, not in a private window that blocks them.";
  }
  if (top !== self) return "The page is embedded in another page. Open it in a tab of its own.";
  if (workers.controller) {
    return "The browser did not isolate the page although its service worker runs. Update the browser, or serve the page with COOP and COEP headers.";
  }
  // Time stamps, not a counter: a counter from an earlier visit would forbid the reload that this one needs.
  const now = Date.now();
  const recent = JSON.parse(sessionStorage.getItem("isolate") ?? "[]").filter((time) => now - time < 10_000);
  if (recent.length >= 3)
    return "The page could not be isolated after three reloads. Close other tabs of it and reload.";
  const activated = (registration) =>
    new Promise((resolve, reject) => {
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      if (!worker) return reject(new Error("no worker"));
      const check = () => {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new Error("its installation failed"));
      };
      worker.addEventListener("statechange", check);
      check();
    });
  try {
    const existing = await workers.getRegistration(base.href);
    if (!existing?.active) await activated(await register());
  } catch (error) {
    return `The service worker that isolates the page could not start (${error.message}). Reload; if it stays, allow service workers for this site.`;
  }
  sessionStorage.setItem("isolate", JSON.stringify([...recent, now]));
  location.reload();
  return new Promise(() => {});
})();
