import type { Program } from "../program.ts";

/** Programs given on the command line or on stdin. */
export const COMMAND_LINE: readonly Program[] = [
  {
    name: "node-e",
    files: {},
    args: ["-e", "console.log(1+1, process.argv.slice(1))", "x"],
  },
  {
    name: "node-p",
    files: {},
    args: ["-p", "[1,{a:2}]"],
  },
  {
    name: "node-stdin-script",
    files: {},
    args: ["-"],
    stdin: `console.log("from stdin", __filename)`,
  },
];
