import { packageText } from "../../pipeline/package-file.ts";
import { once, patching } from "../../pipeline/patch.ts";

const { version } = JSON.parse(packageText("figlet", "package.json")) as { version: string };

/** The command line finds its version and its fonts beside itself, which a bundle is not. */
export const plugins = [
  patching(/figlet\/bin\/index\.js$/, (source) => {
    const start = source.indexOf("// ES module equivalent of __dirname");
    const end = source.indexOf("program\n");
    if (start < 0 || end < start) throw new Error("figlet: its command line looks different");
    return `${source.slice(0, start)}const packageJson = { version: ${JSON.stringify(version)} };\n${source.slice(end)}`;
  }),
  patching(/figlet\/dist\/node-figlet\.mjs$/, (source) =>
    once(source, 'path.join(moduleDirname, "/../fonts/")', '"fonts/"'),
  ),
];
