import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vitest/config";
import { LLHTTP_HOLDER, llhttpBytes } from "./src/host/node/build/llhttp.ts";

/** Is in Node's own library, and in no package. */
const LLHTTP = "llhttp.wasm";

/** The source of a module of the library of the Node that runs this. */
function librarySource(id: string): string {
  const { binding } = process as unknown as { binding(name: "natives"): Readonly<Record<string, string>> };
  return binding("natives")[id] ?? "";
}

/** Libraries of WebAssembly as their bytes, as the host's build packs them. */
const wasmBytes: Plugin = {
  name: "wasm-bytes",
  enforce: "pre",
  resolveId: (id) => (id === LLHTTP ? id : null),
  load(id) {
    if (!id.endsWith(".wasm")) return null;
    const bytes = id === LLHTTP ? llhttpBytes(librarySource(LLHTTP_HOLDER)) : readFileSync(id);
    return `export default Uint8Array.from(atob("${bytes.toString("base64")}"), (char) => char.charCodeAt(0))`;
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wasmBytes],
        test: {
          server: { deps: { inline: [/\.wasm$/] } },
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "tasks/**/*.test.ts"],
          environment: "node",
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // A browser and the app's workers fill two cores, but for a third of the time, in which they wait.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          globalSetup: ["e2e/global-setup.ts"],
        },
      },
    ],
  },
});
