// flags: --permission --allow-fs-read=given --allow-fs-read=/etc/host* --allow-fs-write=written
const fs = require("node:fs");
const path = require("node:path");
const { subscribe } = require("node:diagnostics_channel");

const here = process.cwd();
const shown = (text) => text.replaceAll(here, ".");

function attempt(name, run) {
  try {
    console.log(name, shown(String(run())));
  } catch (error) {
    const at = error.stack.split("\n")[1].trim().replace(/ \(.*/, "");
    console.log(name, error.code, error.permission, shown(String(error.resource)), error.message, at);
  }
}

for (const file of ["given", "given/x", "written", "other", __filename, "/etc/hostname", "/etc/passwd", "./given"])
  console.log(
    shown(file),
    process.permission.has("fs.read", file),
    process.permission.has("fs.write", path.resolve(file)),
  );
console.log(process.permission.has("fs"), process.permission.has("fs.read"), process.permission.has("nonsense"));

attempt("readFileSync", () => fs.readFileSync("/etc/passwd"));
attempt("readFileSync utf8", () => fs.readFileSync("/etc/passwd", "utf8"));
attempt("existsSync", () => fs.existsSync("other"));
attempt("writeFileSync", () => fs.writeFileSync("given", "x"));
attempt("written", () => fs.writeFileSync("written", "x"));
attempt("read what was written", () => fs.readFileSync("written"));
attempt("append reads, too", () => fs.openSync("written", "a+"));
attempt("mkdirSync", () => fs.mkdirSync("folder/in", { recursive: true }));
attempt("mkdtempSync", () => fs.mkdtempSync("temporary-"));
attempt("renameSync", () => fs.renameSync("written", "other"));
attempt("linkSync", () => fs.linkSync("written", "other"));
attempt("symlinkSync", () => fs.symlinkSync("written", "other"));
attempt("copyFileSync", () => fs.copyFileSync(__filename, "copy"));
attempt("cpSync", () => fs.cpSync(__filename, "copy"));
attempt("rmSync", () => fs.rmSync("other", { force: true }));
attempt("unlinkSync", () => fs.unlinkSync("other"));
attempt("readdirSync", () => fs.readdirSync("/"));
attempt("opendirSync", () => fs.opendirSync("/"));
attempt("chmodSync", () => fs.chmodSync("given", 0o600));
attempt("fchmodSync", () => fs.fchmodSync(1, 0o600));
attempt("utimesSync", () => fs.utimesSync("given", 1, 1));
attempt("truncateSync", () => fs.truncateSync("given"));
attempt("realpathSync.native", () => fs.realpathSync.native("/etc"));
attempt("lstatSync", () => fs.lstatSync("/etc"));
attempt("loadEnvFile", () => process.loadEnvFile());

let isLater = false;
fs.stat("/etc", (error) => console.log("stat, later:", isLater, error.code));
attempt("mkdir", () => fs.mkdir("folder", () => {}));
isLater = true;

subscribe("node:permission-model:fs", (message) => console.log("told", { ...message, resource: shown(message.resource) }));
process.permission.drop("fs.write", "written");
attempt("dropped", () => fs.writeFileSync("written", "y"));
process.permission.drop("fs.read");
attempt("dropped, too", () => fs.readFileSync("/etc/hostname"));
fs.promises.readFile("/etc/hostname").catch((error) => console.log(error.code, error.permission, error.resource));
