/**
 * The composition root: makes the parts with side effects and hands them over. Nothing else does.
 */
import { openCatalog } from "./catalog/index.ts";
import { connectModel, examine, listModels, lookUpModel, stripCode } from "./model/index.ts";
import { openRecordings } from "./recordings/index.ts";
import { openRunStore } from "./runs/index.ts";
import { bootWebContainer, openMachines } from "./sandbox/index.ts";
import { createApp, findMissing } from "./session/index.ts";
import { renderApp } from "./ui/index.ts";

declare global {
  /**
   * Set by isolate.js: null once the page is isolated from other origins, else what is missing and what to do. Pending
   * while the page reloads to become isolated.
   */
  var mirrorboxIsolated: Promise<string | null>;
}

function onLeave(listener: () => void): () => void {
  addEventListener("pagehide", listener);
  return () => removeEventListener("pagehide", listener);
}

const network = {
  online: (): boolean => navigator.onLine,
  onChange(listener: () => void): () => void {
    addEventListener("online", listener);
    addEventListener("offline", listener);
    return () => {
      removeEventListener("online", listener);
      removeEventListener("offline", listener);
    };
  },
};

async function main(root: HTMLElement): Promise<void> {
  // Before anything else: a code in the address is for this page alone.
  const stripped = stripCode(new URL(location.href), sessionStorage);
  if (stripped !== null) history.replaceState(null, "", stripped);
  const notIsolated = await globalThis.mirrorboxIsolated;
  const missing = findMissing(globalThis);
  const base = new URL("./", document.baseURI).href;
  const headlessUrl = new URL("headless.html", base).href;
  const app = createApp({
    catalog: openCatalog({ baseUrl: base, indexedDB }),
    recordings: openRecordings({ baseUrl: base }),
    openStore: () => openRunStore(),
    bootSandbox: (runtime, signal) =>
      bootWebContainer({ runtime, headlessUrl, ...(signal === undefined ? {} : { signal }) }),
    machines: openMachines({ headlessUrl }),
    connectModel,
    lookUpModel,
    listModels,
    examine,
    browser: {
      page: () => new URL(location.href),
      leaveFor: (url) => location.assign(url),
      sessionStorage,
      locks: navigator.locks,
      localStorage,
      indexedDB,
      onLeave,
      openChannel: (name) => new BroadcastChannel(name),
      network,
      storage: navigator.storage,
    },
    missing:
      notIsolated === null ? missing : [{ what: "isolation of the page", remedy: notIsolated }, ...missing],
  });
  renderApp(root, app);
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
await main(root);
