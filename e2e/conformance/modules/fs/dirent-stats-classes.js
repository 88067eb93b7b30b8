// The classes that fs exports, how they print, and the constants.
const fs = require("node:fs");
const util = require("node:util");
fs.writeFileSync("f", "x");
const [entry] = fs.readdirSync(".", { withFileTypes: true }).filter(({ name }) => name === "f");
console.log(util.inspect(entry).replace(process.cwd(), "<cwd>"), entry instanceof fs.Dirent, Object.keys(entry));
console.log(entry.isBlockDevice(), entry.isCharacterDevice(), entry.isFIFO(), entry.isSocket());
const stats = fs.statSync("f");
const shown = util.inspect(stats).replace(/\d{5,}(\.\d+)?/g, "N").replace(/\d{4}-[^,\s]*/g, "DATE");
console.log(shown.replace(/(dev|ino|blksize|blocks|uid|gid): \d+/g, "$1: ?").replace(/: N/g, ": ?"));
console.log(Object.getOwnPropertyNames(fs.Stats.prototype).sort().join());
console.log(Object.keys(fs.constants).sort().join());
console.log(fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK, Object.isFrozen(fs.constants));
console.log(fs.constants.O_DIRECT, fs.constants.O_NOATIME, fs.constants.O_SYNC, fs.constants.UV_FS_O_FILEMAP);
console.log(Object.keys(fs).sort().join());
console.log(Object.keys(fs.promises).sort().join());
console.log(fs.promises === require("node:fs/promises"), fs.promises.constants === fs.constants);
for (const name of ["ReadStream", "WriteStream", "FileReadStream", "Utf8Stream", "Dir"]) console.log(name, typeof fs[name], fs[name]?.name);
console.log(fs.openSync.length, fs.readFile.length, fs.cp.length, fs.watch.name);
