const { writeFileSync } = require("node:fs");
writeFileSync("syntax.mjs", "export const = 1;");
writeFileSync("throws.mjs", "throw new TypeError('thrown at once');");
const cwd = process.cwd();
(async () => {
  for (const specifier of ["./none.mjs", "./syntax.mjs", "./throws.mjs", "none", "node:none", "none:x", "./", "data:text/css,a", "file://host/a.mjs"])
    await import(specifier).catch((error) => console.log(specifier, error.name, error.code, error.message.replaceAll(cwd, ".")));
  const first = await import("./throws.mjs").catch((error) => error);
  const second = await import("./throws.mjs").catch((error) => error);
  console.log(first === second);
  await import({ toString() { throw new Error("no text"); } }).catch((error) => console.log(error.message));
  await import("./throws.mjs", 1).catch((error) => console.log(error.name, error.message));
  await import("./throws.mjs", { with: 1 }).catch((error) => console.log(error.name, error.message));
  await import("./throws.mjs", { with: { type: 1 } }).catch((error) => console.log(error.name, error.message));
})();
