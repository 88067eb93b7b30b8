import { CookieJar } from "./cookie-jar.ts";
import { fullUrl, Machine, machineUrl, readAddress, type Answer } from "./page-machine.ts";
import {
  FRAME_READY,
  type FromFrame,
  type Header,
  type PreviewReport,
  type ShowDocument,
  type ToFrame,
} from "./messages.ts";

/**
 * The page of a preview. It has the host's real origin and runs no program code: the program's documents live in a frame
 * of opaque origin, one after the other, and all that they load goes through here to the machine's own servers.
 */

const FRAME_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob: data:; style-src 'unsafe-inline' blob: data:; img-src blob: data:; " +
  "font-src blob: data:; media-src blob: data:; worker-src blob: data:; connect-src blob: data:; frame-src 'none'; object-src 'none'; form-action 'none'";
const MAX_REDIRECTS = 20;
const REPORTS = new Set([
  "PREVIEW_UNCAUGHT_EXCEPTION",
  "PREVIEW_UNHANDLED_REJECTION",
  "PREVIEW_CONSOLE_ERROR",
]);

function say(text: string): void {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  document.body.replaceChildren(paragraph);
}

class Preview {
  readonly #previewId = crypto.randomUUID();
  readonly #machineId: string;
  readonly #machine: Machine;
  readonly #cookies = new CookieJar();
  readonly #stored: Record<"local" | "session", Record<string, string>> = { local: {}, session: {} };
  readonly #script = fetch(new URL("host/preview-frame.js", location.href)).then((response) =>
    response.text(),
  );
  #url: URL;
  #frame: HTMLIFrameElement | null = null;
  /** Counts documents, so that an answer which comes late is not shown. */
  #turn = 0;

  constructor({ id, url }: { id: string; url: URL }) {
    this.#machineId = id;
    this.#machine = new Machine(id);
    this.#url = url;
  }

  start(): void {
    addEventListener("message", ({ data, source, ports }: MessageEvent<{ type?: unknown } | null>) => {
      if (source === this.#frame?.contentWindow && this.#frame) return;
      // What the published client's `reloadPreview` sends.
      if (data?.type !== "LOCALSERVICE_RELOAD_WINDOW") return;
      void this.#open(this.#url, "GET", [], null).then(() =>
        ports[0]?.postMessage({ type: "LOCALSERVICE_WINDOW_RELOADED" }),
      );
    });
    addEventListener("popstate", () => {
      const now = readAddress(location);
      if (now) void this.#open(now.url, "GET", [], null);
    });
    void this.#open(this.#url, "GET", [], null);
  }

  /** Fetches a document, following redirects, and shows it. */
  async #open(
    target: URL,
    method: string,
    headers: readonly Header[],
    body: Uint8Array | null,
  ): Promise<void> {
    const turn = ++this.#turn;
    let [url, verb, content] = [target, method, body];
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#request(url, verb, [["accept", "text/html,*/*;q=0.8"], ...headers], content);
      if (turn !== this.#turn) return;
      if ("failed" in answer) return this.#fail(answer.failed);
      const to = answer.headers.find(([name]) => name === "location")?.[1];
      if (answer.status < 300 || answer.status > 399 || to === undefined) return this.#show(url, answer);
      if (redirects >= MAX_REDIRECTS) return this.#fail("the server redirects without end");
      const next = machineUrl(to, url);
      if (!next) return this.#fail(`the server sends its visitors to ${to}, where a preview cannot follow`);
      next.hash ||= url.hash;
      url = next;
      if (answer.status === 303 || (answer.status < 303 && verb === "POST")) [verb, content] = ["GET", null];
    }
  }

  async #request(
    url: URL,
    method: string,
    headers: readonly Header[],
    body: Uint8Array | null,
  ): Promise<Answer> {
    const answer = await this.#machine.request({ url, method, headers: this.#withCookies(headers), body });
    if (!("failed" in answer)) this.#cookies.take(answer.headers);
    return answer;
  }

  #withCookies(headers: readonly Header[]): Header[] {
    const cookie = this.#cookies.header();
    return [
      ...headers,
      ["user-agent", navigator.userAgent],
      ...(cookie === "" ? [] : [["cookie", cookie] as const]),
    ];
  }

  #fail(message: string): void {
    this.#frame = null;
    say(`There is nothing to show: ${message}`);
  }

  async #show(url: URL, answer: Exclude<Answer, { failed: string }>): Promise<void> {
    this.#moved(url);
    const type = answer.headers.find(([name]) => name === "content-type")?.[1] ?? "text/html";
    const html = asDocument(url, type, answer.body);
    const script = await this.#script;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-forms allow-modals allow-pointer-lock");
    frame.title = "Preview";
    frame.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><meta http-equiv="x-dns-prefetch-control" content="off"><body><script>${script.replaceAll("</script", "<\\/script")}</script>`;
    const onReady = ({ source, data }: MessageEvent<unknown>): void => {
      if (this.#frame !== frame) removeEventListener("message", onReady);
      else if (source === frame.contentWindow && data === FRAME_READY) {
        // A second time, after location.reload().
        if (frame.dataset["shown"] === "yes") void this.#open(this.#url, "GET", [], null);
        else {
          frame.dataset["shown"] = "yes";
          this.#connect(frame, url, html, answer);
        }
      }
    };
    addEventListener("message", onReady);
    this.#frame = frame;
    document.body.replaceChildren(frame);
  }

  #connect(
    frame: HTMLIFrameElement,
    url: URL,
    html: string,
    answer: Exclude<Answer, { failed: string }>,
  ): void {
    const { port1, port2 } = new MessageChannel();
    const stops = new Map<number, () => void>();
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (this.#frame === frame) this.#heard(data, port1, stops);
    };
    const show: ShowDocument = {
      type: "preview-show",
      url: url.href,
      html,
      script: answer.script,
      cookie: this.#cookies.visible(),
      stored: this.#stored,
    };
    frame.contentWindow?.postMessage(show, "*", [port2]);
  }

  /** Everything here comes from the program's document. */
  #heard(message: FromFrame, port: MessagePort, stops: Map<number, () => void>): void {
    const reply = (answer: ToFrame): void => port.postMessage(answer);
    switch (message.kind) {
      case "request": {
        const { id } = message;
        const url = machineUrl(message.url, this.#url);
        if (!url)
          return reply({ kind: "failed", id, message: "a preview reaches the machine's own servers only" });
        const { method, body } = message;
        const stop = this.#machine.stream(
          { url, method, headers: this.#withCookies(message.headers), body },
          (part) => {
            if (part.kind === "head") {
              this.#cookies.take(part.headers);
              reply({ kind: "cookies", text: this.#cookies.visible() });
              const { status, statusText, headers } = part;
              reply({
                kind: "head",
                id,
                status,
                statusText,
                headers: headers.filter(([name]) => name !== "set-cookie"),
              });
            } else reply({ ...part, id });
            if (part.kind === "end" || part.kind === "failed") stops.delete(id);
          },
        );
        stops.set(id, stop);
        return;
      }
      case "abort":
        stops.get(message.id)?.();
        stops.delete(message.id);
        return;
      case "navigate": {
        const url = machineUrl(message.url, this.#url);
        const headers: Header[] = message.type === null ? [] : [["content-type", message.type]];
        if (url) void this.#open(url, message.method, headers, message.body);
        return;
      }
      case "moved": {
        const url = machineUrl(message.url, this.#url);
        if (url) this.#moved(url);
        return;
      }
      case "cookie":
        this.#cookies.set(String(message.text), true);
        return;
      case "stored":
        if (message.area === "local" || message.area === "session")
          this.#stored[message.area] = { ...message.entries };
        return;
      case "report":
        if (REPORTS.has(message.type)) this.#machine.report(this.#described(message));
    }
  }

  #described(message: Extract<FromFrame, { kind: "report" }>): PreviewReport["message"] {
    const { pathname, search, hash, port } = this.#url;
    const stack = message.stack === undefined ? undefined : String(message.stack);
    const where = { previewId: this.#previewId, port: Number(port || 80), pathname, search, hash };
    return message.type === "PREVIEW_CONSOLE_ERROR"
      ? { type: message.type, args: message.args ?? [], stack, ...where }
      : { type: message.type, message: String(message.message), stack, ...where };
  }

  /** Shows in this page's own address where the preview is, so that a reload and a copied link lead there. */
  #moved(url: URL): void {
    const next = fullUrl(this.#machineId, url);
    if (url.href === this.#url.href) history.replaceState(null, "", next);
    else history.pushState(null, "", next);
    this.#url = url;
  }
}

/** What is no HTML gets a document around it, as browsers do. */
function asDocument(url: URL, type: string, body: Uint8Array): string {
  if (/^(text\/html|application\/xhtml)/i.test(type)) {
    const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? "utf-8";
    return new TextDecoder(knownCharset(charset)).decode(body);
  }
  const source = escapeHtml(url.href);
  if (/^image\//i.test(type)) return `<!doctype html><body><img src="${source}">`;
  return `<!doctype html><body><pre style="white-space: pre-wrap; overflow-wrap: anywhere">${escapeHtml(new TextDecoder().decode(body))}</pre>`;
}

function knownCharset(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch (error) {
    if (error instanceof RangeError) return "utf-8";
    throw error;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const address = readAddress(location);
if (address) new Preview(address).start();
else say("This is the page for previews of the sandbox host. Its address names no server.");
