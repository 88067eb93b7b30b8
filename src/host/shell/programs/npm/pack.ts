import { S_IFDIR, S_IFLNK, S_IFMT } from "../../../machine/flags.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes } from "../../bytes.ts";
import { patternRegex } from "../../expand/pattern.ts";
import { gzipBytes } from "../archive.ts";
import type { ProgramContext } from "../program.ts";
import { tarArchive, tarBlocks } from "../tar-format.ts";
import { isOn, isSilent, type CommandLine } from "./command-line.ts";
import { ownManifest, readManifest, type Manifest } from "./manifest.ts";
import { refuse, say } from "./messages.ts";
import { runEvent } from "./scripts.ts";
import { sha512 } from "./tree.ts";

/** Never packed, wherever they are. */
const NEVER =
  /(^|\/)(node_modules|\.git|\.svn|\.hg|CVS|\.DS_Store|\.npmrc|\.package-lock\.json|npm-debug\.log|\..*\.swp|\._.*)(\/|$)|^package-lock\.json$|^\.(git|npm)ignore$|(^|\/)\.(git|npm)ignore$/;
/** Always packed, at the top. */
const ALWAYS = /^(package\.json|readme(\..*)?|licen[cs]e(\..*)?)$/i;
/** The time that npm gives all files of a package: 1985-10-26T08:15:00Z. */
const PACKED_TIME = 499_162_500;

/** npm pack [folder] [--dry-run] [--pack-destination=folder] */
export async function pack(context: ProgramContext, line: CommandLine): Promise<number> {
  const folder = line.words[0];
  const manifest =
    folder === undefined ? await ownManifest(context) : await readManifest(context, context.path(folder));
  if (!manifest) return refuse(context, `Could not read package.json in ${folder}`);
  if (manifest.name === "" || manifest.version === "")
    return refuse(context, "Invalid package, must have name and version");
  const silent = isSilent(line);
  if (!isOn(line, "ignore-scripts"))
    for (const event of ["prepack", "prepare"]) {
      const status = await runEvent(context, manifest, event, { command: "pack", silent });
      if (status !== 0) return status;
    }
  const paths = packedFiles(context, manifest);
  const files = paths.map((path) => ({ path, content: context.sys.readFile(`${manifest.folder}/${path}`) }));
  const bins = new Set(Object.values(manifest.bin));
  const parts = files.flatMap(({ path, content }) =>
    tarBlocks({
      name: `package/${path}`,
      type: "0",
      mode: bins.has(path) ? 0o755 : 0o644,
      mtime: PACKED_TIME,
      link: "",
      content,
    }),
  );
  const archive = await gzipBytes(tarArchive(parts), 9);
  const name = `${manifest.name.replace(/^@/, "").replaceAll("/", "-")}-${manifest.version}.tgz`;
  const target = line.options.get("pack-destination") ?? ".";
  if (!isOn(line, "dry-run"))
    context.sys.writeFile(context.path(`${target}/${name}`), archive.slice(), 0o1101, 0o644);
  if (!silent) {
    const unpacked = files.reduce((sum, { content }) => sum + content.length, 0);
    const integrity = await sha512(archive);
    await say(
      context,
      "notice",
      [
        "",
        `📦  ${manifest.name}@${manifest.version}`,
        "Tarball Contents",
        ...files.map(({ path, content }) => `${size(content.length)} ${path}`),
        "Tarball Details",
        `name: ${manifest.name}`,
        `version: ${manifest.version}`,
        `filename: ${name}`,
        `package size: ${size(archive.length).replace(/(?=[a-zA-Z])/, " ")}`,
        `unpacked size: ${size(unpacked).replace(/(?=[a-zA-Z])/, " ")}`,
        `integrity: ${integrity.slice(0, 20)}[...]${integrity.slice(-15)}`,
        `total files: ${files.length}`,
        "",
      ].join("\n"),
    );
  }
  await context.out.line(name);
  return 0;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes}B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)}kB` : `${(bytes / 1e6).toFixed(1)}MB`;
}

/** What npm would publish, by `files` of package.json, else by .npmignore or .gitignore. */
function packedFiles(context: ProgramContext, manifest: Manifest): string[] {
  const { json, bin, folder } = manifest;
  const all = filesBelow(context, folder, "").filter((path) => !NEVER.test(path));
  const main = typeof json["main"] === "string" ? json["main"].replace(/^\.\//, "") : "index.js";
  const needed = new Set([main, `${main}.js`, ...Object.values(bin)]);
  const listed = Array.isArray(json["files"])
    ? json["files"].filter((glob): glob is string => typeof glob === "string")
    : null;
  const ignored = listed ?? ignoreLines(context, folder);
  const matches = (path: string): boolean => {
    let is = false;
    for (const glob of ignored) {
      const [plain, yes] = glob.startsWith("!") ? [glob.slice(1), false] : [glob, true];
      if (globMatches(plain, path, listed !== null)) is = yes;
    }
    return is;
  };
  return all
    .filter((path) => ALWAYS.test(path) || needed.has(path) || matches(path) === (listed !== null))
    .toSorted((a, b) => a.localeCompare(b, "en"));
}

/** A pattern as in .gitignore; those of `files` start at the top. */
function globMatches(glob: string, path: string, fromTop: boolean): boolean {
  const plain = glob.replace(/^\.?\//, "").replace(/\/(\*\*)?$/, "");
  if (plain === "" || plain === "." || plain === "**") return true;
  const anchored = fromTop || plain.includes("/") || glob.startsWith("/");
  const parts = path.split("/");
  const starts = anchored ? [0] : parts.map((_part, i) => i);
  return starts.some((start) =>
    parts.some((_part, end) => {
      const piece = parts.slice(start, end + 1).join("/");
      return end >= start && patternRegex(plain.replaceAll("**/", "*"), { extended: false }).test(piece);
    }),
  );
}

function ignoreLines(context: ProgramContext, folder: string): string[] {
  for (const name of [".npmignore", ".gitignore"]) {
    try {
      const text = decodeBytes(context.sys.readFile(`${folder}/${name}`));
      return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
    }
  }
  return [];
}

function filesBelow(context: ProgramContext, root: string, path: string): string[] {
  return context.sys.readdir(`${root}/${path}`).flatMap(({ name }) => {
    const at = path === "" ? name : `${path}/${name}`;
    if (NEVER.test(at)) return [];
    const type = context.sys.lstat(`${root}/${at}`).mode & S_IFMT;
    if (type === S_IFLNK) return [];
    return type === S_IFDIR ? filesBelow(context, root, at) : [at];
  });
}
