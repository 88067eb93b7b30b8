// globSync and glob: patterns, exclude, types, cwd.
const fs = require("node:fs");
fs.mkdirSync("src/lib/deep", { recursive: true });
fs.mkdirSync("node_modules/x", { recursive: true });
for (const name of ["a.js", "b.ts", "src/c.js", "src/lib/d.js", "src/lib/deep/e.JS", "src/.hidden.js", "node_modules/x/f.js", "[x].js"])
  fs.writeFileSync(name, "");
const sorted = (list) => list.map((entry) => entry.name ?? entry).sort();
for (const pattern of ["*.js", "**/*.js", "src/**", "**/lib/*", "{a,b}.*", "src/?.js", "[ab].[jt]s", "!(a).js", "./src/*", "none/*", "**/.*", "src/", "*", "[[]x].js"])
  console.log(pattern, sorted(fs.globSync(pattern)));
console.log(sorted(fs.globSync(["*.ts", "src/*.js"])), sorted(fs.globSync("*.js", { cwd: "src" })));
console.log(sorted(fs.globSync("**/*.js", { exclude: (name) => name === "node_modules" || name === "lib" })));
console.log(sorted(fs.globSync("**/*.js", { exclude: ["node_modules/**", "src/*.js"] })));
for (const entry of fs.globSync("src/*", { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
  console.log(entry.name, entry.isFile(), entry.parentPath.endsWith("/src"));
fs.glob("*.ts", (error, found) => console.log(error, found));
(async () => {
  const found = [];
  for await (const name of fs.promises.glob("src/**/*.js")) found.push(name);
  console.log(found.sort());
})();
for (const args of [[5], [["*", 5]], ["*", { exclude: 5 }]])
  try {
    fs.globSync(...args);
  } catch (error) {
    console.log(error.code, error.message);
  }
