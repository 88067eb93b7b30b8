import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Recorded } from "./binding.ts";
import { mainScript, OptionError, parseOptions } from "./options.ts";

const NODE = join(import.meta.dirname, "../../../node_modules/node/bin/node");
let recorded: Recorded;

beforeAll(() => {
  const out = join(mkdtempSync(join(tmpdir(), "recorded-")), "recorded.json");
  const script = join(import.meta.dirname, "build/record.cjs");
  execFileSync(NODE, ["--expose-internals", script, out], { stdio: "ignore" });
  recorded = (JSON.parse(readFileSync(out, "utf8")) as { recorded: Recorded }).recorded;
});

const parse = (...args: string[]) => parseOptions(recorded, args);
const main = (...args: string[]) => mainScript(parse(...args), false);

describe("what runs", () => {
  test.each([
    [["main.js", "--help"], "run_main_module"],
    [["-e", "1"], "eval_string"],
    [["-p", "1"], "eval_string"],
    [["-c", "main.js"], "check_syntax"],
    [["--test"], "test_runner"],
    [["--help"], "print_help"],
    [["-"], "eval_stdin"],
    [[], "eval_stdin"],
    [["-i"], "repl"],
  ])("node %j", (args, expected) => {
    expect(main(...args)).toBe(expected);
  });

  test("a terminal on stdin gets the REPL", () => {
    expect(mainScript(parse(), true)).toBe("repl");
  });
});

describe("values", () => {
  test("options end at the script, and execArgv has them as given", () => {
    const { values, rest, execArgv } = parse("-r", "./a", "--require=./b", "main.js", "-r", "c");
    expect(values["--require"]).toEqual(["./a", "./b"]);
    expect(rest).toEqual(["main.js", "-r", "c"]);
    expect(execArgv).toEqual(["-r", "./a", "--require=./b"]);
  });

  test("-- ends options and is in neither list", () => {
    const { rest, execArgv } = parse("--no-warnings", "--", "-x");
    expect([rest, execArgv]).toEqual([["-x"], ["--no-warnings"]]);
  });

  test("booleans are negated, underscores are dashes", () => {
    const { values } = parse("--no-warnings", "--trace_warnings", "x.js");
    expect([values["--warnings"], values["--no-warnings"], values["--trace-warnings"]]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("the legacy name of an option is negated along with it, and the other way round", () => {
    const names = ["--require-module", "--experimental-require-module"];
    for (const given of ["--no-require-module", "--no-experimental-require-module"]) {
      const { values } = parse(given, "x.js");
      expect(names.map((name) => values[name])).toEqual([false, false]);
    }
  });

  test("-p takes what follows as its script, -pe too", () => {
    for (const flag of ["-p", "-pe"]) {
      const { values, rest } = parse(flag, "1 + 1", "a");
      expect([values["--eval"], values["--print"], rest]).toEqual(["1 + 1", true, ["a"]]);
    }
  });

  test("NODE_OPTIONS is read with its quotes", () => {
    const { values } = parseOptions(recorded, ["x.js"], '--title="a b" --conditions=dev');
    expect([values["--title"], values["--conditions"]]).toEqual(["a b", ["dev"]]);
  });
});

test.each([
  [["--bad"], "", "bad option: --bad"],
  [["-e"], "", "-e requires an argument"],
  [["--no-eval"], "", "--no-eval is an invalid negation because it is not a boolean option"],
  [["--check", "-e", "1"], "", "either --check or --eval can be used, not both"],
  [["--unhandled-rejections=x", "y"], "", "invalid value for --unhandled-rejections"],
  [[], "--eval 1", "--eval is not allowed in NODE_OPTIONS"],
])("refuses %j as Node does", (args, environment, message) => {
  const work = () => parseOptions(recorded, args, environment);
  expect(work).toThrow(OptionError);
  expect(work).toThrow(message);
});
