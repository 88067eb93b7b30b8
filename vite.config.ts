import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const IFRAME_URL = /@webcontainer[\\/]api[\\/]dist[\\/]internal[\\/]iframe-url\.js(?:\?|$)/;
const FIXED = "url.pathname = '/headless';";

/**
 * The published client loads its host from the fixed path `/headless`. An app under a sub-path has its host below that
 * path, so this one expression reads a global that `src/sandbox` sets before boot.
 */
function headlessPath(): Plugin {
  let seen = false;
  return {
    name: "headless-path",
    config: () => ({ optimizeDeps: { exclude: ["@webcontainer/api"] } }),
    transform: {
      filter: { id: IFRAME_URL },
      handler(code) {
        if (!code.includes(FIXED))
          this.error("@webcontainer/api: iframe-url.js is not as expected; check headlessPath");
        seen = true;
        const open = "url.pathname = globalThis.WEBCONTAINER_HEADLESS_PATH ?? '/headless';";
        return { code: code.replace(FIXED, open), map: null };
      },
    },
    buildEnd(error) {
      if (error === undefined && !seen) this.warn("@webcontainer/api is not part of this build");
    },
  };
}

const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

export default defineConfig({
  base: "./",
  publicDir: "build/public",
  plugins: [react(), headlessPath()],
  server: { headers: ISOLATION },
  worker: { format: "es" },
  build: { target: "es2023", chunkSizeWarningLimit: 6000, reportCompressedSize: false },
});
