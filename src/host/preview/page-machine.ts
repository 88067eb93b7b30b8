import {
  channelName,
  previewAddress,
  type FromMachine,
  type Header,
  type PreviewReport,
  type PreviewScript,
  type ToMachine,
} from "./messages.ts";

/** How long the machine may take to say anything at all; its page may be gone. */
const SILENCE_MS = 10_000;

interface MachineRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array | null;
}

/** A whole answer, or why there is none. */
export type Answer =
  | {
      readonly status: number;
      readonly headers: readonly Header[];
      readonly body: Uint8Array;
      readonly script: PreviewScript | null;
    }
  | { readonly failed: string };

/** The machine whose servers a preview shows, at the other end of a channel. */
export class Machine {
  readonly #channel: BroadcastChannel;
  readonly #running = new Map<string, (part: FromMachine) => void>();

  constructor(id: string) {
    this.#channel = new BroadcastChannel(channelName(id));
    this.#channel.addEventListener("message", ({ data }: MessageEvent<ToMachine | FromMachine>) => {
      if (data.kind !== "report" && data.kind !== "request" && data.kind !== "abort")
        this.#running.get(data.id)?.(data);
    });
  }

  report(message: PreviewReport["message"]): void {
    this.#say({ kind: "report", message });
  }

  /** Sends a request; its answer comes in parts. The returned function gives it up. */
  stream({ url, method, headers, body }: MachineRequest, heard: (part: FromMachine) => void): () => void {
    const id = crypto.randomUUID();
    const finish = (): void => {
      clearTimeout(silence);
      this.#running.delete(id);
    };
    const silence = setTimeout(() => {
      finish();
      heard({
        kind: "failed",
        id,
        message: "its machine does not answer; the page that it ran in may be closed",
      });
    }, SILENCE_MS);
    this.#running.set(id, (part) => {
      clearTimeout(silence);
      if (part.kind === "end" || part.kind === "failed") finish();
      heard(part);
    });
    const path = `${url.pathname}${url.search}`;
    this.#say({
      kind: "request",
      id,
      port: Number(url.port || 80),
      method,
      path,
      headers: clean(headers),
      body,
    });
    return () => {
      if (!this.#running.has(id)) return;
      finish();
      this.#say({ kind: "abort", id });
    };
  }

  /** As `stream`, collected. */
  request(request: MachineRequest): Promise<Answer> {
    return new Promise((resolve) => {
      const chunks: Uint8Array[] = [];
      let head: Extract<FromMachine, { kind: "head" }> | null = null;
      this.stream(request, (part) => {
        if (part.kind === "failed") resolve({ failed: part.message });
        else if (part.kind === "head") head = part;
        else if (part.kind === "chunk") chunks.push(part.bytes);
        else if (head) {
          const body = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
          let at = 0;
          for (const chunk of chunks) {
            body.set(chunk, at);
            at += chunk.length;
          }
          resolve({ status: head.status, headers: head.headers, body, script: head.script });
        }
      });
    });
  }

  #say(message: ToMachine): void {
    this.#channel.postMessage(message);
  }
}

/** Headers come from the program's document: none may end its line early. */
function clean(headers: readonly Header[]): Header[] {
  return headers.map(([name, value]) => [
    String(name).replaceAll(/[^\w!#$%&'*+.^`|~-]/g, ""),
    String(value).replaceAll(/[\r\n\0]/g, " "),
  ]);
}

/** What this page's address names: a channel and an address of the machine. */
export function readAddress({ search, hash }: Location): { id: string; url: URL } | null {
  const [, id, port, path = ""] = /^\?([\w-]+):(\d+)(.*)$/.exec(search) ?? [];
  if (id === undefined || port === undefined) return null;
  const url = machineUrl(
    `${path.startsWith("/") ? "" : "/"}${path}${hash}`,
    new URL(`http://localhost:${port}/`),
  );
  return url && { id, url };
}

export function fullUrl(id: string, url: URL): string {
  return `${previewAddress(id, Number(url.port || 80))}${url.pathname}${url.search}${url.hash}`;
}

/** An address of the machine's own servers; null for any other. */
export function machineUrl(text: string, base: URL): URL | null {
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)$/.test(url.hostname)
    ? url
    : null;
}
