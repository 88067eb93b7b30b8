import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vitest/config";

/** Libraries of WebAssembly as their bytes, as the host's build packs them. */
const wasmBytes: Plugin = {
  name: "wasm-bytes",
  enforce: "pre",
  load(id) {
    if (!id.endsWith(".wasm")) return null;
    return `export default Uint8Array.from(atob("${readFileSync(id, "base64")}"), (char) => char.charCodeAt(0))`;
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
          // A browser and the app's workers already fill two cores.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          globalSetup: ["e2e/global-setup.ts"],
        },
      },
    ],
  },
});
