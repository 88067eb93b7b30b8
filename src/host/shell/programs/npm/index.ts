/**
 * npm as far as it goes without a registry: scripts, local commands, and packages from folders and tarballs that are in
 * the file system. *Manifest*: a package.json. *Spec*: what a dependency asks for. *Tree*: what lies in node_modules.
 */
import type { Program, ProgramContext } from "../program.ts";
import { isOn, parseCommandLine, type CommandLine } from "./command-line.ts";
import { init, pkg } from "./init.ts";
import { cleanInstall, install, uninstall } from "./install.ts";
import { list } from "./list.ts";
import { nearestManifest, ownManifest } from "./manifest.ts";
import { NO_REGISTRY, refuse } from "./messages.ts";
import { pack } from "./pack.ts";
import { NODE_VERSION, NPM_VERSION, runBin, runScript } from "./scripts.ts";

const HELP = `npm <command>

Usage:

npm install                the dependencies of package.json that are in the file system
npm install ./folder       a package from a folder
npm install ./file.tgz     a package from a tarball
npm uninstall NAME         takes a package out again
npm run [SCRIPT] [-- ARGS] a script of package.json; also: npm start, npm test, npm stop, npm restart
npm exec, npx PROGRAM      a program of node_modules/.bin
npm init, npm pkg          make and change package.json
npm ls, npm pack           list packages; make a tarball of this one

${NO_REGISTRY}
`;

export const npm: Program = async (context) => {
  const line = parseCommandLine(context.args);
  if (isOn(line, "version") && line.command === "") return say(context, NPM_VERSION);
  if (isOn(line, "help") || line.command === "help" || line.command === "") {
    await context.out.text(HELP);
    return line.command === "" && !isOn(line, "help") ? 1 : 0;
  }
  const command = COMMANDS[line.command];
  if (command) return command(context, line);
  return refuse(
    context,
    `Unknown command: "${line.command}"\n\nTo see a list of supported npm commands, run:\n  npm help`,
  );
};

type Command = (context: ProgramContext, line: CommandLine) => Promise<number>;

const script =
  (name: string): Command =>
  (context, line) =>
    runScript(context, line, name, [...line.words, ...line.rest]);

const run: Command = (context, line) =>
  runScript(context, line, line.words[0], [...line.words.slice(1), ...line.rest]);

const exec: Command = (context, line) => {
  const call = line.options.get("call");
  return call === undefined
    ? runBin(context, [...line.words, ...line.rest])
    : runBin(context, ["sh", "-c", call]);
};

const networked: Command = (context, line) =>
  refuse(context, `code ENOREGISTRY\n\`npm ${line.command}\` needs a registry.\n${NO_REGISTRY}`);

const prefix: Command = async (context) =>
  say(context, (await nearestManifest(context))?.folder ?? context.cwd);

const root: Command = async (context) =>
  say(context, `${(await nearestManifest(context))?.folder ?? context.cwd}/node_modules`);

const version: Command = async (context, line) => {
  if (line.words.length > 0)
    return refuse(context, "npm version here only tells versions; set one with: npm pkg set version=1.2.3");
  const manifest = await ownManifest(context);
  return say(
    context,
    `{ '${manifest.name}': '${manifest.version}', npm: '${NPM_VERSION}', node: '${NODE_VERSION}' }`,
  );
};

const COMMANDS: Readonly<Partial<Record<string, Command>>> = {
  add: install,
  ci: cleanInstall,
  "clean-install": cleanInstall,
  create: init,
  exec,
  i: install,
  in: install,
  init,
  install,
  list,
  ll: list,
  ls: list,
  la: list,
  pack,
  pkg,
  prefix,
  r: uninstall,
  remove: uninstall,
  restart: script("restart"),
  rm: uninstall,
  root,
  run,
  "run-script": run,
  start: script("start"),
  stop: script("stop"),
  t: script("test"),
  test: script("test"),
  tst: script("test"),
  un: uninstall,
  uninstall,
  unlink: uninstall,
  version,
  x: exec,
  ...Object.fromEntries(
    [
      "audit",
      "outdated",
      "publish",
      "search",
      "update",
      "up",
      "upgrade",
      "view",
      "info",
      "show",
      "login",
      "logout",
      "whoami",
      "fund",
      "dedupe",
    ].map((name) => [name, networked]),
  ),
};

async function say(context: ProgramContext, text: string): Promise<number> {
  await context.out.line(text);
  return 0;
}

/** npx [-y] PROGRAM [arguments] */
export const npx: Program = async (context) => {
  const words = [...context.args];
  let call: string | undefined;
  while (words[0]?.startsWith("-") === true) {
    const option = words.shift();
    if (option === "--") break;
    if (option === "-p" || option === "--package") words.shift();
    else if (option === "-c" || option === "--call") call = words.shift();
    else if (option === "-v" || option === "--version") return say(context, NPM_VERSION);
  }
  return call === undefined ? runBin(context, words) : runBin(context, ["sh", "-c", call]);
};
