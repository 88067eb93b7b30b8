import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import { integers, mixed, records, shop, word, words, type Json } from "./data.ts";

const text = (json: Json): string => `${JSON.stringify(json)}\n`;

/** Options, input, output, exit codes. */
export const commandLine: readonly Family[] = [
  family("indented", { features: ["output"], tries: 14, repeat: 2 }, (r) => ({
    args: [
      r.pick([
        "$",
        "orders[0]",
        "orders.items[0]",
        "orders{id: items.n}",
        "[orders.id]",
        "{'a': [], 'b': {}}",
        "shop",
        "missing",
        "orders.{'x': [n]}",
      ]),
    ],
    stdin: text(shop(r)),
  })),
  family("indented-values", { features: ["output"], tries: 10, repeat: 2 }, (r) => ({
    args: [r.pick(["$", "[$]", "$[0]", "{'v': $}", "$[$type($) = 'object']"])],
    stdin: text(mixed(r)),
  })),
  listed(
    "output-values",
    { features: ["output"], repeat: 3 },
    [
      "nothing",
      "null",
      "true",
      "'é\\u0001\\u007f'",
      "1/0",

      "1e-7",
      "[]",
      "{}",
      "$sum",
      "[$sum, function($x){$x}]",
      "/a/",
      "{'f': $trim ~> $length}",
      "[[], {}, [[]]]",
      "'\\ud800'",
      "1e300 * 10",
      "123456789.123456789",
    ].map((one): CaseInput => ({ args: [one] })),
  ),
  family("compact-option", { features: ["-c"], tries: 8, repeat: 1 }, (r) => ({
    args: r.shuffle([r.pick(["-c", "--compact"]), r.pick(["$", "$[0]", "$.name", "{'a': id}"])]),
    stdin: text(records(r)),
  })),
  family("bindings", { features: ["-b"], tries: 14, repeat: 2 }, (r) => {
    const file = r.pick(["bind.json", "vars/v.json", "b"]);
    return {
      args: r
        .shuffle([
          ["-c"],
          [r.pick(["-b", "--bindings"]), file],
          [
            r.pick([
              "$limit",
              "$[$ > $limit]",
              "$who & $count($)",
              "$list",
              "$sum($list) + $[0]",
              "$limit := 1",
              "$.($ + $limit)",
              "$other",
              "{$who: $list}",
              "$list[0].x",
              "$map($list, function($v){$v + $limit})",
            ]),
          ],
        ])
        .flat(),
      stdin: text(integers(r)),
      files: { [file]: JSON.stringify({ limit: r.int(0, 9), who: word(r), list: integers(r, 1, 3) }) },
    };
  }),
  listed("bindings-wrong", { features: ["-b", "errors"], repeat: 9 }, [
    { args: ["-b", "none.json", "1"] },
    { args: ["1", "--bindings", "missing/x.json"] },
    { args: ["-b", "list.json", "1"], files: { "list.json": "[1]" } },
    { args: ["-b", "bad.json", "1"], files: { "bad.json": "{a: 1}" } },
    { args: ["-b", "text.json", "$x"], files: { "text.json": '"x"' } },
    { args: ["-b", "empty.json", "1"], files: { "empty.json": "" } },
    { args: ["-b", "null.json", "1"], files: { "null.json": "null" } },
    { args: ["-b", "cut.json", "1"], files: { "cut.json": '{"a": ' } },
    { args: ["1", "-b"] },
    { args: ["--bindings"] },
    { args: ["-b", "folder", "1"], files: { "folder/x": "1" } },
    { args: ["-b", "a.json", "-b", "b.json", "$x"], files: { "a.json": "{}" } },
  ]),
  listed("bindings-twice", { features: ["-b"], repeat: 2 }, [
    { args: ["-b", "a.json", "-b", "b.json", "$x"], files: { "a.json": '{"x": 1}', "b.json": '{"x": 2}' } },
    {
      args: ["-b", "a.json", "--bindings", "b.json", "[$x, $y]"],
      files: { "a.json": '{"x": 1}', "b.json": '{"y": 2}' },
    },
    { args: ["-b", "none.json", "-b", "b.json", "$x"], files: { "b.json": '{"x": [3, 4]}' } },
    { args: ["-b", "a.json", "-b", "a.json", "$count($x)"], files: { "a.json": '{"x": [1, 2, 3]}' } },
  ]),
  listed(
    "input-wrong",
    { features: ["input", "errors"], repeat: 12 },
    ["{a: 1}", "[1, 2", "1 2", "nope", "{'a': 1}", "[1,]", '{"a": 1}}', "undefined", '"open', "tru"].map(
      (stdin): CaseInput => ({ args: ["$"], stdin }),
    ),
  ),
  listed(
    "input-empty",
    { features: ["input"], repeat: 3 },
    ["", " ", "\n\n", "\t\r\n"].flatMap((stdin): CaseInput[] => [
      { args: ["$"], stdin },
      { args: ["$exists($)"], stdin },
      { args: ["1 + 1"], stdin },
      { args: ["[$, a, $$.b]"], stdin },
    ]),
  ),
  family("input-layout", { features: ["input"], tries: 9, repeat: 2 }, (r) => ({
    args: ["-c", r.pick(["$", "$.name", "id", "$[0]"])],
    stdin: r.pick([
      JSON.stringify(records(r), null, 2),
      ` ${JSON.stringify(words(r))} \n\n`,
      `\r\n${JSON.stringify(shop(r), null, "\t")}`,
      JSON.stringify(r.int(1, 99)),
      JSON.stringify(word(r)),
    ]),
  })),
  listed("double-dash", { features: ["--"] }, [
    { args: ["--", "-5"] },
    { args: ["-c", "--", "-$"], stdin: "4" },
    { args: ["--", "- -3"] },
    { args: ["--", "-a"], stdin: '{"a": 7}' },
    { args: ["--", "-(1 + 2)"] },
    { args: ["--", "'-c'"] },
    { args: ["-c", "--", "-[1, 2][0]"] },
  ]),
  listed("unknown-option", { features: ["unknown option", "errors"], repeat: 3 }, [
    { args: ["-x", "1"] },
    { args: ["--nope"] },
    { args: ["1", "-5"] },
    { args: ["-cb", "1"] },
    { args: ["--compact=yes", "1"] },
    { args: ["-$"] },
    { args: ["1", "2", "-q"] },
    { args: ["--bindings=x", "1"] },
    { args: ["-C", "1"] },
    { args: ["-v"] },
  ]),
  listed("arguments", { features: ["errors"], repeat: 4 }, [
    { args: [] },
    { args: ["-c"] },
    { args: ["--"] },
    { args: ["1", "2"] },
    { args: ["a", "b", "c"] },
    { args: ["-c", "1", "--", "-2"] },
    { args: ["-b", "x.json"], files: { "x.json": "{}" } },
    { args: ["1", "-"] },
    { args: ["$", "data.json"], files: { "data.json": "1" } },
    { args: ["--", "1", "-c"] },
  ]),
  listed("order-of-errors", { features: ["errors"] }, [
    { args: ["1 +"], stdin: "{" },
    { args: ["-b", "none.json", "1 +"], stdin: "{" },
    { args: ["-b", "none.json", "$"], stdin: "[" },
    { args: ["-x", "-y", "1"] },
    { args: ["1 +", "2"] },
    { args: ["$", "-b"], stdin: "{" },
    { args: ["-c", "1 + 'a'"], stdin: "nope" },
  ]),
  listed("dash-alone", { features: ["errors", "syntax errors"] }, [
    { args: ["-"] },
    { args: ["--", "-"] },
    { args: ["-c", "-"] },
    { args: ["-", "-c"] },
  ]),
];
