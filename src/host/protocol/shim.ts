import { checkedLimits } from "../machine/limits.ts";
import { relayPreviews } from "../preview/relay.ts";
import { Heartbeat, pingOver } from "../heartbeat.ts";
import {
  ASSETS,
  RUNTIME_LOADED,
  type AssetName,
  type AssetReply,
  type AssetRequest,
  type Connect,
  type Door,
  type DoorOpened,
  type ToEmbedder,
} from "./frame-messages.ts";

/**
 * The page that an app embeds. It keeps a real origin, because the client accepts the host's first message only from the
 * origin that it asked for, and because only here can files be fetched. It runs no program: programs live in the workers
 * of a frame with an opaque origin, made from `srcdoc` so that it inherits this page's isolation even on servers that
 * set no headers.
 */

const FRAME_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'";

/** Takes the runtime's script as bytes and runs it. */
const FRAME_SCRIPT = `addEventListener("message", (event) => {
  const script = document.createElement("script");
  const url = URL.createObjectURL(new Blob([event.data], { type: "text/javascript" }));
  script.onload = () => URL.revokeObjectURL(url);
  script.src = url;
  document.body.append(script);
}, { once: true });
parent.postMessage("frame-loaded", "*");`;

/** What the host's page says in `<meta name="limits" content='{"processes": 20}'>`. @throws Error when it is not JSON */
function limitsOfPage(): Connect["limits"] {
  const { content = "" } = document.querySelector<HTMLMetaElement>('meta[name="limits"]') ?? {};
  if (content.trim() === "") return {};
  return checkedLimits(JSON.parse(content) as Connect["limits"]);
}

const door: Door = location.hash === "#machines" ? "machines" : "client";
const base = new URL(".", location.href);

/**
 * Whoever embeds this page may use it: it gives a sandbox that holds nothing of this origin. So the origin of the
 * embedder does not matter, and some browsers would not tell it.
 */
function toEmbedder(message: ToEmbedder, transfer: Transferable[] = []): void {
  parent.postMessage(message, "*", transfer);
}

function fail(message: string): void {
  if (door === "machines") return toEmbedder({ type: "machines-failed", message });
  toEmbedder({ type: "warning", level: "error", message });
  // The published client has no message for failure: it would wait for ever. So it gets a server that only says no.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<{ id?: unknown }>) =>
    port1.postMessage(refusal(data.id, message));
  toEmbedder({ type: "init" }, [port2]);
}

/** A thrown Error as comlink 4.3.0 sends it; `type` 3 is a value of a transfer handler. */
function refusal(id: unknown, message: string): object {
  const error = { message: `The sandbox host did not start: ${message}.`, name: "Error", stack: "" };
  return { id, type: 3, name: "throw", value: { isError: true, value: error } };
}

async function load(path: string): Promise<ArrayBuffer> {
  const url = new URL(path, base);
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(
      `${url.pathname} could not be fetched (${error instanceof Error ? error.message : "unknown"})`,
    );
  });
  if (!response.ok) throw new Error(`${url.pathname} could not be fetched (status ${response.status})`);
  return await response.arrayBuffer();
}

/** What the first program needs is fetched while the frame starts. Each is handed over once. */
function fetchEarly(): Map<AssetName, Promise<ArrayBuffer>> {
  const names = ["node.js", "node-lib.bin", "node-lib.json"] as const;
  return new Map(
    names.map((name) => {
      const bytes = load(ASSETS[name]);
      // Whoever asks for it hears of the failure.
      bytes.catch(() => undefined);
      return [name, bytes];
    }),
  );
}

function answerAssets(port: MessagePort, early: Map<AssetName, Promise<ArrayBuffer>>): void {
  port.addEventListener("message", ({ data }: MessageEvent<AssetRequest>) => {
    const { name } = data;
    if (!Object.hasOwn(ASSETS, name)) return;
    const reply = (answer: AssetReply, transfer: Transferable[] = []): void =>
      port.postMessage(answer, transfer);
    const bytes = early.get(name) ?? load(ASSETS[name]);
    early.delete(name);
    bytes.then(
      (bytes) => reply({ name, bytes }, [bytes]),
      (error: unknown) => reply({ name, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  port.start();
}

/** Whoever serves the host decides: `<meta name="previews" content="on">` in this page. */
function previewsAreOn(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="previews"]')?.content === "on";
}

function openFrame(): void {
  const limits = limitsOfPage();
  const runtime = load("host/runtime.js");
  const early = fetchEarly();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.allow = "cross-origin-isolated";
  addEventListener("message", (event: MessageEvent<unknown>) => {
    // The frame's origin is opaque ("null"), so only its window identifies it.
    if (event.source !== frame.contentWindow || !frame.contentWindow) return;
    const target = frame.contentWindow;
    if (event.data === "frame-loaded") {
      runtime.then(
        (bytes) => target.postMessage(bytes, "*", [bytes]),
        (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
      );
    } else if (event.data === RUNTIME_LOADED) {
      const { port1, port2 } = new MessageChannel();
      answerAssets(port1, early);
      const previews = crypto.randomUUID();
      const channel = new MessageChannel();
      relayPreviews(previews, previewsAreOn(), channel.port1);
      const connect: Connect = { type: "connect", door, base: base.href, limits, previews };
      target.postMessage(connect, "*", [port2, channel.port2]);
    } else if ((event.data as DoorOpened | null)?.type === "door-opened") {
      const [port, pulse] = event.ports;
      if (!port || !pulse) return;
      if (door === "machines") return toEmbedder({ type: "machines-init" }, [port, pulse]);
      toEmbedder({ type: "init" }, [port]);
      // The client itself does not notice when the frame is gone: its calls would wait without a word.
      new Heartbeat(pingOver(pulse)).watch(new Promise(() => undefined)).catch((error: unknown) => {
        fail(`${error instanceof Error ? error.message : String(error)} Reload the page to start it anew.`);
      });
    }
  });
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><body><script>${FRAME_SCRIPT}</script>`;
  document.body.append(frame);
}

if (parent === window) {
  document.body.textContent =
    "This page is the sandbox host. An app embeds it; there is nothing to see here.";
} else {
  try {
    openFrame();
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}
