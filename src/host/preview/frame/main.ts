import { FRAME_READY, type ShowDocument } from "../messages.ts";
import { Bridge } from "./bridge.ts";
import { installElements } from "./elements.ts";
import { installEventSource } from "./event-source.ts";
import { installFetch } from "./fetch.ts";
import { Modules } from "./modules.ts";
import { installNavigation } from "./navigation.ts";
import { installState } from "./page-state.ts";
import { prepareDocument } from "./prepare.ts";
import { installReports } from "./reports.ts";
import { Resources } from "./resources.ts";
import { installXhr } from "./xhr.ts";

/** What no policy stops. A determined document finds them again in a frame of its own: this is no seal (see the README). */
const WAYS_OUT = [
  "RTCPeerConnection",
  "webkitRTCPeerConnection",
  "RTCDataChannel",
  "RTCIceTransport",
  "WebTransport",
];

/** The first script of a preview's frame: takes a document from preview.html, and shows it. */
addEventListener("message", function show({ data, source, ports }: MessageEvent<ShowDocument | null>) {
  const [port] = ports;
  if (source !== parent || data?.type !== "preview-show" || !port) return;
  removeEventListener("message", show);
  void start(data, port);
});
parent.postMessage(FRAME_READY, "*");

async function start({ url, html, script, cookie, stored }: ShowDocument, port: MessagePort): Promise<void> {
  const bridge = new Bridge(port, url, cookie);
  const resources = new Resources(bridge);
  const loading = { resources, modules: new Modules(resources) };
  const ready = await prepareDocument(html, bridge.url, script, loading);
  for (const name of WAYS_OUT) Reflect.deleteProperty(globalThis, name);
  // Takes away all listeners of the window; so the bridge's own come after it.
  document.open();
  loading.modules.install();
  installFetch(bridge);
  installXhr(bridge);
  installEventSource(bridge);
  installState(bridge, stored);
  installReports(bridge);
  installElements(bridge, loading);
  installNavigation(bridge);
  document.write(ready);
  document.close();
  if (bridge.url.hash !== "") location.hash = bridge.url.hash;
}
