// cp by callback: copies, refuses, filters.
const fs = require("node:fs");
const from = (text) => String(text).replaceAll(process.cwd(), "<cwd>");
fs.mkdirSync("src/sub", { recursive: true });
fs.writeFileSync("src/a", "a");
fs.writeFileSync("src/sub/b", "b");
fs.symlinkSync("a", "src/link");
const jobs = [
  ["src", "dest"],
  ["src", "dest", { recursive: true }],
  ["src", "dest", { recursive: true, force: false, errorOnExist: true }],
  ["src", "dest", { recursive: true, force: false }],
  ["src", "some", { recursive: true, filter: async (name) => !name.endsWith("b") }],
  ["src", "plain", { recursive: true, dereference: true }],
  ["src", "same", { recursive: true, verbatimSymlinks: true }],
  ["src", "src/sub/x", { recursive: true }],
  ["src/a", "src/a"],
  ["none", "x"],
  ["src/a", "dest"],
  ["src", "dest/a", { recursive: true }],
  ["src/a", "new/deep/file"],
];
const next = () => {
  const job = jobs.shift();
  if (!job) return;
  fs.cp(...job, (error) => {
    const tree = fs.existsSync(job[1]) && fs.statSync(job[1]).isDirectory() ? fs.readdirSync(job[1], { recursive: true }).sort().join() : "";
    if (!error) console.log("ok", job[1], tree);
    else console.log(error.name, error.code, from(error.message), error.errno, error.syscall, from(error.path));
    if (job[1] === "plain" || job[1] === "same") console.log(fs.lstatSync(`${job[1]}/link`).isSymbolicLink());
    next();
  });
};
next();
