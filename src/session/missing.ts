/** A thing that the browser lacks here, and what to do about it. */
export interface Missing {
  readonly what: string;
  readonly remedy: string;
}

const BROWSERS = "Use a current Chromium, Firefox or Safari.";

/** What Mirrorbox needs and this page does not have. `scope` is `globalThis` of the page. */
export function findMissing(scope: object): readonly Missing[] {
  const has = (name: string): boolean =>
    name in scope && (scope as Record<string, unknown>)[name] !== undefined;
  const missing: Missing[] = [];
  const need = (present: boolean, what: string, remedy: string): void => {
    if (!present) missing.push({ what, remedy });
  };
  const secure = (scope as { isSecureContext?: boolean }).isSecureContext === true;
  need(
    secure,
    "The page was not loaded over a secure connection.",
    "Open it over HTTPS, or at http://localhost.",
  );
  if (secure) {
    need(
      (scope as { crossOriginIsolated?: boolean }).crossOriginIsolated === true && has("SharedArrayBuffer"),
      "The page is not cross-origin isolated, so programs cannot share memory with their machine.",
      "Reload the page once. If this stays, allow service workers for this site or leave private browsing; whoever hosts " +
        "the page can also send the COOP and COEP headers.",
    );
  }
  need(
    has("indexedDB"),
    "The browser keeps no data for this page (IndexedDB).",
    "Allow site data, or leave private browsing.",
  );
  need(has("WebAssembly"), "The browser does not run WebAssembly.", BROWSERS);
  need(has("Worker"), "The browser does not run workers.", BROWSERS);
  return missing;
}
