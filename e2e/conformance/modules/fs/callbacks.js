// The callback form of most functions, one after the other, and what each hands over.
const fs = require("node:fs");
const steps = [
  (done) => fs.writeFile("f", "hello world", done),
  (done) => fs.appendFile("f", "!", done),
  (done) => fs.readFile("f", "utf8", done),
  (done) => fs.readFile("f", done),
  (done) => fs.truncate("f", 5, done),
  (done) => fs.readFile("f", "latin1", done),
  (done) => fs.stat("f", (error, stats) => done(error, stats?.size)),
  (done) => fs.lstat("f", { bigint: true }, (error, stats) => done(error, stats?.size)),
  (done) => fs.mkdir("d", done),
  (done) => fs.mkdir("d/e/f", { recursive: true }, (error, made) => done(error, made?.slice(-3))),
  (done) => fs.mkdir("d/e", { recursive: true }, done),
  (done) => fs.readdir(".", done),
  (done) => fs.readdir(".", { withFileTypes: true }, (error, list) => done(error, list?.map((entry) => entry.isDirectory()))),
  (done) => fs.readdir("d", { recursive: true }, done),
  (done) => fs.rename("f", "g", done),
  (done) => fs.link("g", "h", done),
  (done) => fs.symlink("g", "s", done),
  (done) => fs.readlink("s", done),
  (done) => fs.realpath("s", (error, path) => done(error, path?.endsWith("/g"))),
  (done) => fs.realpath.native("s", (error, path) => done(error, path?.endsWith("/g"))),
  (done) => fs.chmod("g", 0o600, done),
  (done) => fs.utimes("g", 1, 2, done),
  (done) => fs.lutimes("s", 1, 2, done),
  (done) => fs.access("g", done),
  (done) => fs.copyFile("g", "c", done),
  (done) => fs.unlink("h", done),
  (done) => fs.rmdir("d", done),
  (done) => fs.rmdir("d/e/f", done),
  (done) => fs.rm("d", { recursive: true }, done),
  (done) => fs.mkdtemp("t-", (error, path) => done(error, path?.length)),
  (done) => fs.statfs(".", (error, stats) => done(error, typeof stats?.bsize)),
  (done) => fs.chown("g", 0, 0, done),
  (done) => fs.stat("none", done),
  (done) => fs.readFile("none", done),
  (done) => fs.readdir("none", done),
  (done) => fs.unlink("none", done),
  (done) => fs.readFile(".", done),
];
const next = () => {
  const step = steps.shift();
  if (!step) return;
  let returned = false;
  step((...args) => {
    console.log(returned, args.length, ...args);
    next();
  });
  returned = true;
};
next();
for (const name of ["readFile", "stat", "writeFile", "mkdir", "rename"])
  try {
    fs[name]("x", "y");
  } catch (error) {
    console.log(name, error.code, error.message);
  }
