import { writeFileSync } from "node:fs";
writeFileSync("from.mjs", "export const there = 1;");
writeFileSync("from.cjs", "module.exports = { ['computed' + 1]: 1 };");
writeFileSync("one.mjs", "import {\n  there,\n  absent as other,\n} from './from.mjs';");
writeFileSync("two.mjs", "import { computed1, x as y } from './from.cjs';");
writeFileSync("three.mjs", "export { gone } from './from.mjs';");
writeFileSync("four.mjs", "import none from './from.mjs';");
writeFileSync("five.mjs", "export * from './l.mjs'; export * from './r.mjs';");
writeFileSync("l.mjs", "export const same = 1;");
writeFileSync("r.mjs", "export const same = 2;");
writeFileSync("six.mjs", "import { same } from './five.mjs';");
for (const name of ["one", "two", "three", "four", "six"])
  await import(`./${name}.mjs`).catch((error) => console.log(error.name, error.message, "\n", error.stack.split("\n").slice(0, 5).join("\n").replaceAll(process.cwd(), ".")));
console.log(Object.keys(await import("./five.mjs")));
