import type { Plugin } from "esbuild";
import { packageFile } from "../../pipeline/package-file.ts";
import { once, patching } from "../../pipeline/patch.ts";

const find: Plugin = {
  name: "find the command line",
  setup(build) {
    build.onResolve({ filter: /^commonmark-command$/ }, () => ({
      path: packageFile("commonmark", "bin/commonmark"),
    }));
  },
};

/** Not every machine that runs it has /dev/stdin. */
export const plugins = [
  find,
  patching(/commonmark\/bin\/commonmark$/, (source) => once(source, "['/dev/stdin']", "[0]")),
];
