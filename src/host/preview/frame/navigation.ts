import type { Bridge } from "./bridge.ts";

/** Links and forms lead to new documents of the preview; the frame itself may go nowhere. */
export function installNavigation(bridge: Bridge): void {
  const go = (url: URL, method = "GET", type: string | null = null, body: Uint8Array | null = null): void => {
    bridge.say({ kind: "navigate", url: url.href, method, type, body });
  };
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const [target] = event.composedPath();
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href], area[href]") : null;
    if (!link || /^(javascript|mailto|tel|blob|data):/i.test(link.href)) return;
    event.preventDefault();
    const url = new URL(link.href, document.baseURI);
    if (url.hash !== "" && sameDocument(url, bridge.url)) location.hash = url.hash;
    else go(url);
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    void submit(form, event.submitter, go);
  });
  HTMLFormElement.prototype.submit = function submitNow(this: HTMLFormElement) {
    void submit(this, null, go);
  };
  window.open = (url) => {
    if (url !== undefined && url !== "") go(new URL(url, document.baseURI));
    return null;
  };
  // Elements are not there yet while the document is being written.
  addEventListener("DOMContentLoaded", () => {
    for (const meta of document.querySelectorAll("meta[data-refresh]")) refresh(meta, go);
  });
}

function refresh(meta: Element, go: (url: URL) => void): void {
  const content = meta.getAttribute("data-refresh") ?? "";
  const [, seconds = "", target = ""] =
    /^\s*([\d.]+)\s*(?:[;,]\s*(?:url\s*=\s*)?["']?([^"']*))?/i.exec(content) ?? [];
  if (seconds !== "") setTimeout(() => go(new URL(target, document.baseURI)), Number(seconds) * 1000);
}

function sameDocument(a: URL, b: URL): boolean {
  return a.origin === b.origin && a.pathname === b.pathname && a.search === b.search;
}

/** What a browser sends for a form (HTML standard, form submission). */
async function submit(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  go: (url: URL, method?: string, type?: string | null, body?: Uint8Array | null) => void,
): Promise<void> {
  const own = (name: string): string | null =>
    submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const url = new URL(own("action") || document.baseURI, document.baseURI);
  const data = new FormData(form, submitter);
  const fields = (): URLSearchParams =>
    new URLSearchParams(
      [...data].map(([name, value]): [string, string] => [
        name,
        typeof value === "string" ? value : value.name,
      ]),
    );
  if ((own("method") ?? "get").toLowerCase() !== "post") {
    url.search = fields().toString();
    return go(url);
  }
  const isMultipart = (own("enctype") ?? "").toLowerCase() === "multipart/form-data";
  const request = new Request("data:,", { method: "POST", body: isMultipart ? data : fields() });
  go(url, "POST", request.headers.get("content-type"), new Uint8Array(await request.arrayBuffer()));
}
