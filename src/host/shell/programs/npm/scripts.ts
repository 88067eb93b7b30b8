import { SyscallError } from "../../../machine/syscalls.ts";
import { normalize } from "../../run/shell.ts";
import { ProgramExit, type ProgramContext } from "../program.ts";
import { isOn, isSilent, type CommandLine } from "./command-line.ts";
import { isRecord, nearestManifest, ownManifest, type Manifest, type Texts } from "./manifest.ts";
import { NO_REGISTRY, refuse } from "./messages.ts";

export const NPM_VERSION = "11.0.0";
/** The pinned Node. */
export const NODE_VERSION = "24.21.0";
/** Scripts that npm runs by itself, which `npm run` lists apart. */
const LIFECYCLE =
  /^(?:pre|post)?(?:install|test|start|stop|restart|publish|pack|version|uninstall)$|^(?:pre|post)?prepare$|^prepublish(?:Only)?$|^prepack$|^postpack$|^dependencies$/;

/** With the bins of all node_modules on the way up first in PATH, and what npm tells scripts. */
export function scriptEnvironment(
  context: ProgramContext,
  folder: string,
  extra: Texts = {},
): Record<string, string> {
  const bins: string[] = [];
  for (let at = folder; ; at = normalize(`${at}/..`)) {
    if (!at.endsWith("/node_modules")) bins.push(`${at === "/" ? "" : at}/node_modules/.bin`);
    if (at === "/") break;
  }
  return {
    ...context.env,
    PATH: [...bins, context.env["PATH"] ?? "/usr/bin"].join(":"),
    npm_config_user_agent: `npm/${NPM_VERSION} node/v${NODE_VERSION} linux x64 workspaces/false`,
    npm_execpath: "/usr/bin/npm",
    npm_node_execpath: "/usr/bin/node",
    NODE: "/usr/bin/node",
    INIT_CWD: context.cwd,
    ...extra,
  };
}

/** `npm_package_config_*` and the like, as far as npm 7 and later set them. */
function packageEnvironment(manifest: Manifest): Texts {
  const config = manifest.json["config"];
  const settings = isRecord(config) ? Object.entries(config) : [];
  return {
    npm_package_json: `${manifest.folder}/package.json`,
    npm_package_name: manifest.name,
    npm_package_version: manifest.version,
    ...Object.fromEntries(settings.map(([key, value]) => [`npm_package_config_${key}`, String(value)])),
    ...Object.fromEntries(
      Object.entries(manifest.bin).map(([name, file]) => [`npm_package_bin_${name}`, file]),
    ),
  };
}

interface EventOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly silent?: boolean;
  readonly settings?: Texts;
}

/** Runs one script of a package, if it has it. @returns its status */
export async function runEvent(
  context: ProgramContext,
  manifest: Manifest,
  event: string,
  options: EventOptions,
): Promise<number> {
  const script =
    manifest.scripts[event] ??
    (event === "start" && hasServer(context, manifest) ? "node server.js" : undefined);
  if (script === undefined) return 0;
  const command = [script, ...(options.args ?? []).map(quote)].join(" ");
  if (!options.silent) await context.out.text(`\n> ${title(manifest)} ${event}\n> ${command}\n\n`);
  const env = scriptEnvironment(context, manifest.folder, {
    ...packageEnvironment(manifest),
    ...options.settings,
    npm_command: options.command,
    npm_lifecycle_event: event,
    npm_lifecycle_script: script,
  });
  return context.run(["sh", "-c", command], { env, cwd: manifest.folder });
}

export function hasServer(context: ProgramContext, manifest: Manifest): boolean {
  try {
    context.sys.stat(`${manifest.folder}/server.js`);
    return true;
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return false;
  }
}

function title({ name, version, folder }: Manifest): string {
  const shown = name === "" ? folder.slice(folder.lastIndexOf("/") + 1) : name;
  return version === "" ? shown : `${shown}@${version}`;
}

/** `npm run`, `npm test` and the like: the script with its pre and post. */
export async function runScript(
  context: ProgramContext,
  line: CommandLine,
  name: string | undefined,
  args: readonly string[],
): Promise<number> {
  const manifest = await ownManifest(context);
  if (name === undefined) return listScripts(context, manifest);
  if (name === "restart" && manifest.scripts["restart"] === undefined) {
    const stopped = await runScript(context, line, "stop", []);
    return stopped === 0 ? runScript(context, line, "start", args) : stopped;
  }
  if (manifest.scripts[name] === undefined && !(name === "start" && hasServer(context, manifest))) {
    if (isOn(line, "if-present") || name === "env") return 0;
    return refuse(context, `Missing script: "${name}"\n\nTo see a list of scripts, run:\n  npm run`);
  }
  // Every option that npm does not know is a setting of the scripts.
  const settings = Object.fromEntries(
    [...line.options].map(([key, value]) => [`npm_config_${key.replaceAll("-", "_")}`, value]),
  );
  for (const event of [`pre${name}`, name, `post${name}`]) {
    if (event !== name && isOn(line, "ignore-scripts")) continue;
    const status = await runEvent(context, manifest, event, {
      command: /^(start|stop|test|restart)$/.test(name) ? name : "run",
      args: event === name ? args : [],
      silent: isSilent(line),
      settings,
    });
    if (status !== 0) return status;
  }
  return 0;
}

async function listScripts(context: ProgramContext, manifest: Manifest): Promise<number> {
  const all = Object.entries(manifest.scripts);
  const [own, others] = [
    all.filter(([name]) => LIFECYCLE.test(name)),
    all.filter(([name]) => !LIFECYCLE.test(name)),
  ];
  const list = async (heading: string, scripts: typeof all): Promise<void> => {
    await context.out.line(heading);
    for (const [name, command] of scripts) await context.out.text(`  ${name}\n    ${command}\n`);
  };
  if (own.length > 0) await list(`Lifecycle scripts included in ${title(manifest)}:`, own);
  if (own.length > 0 && others.length > 0) await context.out.line("");
  if (others.length > 0)
    await list(
      own.length > 0
        ? "available via `npm run`:"
        : `Scripts available in ${title(manifest)} via \`npm run\`:`,
      others,
    );
  return 0;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `npx PROGRAM` and `npm exec PROGRAM`: what node_modules/.bin or PATH has. */
export async function runBin(context: ProgramContext, words: readonly string[]): Promise<number> {
  const name = words[0];
  if (name === undefined) return refuse(context, "which program? Usage: npx PROGRAM [arguments]");
  const env = scriptEnvironment(context, context.cwd, { npm_command: "exec", npm_lifecycle_event: "npx" });
  // `npx tool@latest` means the tool that is there.
  const tool = name.replace(/(?<=.)@[^/]*$/, "");
  const own = await ownBin(context);
  for (const file of [
    ...env["PATH"]!.split(":").map((folder) => `${folder}/${tool.slice(tool.lastIndexOf("/") + 1)}`),
    own(tool),
  ]) {
    if (file === null) continue;
    try {
      context.sys.access(file, 1);
      return await context.run([file, ...words.slice(1)], { env });
    } catch (error) {
      if (error instanceof ProgramExit || !(error instanceof SyscallError)) throw error;
    }
  }
  return refuse(
    context,
    `could not determine executable to run: ${name} is not in node_modules/.bin.\n${NO_REGISTRY}`,
  );
}

/** The working package's own commands, which npx runs, too. */
async function ownBin(context: ProgramContext): Promise<(name: string) => string | null> {
  const manifest = await nearestManifest(context);
  return (name) => {
    const file = manifest?.bin[name];
    return file === undefined ? null : `${manifest?.folder}/${file}`;
  };
}
