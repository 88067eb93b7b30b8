import { decodeBytes, encodeText } from "../bytes.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { normalize } from "../run/shell.ts";
import { ProgramExit, type Program, type ProgramContext } from "./program.ts";

interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const HELP = `npm here runs scripts and programs that are already in the file system.
  npm run [script [-- arguments]]   a script of package.json; also: npm start, npm test
  npm exec, npx PROGRAM             a program of node_modules/.bin
There is no registry: packages cannot be installed from the network.
`;

export const npm: Program = async (context) => {
  const [command = "help", ...rest] = context.args.filter((arg, i) => i > 0 || !/^(-s|--silent)$/.test(arg));
  switch (command) {
    case "run":
    case "run-script":
      return runScript(context, rest[0], rest.slice(1));
    case "start":
    case "test":
    case "t":
    case "stop":
    case "restart":
      return runScript(context, command === "t" ? "test" : command, rest);
    case "exec":
    case "x":
      return runBin(context, rest);
    case "-v":
    case "--version":
      await context.out.line("11.0.0");
      return 0;
    case "root":
      await context.out.line(`${(readManifest(context) ?? { folder: context.cwd }).folder}/node_modules`);
      return 0;
    case "prefix":
      await context.out.line((readManifest(context) ?? { folder: context.cwd }).folder);
      return 0;
    case "help":
    case "--help":
    case "-h":
      await context.out.text(HELP);
      return command === "help" && context.args.length === 0 ? 1 : 0;
    case "i":
    case "install":
    case "add":
    case "ci":
    case "update":
      return refuse(
        context,
        "this machine has no network, so that packages cannot be installed from a registry.\nPut the package's files into node_modules instead.",
      );
    default:
      return refuse(context, `\`${command}\` is not something that npm can do here. Try: npm help`);
  }
};

async function refuse(context: ProgramContext, message: string, status = 1): Promise<never> {
  await context.out.flush();
  const lines = message.split("\n").map((line) => `npm error ${line}\n`);
  await context.stderr.write(encodeText(lines.join("")));
  throw new ProgramExit(status);
}

export const npx: Program = (context) => runBin(context, context.args);

/** The package that the working directory belongs to. */
function readManifest(context: ProgramContext): Manifest | null {
  for (let folder = context.cwd; ; folder = normalize(`${folder}/..`)) {
    try {
      const text = decodeBytes(context.sys.readFile(`${folder === "/" ? "" : folder}/package.json`));
      const json = JSON.parse(text) as Partial<Record<"name" | "version" | "scripts", unknown>>;
      const scripts = typeof json.scripts === "object" && json.scripts !== null ? json.scripts : {};
      return {
        folder,
        name: typeof json.name === "string" ? json.name : "",
        version: typeof json.version === "string" ? json.version : "",
        scripts: Object.fromEntries(
          Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
        ),
      };
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      if (!(error instanceof SyscallError)) throw error;
    }
    if (folder === "/") return null;
  }
}

/** With the bins of all node_modules on the way up first in PATH, as npm sets it. */
function environment(
  context: ProgramContext,
  folder: string,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const bins: string[] = [];
  for (let at = folder; ; at = normalize(`${at}/..`)) {
    bins.push(`${at === "/" ? "" : at}/node_modules/.bin`);
    if (at === "/") break;
  }
  return { ...context.env, PATH: [...bins, context.env.PATH ?? "/usr/bin"].join(":"), ...extra };
}

async function runScript(
  context: ProgramContext,
  name: string | undefined,
  args: readonly string[],
): Promise<number> {
  const manifest = readManifest(context);
  if (manifest === null)
    return refuse(context, "Could not read package.json: there is none here, or it is not JSON.", 254);
  const title = `${manifest.name}${manifest.version === "" ? "" : `@${manifest.version}`}`;
  if (name === undefined) {
    await context.out.text(`Scripts available in ${title} via \`npm run\`:\n`);
    for (const [script, command] of Object.entries(manifest.scripts))
      await context.out.text(`  ${script}\n    ${command}\n`);
    return 0;
  }
  if (manifest.scripts[name] === undefined) {
    if (name !== "start")
      return refuse(context, `Missing script: "${name}"\nTo see a list of scripts, run:\n  npm run`);
    return context.run(["node", "server.js"], {
      env: environment(context, manifest.folder, {}),
      cwd: manifest.folder,
    });
  }
  const silent = context.args.includes("--silent") || context.args.includes("-s");
  const given = args[0] === "--" ? args.slice(1) : args.filter((arg) => arg !== "--silent" && arg !== "-s");
  for (const step of [`pre${name}`, name, `post${name}`]) {
    const script = manifest.scripts[step];
    if (script === undefined) continue;
    const command = step === name ? [script, ...given.map(quote)].join(" ") : script;
    if (!silent) await context.out.text(`\n> ${title} ${step}\n> ${command}\n\n`);
    const env = environment(context, manifest.folder, {
      npm_lifecycle_event: step,
      npm_lifecycle_script: script,
      npm_package_name: manifest.name,
      npm_package_version: manifest.version,
      npm_package_json: `${manifest.folder}/package.json`,
      npm_execpath: "/usr/bin/npm",
      npm_node_execpath: "/usr/bin/node",
      INIT_CWD: context.cwd,
    });
    const status = await context.run(["sh", "-c", command], { env, cwd: manifest.folder });
    if (status !== 0) return status;
  }
  return 0;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

async function runBin(context: ProgramContext, args: readonly string[]): Promise<number> {
  const words = [...args];
  while (words[0] !== undefined && /^(-y|--yes|--no|--no-install|--)$/.test(words[0])) words.shift();
  const name = words[0];
  if (name === undefined) return refuse(context, "which program? Usage: npx PROGRAM [arguments]");
  const env = environment(context, context.cwd, {});
  for (const folder of env.PATH!.split(":")) {
    try {
      context.sys.access(`${folder}/${name}`, 1);
      return await context.run(words, { env });
    } catch (error) {
      if (error instanceof ProgramExit || !(error instanceof SyscallError)) throw error;
    }
  }
  return refuse(
    context,
    `${name} is not in node_modules/.bin, and this machine has no network to install it from.`,
  );
}
