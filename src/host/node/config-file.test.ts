import { expect, it } from "vitest";
import type { Recorded } from "./binding.ts";
import { readConfigFile } from "./config-file.ts";

const types = { kNoOp: 0, kV8Option: 1, kBoolean: 2, kInteger: 3, kUInteger: 4, kString: 5, kStringList: 7 };
const option = (name: string, type: number, envVarSettings = 0) => [name, { type, envVarSettings }] as const;
const recorded = {
  optionTypes: types,
  envSettings: { kAllowedInEnvvar: 0, kDisallowedInEnvvar: 1 },
  errors: [[-2, ["ENOENT", "no such file or directory"]]],
  options: [
    option("--warnings", types.kBoolean),
    option("--import", types.kStringList),
    option("--title", types.kString),
    option("--stack", types.kV8Option),
    option("--max-http-header-size", types.kUInteger),
    option("--check", types.kBoolean, 1),
    option("--test-timeout", types.kUInteger, 1),
    option("--allow-fs-read", types.kStringList),
  ],
} as unknown as Recorded;

const read = (text: string, ...args: string[]) =>
  readConfigFile(recorded, args.length > 0 ? args : ["--experimental-config-file=c.json"], () => ({ text }));
const refusal = (text: string) => read(text)?.refusal?.text.trim();

it("gives what NODE_OPTIONS and the command line would say", () => {
  const config = read(
    `{ "$schema": "x", "nodeOptions": { "warnings": false, "import": ["./a.js", "./b.js"], "title": "a\\u0062", "max-http-header-size": 10 },
       "test": { "test-timeout": 5 }, "permission": { "allow-fs-read": "/x" } }`,
  );
  expect(config?.refusal).toBeNull();
  expect(config?.nodeOptions).toEqual([
    "--no-warnings",
    "--import=./a.js",
    "--import=./b.js",
    "--title=ab",
    "--max-http-header-size=10",
  ]);
  expect(config?.more).toEqual(["--test-timeout=5", "--allow-fs-read=/x"]);
});

it("is named by the option, by default node.config.json", () => {
  const asked: string[] = [];
  const args = ["--experimental-config-file", "main.js"];
  const config = readConfigFile(recorded, args, (path) => {
    asked.push(path);
    return { text: "{}" };
  });
  expect(asked).toEqual(["node.config.json"]);
  expect(config?.args).toEqual(["--experimental-config-file=node.config.json", "main.js"]);
  expect(readConfigFile(recorded, ["main.js"], () => ({ text: "{}" }))).toBeNull();
});

it("says what is wrong with it", () => {
  expect(refusal("{")).toBe("Can't parse c.json");
  expect(refusal("[]")).toBe("Root value unexpected not an object for c.json");
  expect(refusal('{"nodeOptions": []}')).toBe(
    '"nodeOptions" value unexpected for c.json (should be an object)',
  );
  expect(refusal('{"other": {}}')).toBe("Unknown namespace other");
  expect(refusal('{"nodeOptions": {"warnings": true, "warnings": false}}')).toBe(
    "Option --warnings is already defined",
  );
  expect(refusal('{"nodeOptions": {"check": true}}')).toBe(
    "Unknown or not allowed option check for namespace nodeOptions",
  );
  expect(refusal('{"nodeOptions": {"stack": true}}')).toBe("V8 flag --stack is currently not supported");
  expect(refusal('{"nodeOptions": {"import": [1]}}')).toBe("Invalid value for --import");
  expect(refusal('{"nodeOptions": {"max-http-header-size": -1}}')).toBe(
    "Invalid value for --max-http-header-size",
  );
  expect(read('{"nodeOptions": {"title": "a --check"}}')?.refusal?.reason).toContain("doesn't match");
  expect(read("{}", "--experimental-default-config-file=x")?.refusal?.reason).toContain("does not take");
  const missing = readConfigFile(recorded, ["--experimental-config-file=c.json"], () => ({
    failed: "ENOENT",
  }));
  expect(missing?.refusal).toEqual({
    text: "Cannot read configuration from c.json: no such file or directory\n",
    reason: "c.json: not found",
  });
});
