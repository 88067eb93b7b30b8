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

/** Browser tests that take all of the machine's memory or cores, or watch that nothing stalls meanwhile. */
const ALONE = ["e2e/sealed-abuse.test.ts", "e2e/sealed-crash.test.ts"];

const IN_BROWSER = {
  environment: "node" as const,
  testTimeout: 300_000,
  hookTimeout: 120_000,
  globalSetup: ["e2e/global-setup.ts"],
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
          ...IN_BROWSER,
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          exclude: ALONE,
          // Each drives a browser of its own, and waits much of the time.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...IN_BROWSER,
          name: "e2e-alone",
          include: ALONE,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
