import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./pages/host.ts";

const JQ = join(import.meta.dirname, "../node_modules/jq-web");

const lines = Array.from({ length: 300 }, (_, i) => `${i} ${(i * 7919) % 1000} name-${i % 17}`);

const REALISTIC = {
  "main.js": `const { parseArgs } = require("node:util");
const { readRecords } = require("./lib/records.js");
const { summarise } = require("./lib/summary.js");
const { save } = require("./lib/store.js");
const { digest } = require("./lib/digest.js");
const { format } = require("./lib/format.js");
const { values } = parseArgs({ options: { out: { type: "string", short: "o" }, top: { type: "string", default: "5" } } });
readRecords(process.stdin).then((records) => {
  const summary = summarise(records, Number(values.top));
  const text = format(summary);
  save(values.out, text);
  console.log(text);
  console.log(digest(text));
});
`,
  "lib/records.js": `const readline = require("node:readline");
exports.readRecords = async (input) => {
  const records = [];
  for await (const line of readline.createInterface({ input })) {
    const [id, value, name] = line.split(" ");
    records.push({ id: Number(id), value: Number(value), name });
  }
  return records;
};
`,
  "lib/summary.js": `exports.summarise = (records, top) => {
  const sums = new Map();
  for (const { name, value } of records) sums.set(name, (sums.get(name) ?? 0) + value);
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, top);
};
`,
  "lib/store.js": `const fs = require("node:fs");
const path = require("node:path");
exports.save = (out, text) => {
  fs.mkdirSync(path.dirname(out), { recursive: true });
  fs.writeFileSync(out, text);
};
`,
  "lib/digest.js": `const { createHash } = require("node:crypto");
exports.digest = (text) => createHash("sha256").update(text).digest("hex");
`,
  "lib/format.js": `exports.format = (summary) => summary.map(([name, sum]) => name.padEnd(10) + String(sum).padStart(8)).join("\\n");
`,
};

function realisticOutput(): string {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const [, value, name = ""] = line.split(" ");
    sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  const top = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 5);
  const text = top.map(([name, sum]) => name.padEnd(10) + String(sum).padStart(8)).join("\n");
  return `${text}\n${createHash("sha256").update(text).digest("hex")}\n`;
}

/** (a) a trivial program, (b) a realistic one, (c) one in WebAssembly. */
export const CASES: readonly Case[] = [
  {
    name: "trivial",
    files: { "main.js": "console.log(process.argv.length);\n" },
    args: ["x"],
    stdin: "",
    stdout: "3\n",
  },
  {
    name: "realistic",
    files: REALISTIC,
    args: ["-o", "out/summary.txt"],
    stdin: `${lines.join("\n")}\n`,
    stdout: realisticOutput(),
  },
  {
    name: "wasm",
    files: {
      "jq.js": readFileSync(join(JQ, "jq.js"), "utf8"),
      "jq.wasm": { base64: readFileSync(join(JQ, "jq.wasm")).toString("base64") },
      "main.js": `require("./jq.js").then((jq) => console.log(JSON.stringify(jq.json({ a: [3, 1, 2] }, ".a | sort"))));\n`,
    },
    args: [],
    stdin: "",
    stdout: "[1,2,3]\n",
  },
];
