import { checkedLimits } from "../machine/limits.ts";
import { relayPreviews } from "../preview/relay.ts";
import { Heartbeat, pingOver } from "../heartbeat.ts";
import {
  ASSETS,
  CONNECT,
  FIRST_ASSETS,
  FRAME_LOADED,
  type AssetReply,
  type AssetRequest,
  type Connect,
  type Door,
  type DoorOpened,
  type RuntimeScript,
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

/** Runs the runtime, and tells it what came along, by an event that no other window can cause. */
const FRAME_SCRIPT = `addEventListener("message", function given({ data, ports, source }) {
  if (source !== parent) return;
  removeEventListener("message", given);
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(data.script) + "\\n//# sourceURL=runtime.js";
  document.body.append(script);
  dispatchEvent(new MessageEvent("${CONNECT}", { data: data.connect, ports }));
});
parent.postMessage("${FRAME_LOADED}", "*");`;

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

async function request(path: string): Promise<Response> {
  const url = new URL(path, base);
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(
      `${url.pathname} could not be fetched (${error instanceof Error ? error.message : "unknown"})`,
    );
  });
  if (!response.ok) throw new Error(`${url.pathname} could not be fetched (status ${response.status})`);
  return response;
}

const load = async (path: string): Promise<ArrayBuffer> => await (await request(path)).arrayBuffer();

/** Sends what the first program needs, and then what is asked for. */
function sendAssets(port: MessagePort): void {
  const reply = (answer: AssetReply): void => port.postMessage(answer, [answer.bytes]);
  const send = async ({ name, inPieces }: AssetRequest): Promise<void> => {
    try {
      if (!inPieces) return reply({ name, bytes: await load(ASSETS[name]), more: false });
      const { body } = await request(ASSETS[name]);
      const reader = body?.getReader();
      for (let read = await reader?.read(); read?.value; read = await reader?.read())
        reply({ name, bytes: read.value.slice().buffer, more: true });
      reply({ name, bytes: new ArrayBuffer(0), more: false });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply({ name, bytes: new ArrayBuffer(0), error: message, more: false });
    }
  };
  for (const name of FIRST_ASSETS) void send({ name, inPieces: false });
  port.addEventListener("message", ({ data }: MessageEvent<AssetRequest>) => {
    if (Object.hasOwn(ASSETS, data.name)) void send(data);
  });
  port.start();
}

/** Whoever serves the host decides: `<meta name="previews" content="on">` in this page. */
function previewsAreOn(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="previews"]')?.content === "on";
}

/** Everything is fetched, and on its way to the frame, while the frame's process starts. */
function openFrame(): void {
  const limits = limitsOfPage();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.allow = "cross-origin-isolated";
  addEventListener("message", (event: MessageEvent<unknown>) => {
    // The frame's origin is opaque ("null"), so only its window identifies it.
    if (event.source !== frame.contentWindow || !frame.contentWindow) return;
    const target = frame.contentWindow;
    if (event.data === FRAME_LOADED) {
      const previews = crypto.randomUUID();
      const connect: Connect = { door, base: base.href, limits, previews };
      runtime.then(
        (script) => {
          const message: RuntimeScript = { script, connect };
          target.postMessage(message, "*", [script, assets.port2, previewChannel.port2]);
        },
        (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
      );
      relayPreviews(previews, previewsAreOn(), previewChannel.port1);
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
  const runtime = load("host/runtime.js");
  const [assets, previewChannel] = [new MessageChannel(), new MessageChannel()];
  sendAssets(assets.port1);
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
