// What every command needs first: packages, and for the tests a browser. Runs on Node 20.19+ without any package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");
/** The pinned Node that the tools run on. */
export const NODE = join(ROOT, "node_modules/.bin/node");

/** Runs a command with its output shown. @returns {number} its exit code */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (result.error) {
    console.error(`${command} could not be started: ${result.error.message}`);
    return 127;
  }
  return result.status ?? 1;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Installs the packages when the lock file is not the one they were installed from. */
export function install() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  const stamp = join(ROOT, "node_modules/.mirrorbox-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock && existsSync(NODE)) return;
  console.log("Installing packages (once) …");
  // Not `npm ci`: it refuses a lock file from a registry that lacks another platform's optional packages.
  if (run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]) !== 0) {
    fail("npm install failed. Check the network and the npm registry setting, then run the command again.");
  }
  writeFileSync(stamp, lock);
}

/** A digest over names, sizes and times of all that the build reads. */
function inputs() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const info = statSync(path);
    if (info.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
  };
  for (const name of ["src", "tasks", "scripts", "index.html", "vite.config.ts", "package-lock.json"])
    visit(join(ROOT, name));
  return hash.digest("hex");
}

/** Builds dist/ when something that it is made of has changed. */
export function build() {
  const stamp = join(ROOT, "build/stamp");
  const before = inputs();
  if (
    existsSync(join(ROOT, "dist/index.html")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === before
  )
    return;
  console.log("Building …");
  if (run(NODE, ["scripts/build.mjs"]) !== 0) fail("The build failed: see the message above.");
  mkdirSync(join(ROOT, "build"), { recursive: true });
  writeFileSync(stamp, inputs());
}

/** Path of a Chromium; installs Debian's package when it can. Sets CHROMIUM for child processes. */
export function browser() {
  const known = [
    process.env["CHROMIUM"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const find = () => known.find((path) => path !== undefined && existsSync(path));
  let path = find();
  if (path === undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium from Debian's package (once) …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], { env });
    run("apt-get", ["install", "-y", "-qq", "chromium"], { env });
    path = find();
  }
  if (path === undefined) {
    fail(
      "The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.",
    );
  }
  process.env["CHROMIUM"] = path;
  return path;
}
