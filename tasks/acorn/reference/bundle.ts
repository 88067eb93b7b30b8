import type { Plugin } from "esbuild";
import { packageFile } from "../../pipeline/package-file.ts";
import { once, patching } from "../../pipeline/patch.ts";

const find: Plugin = {
  name: "find the command line",
  setup(build) {
    build.onResolve({ filter: /^acorn-command$/ }, () => ({ path: packageFile("acorn", "dist/bin.js") }));
  },
};

/** Its help names the file that was started, which is not called acorn here. */
export const plugins = [
  find,
  patching(/acorn\/dist\/bin\.js$/, (source) => once(source, "path.basename(process.argv[1])", '"acorn"')),
];
