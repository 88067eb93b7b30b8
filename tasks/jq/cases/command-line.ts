import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import {
  counts,
  integers,
  mixed,
  name,
  phrase,
  record,
  records,
  scalar,
  value,
  word,
  words,
  written,
  type Json,
} from "./json.ts";

const texts = (r: Random, count = r.int(2, 4)): string =>
  Array.from({ length: count }, () => written(r, value(r, 2))).join("");
const object = (r: Random): Json => ({ [word(r)]: value(r, 2), ...counts(r) });

function option(
  flag: string,
  tries: number,
  make: (r: Random, index: number) => CaseInput,
  features: readonly string[] = [],
): Family {
  return family(
    `option-${flag.replaceAll(/^-+/g, "")}`,
    { features: [flag, ...features], tries, repeat: 2 },
    make,
  );
}

/** Options, input and output, exit codes. */
export const commandLine: readonly Family[] = [
  family("pretty", { features: ["output"], tries: 15 }, (r) => ({
    args: [r.pick([".", ".", "[.]", "[., []]", "{a: ., b: {}}"])],
    stdin: written(r, value(r, 3)),
  })),
  family("no-filter-options", { features: ["input"], tries: 9 }, (r) => ({ args: ["."], stdin: texts(r) })),
  family("input-spacing", { features: ["input"], tries: 9 }, (r) => ({
    args: ["-c", "."],
    stdin: r.times(2, 5, () => JSON.stringify(value(r, 1))).join(r.pick([" ", "\n", "\n\n", "\t", " \r\n"])),
  })),
  listed(
    "input-glued",
    { features: ["input"], repeat: 2 },
    ["[1][2]", '{"a":1}{"a":2}', '"a""b"', "1 2[3]", "[]{}[]", "null true", "\ufeff[1]", "1\n\n\n2"].map(
      (stdin) => ({ args: ["-c", "."], stdin }),
    ),
  ),
  listed(
    "input-wrong",
    { features: ["input", "exit codes"], repeat: 20 },
    [
      "[1,2",
      "{a:1}",
      "{'a':1}",
      "[1 2]",
      "[1,]",
      '{"a" 1}',
      '{"a":1,}',
      "tru",
      '"open',
      "]",
      "1 2 x 3",
      "[1]\n[2]\n{",
      '{"a":1}}',
      "nul",
      '"\\x"',
      "[1,,2]",
      "{1:2}",
      "+1",
      "[1}",
      '"tab\there"',
      "1 [",
      '{"a":[1,{"b":2}',
      "not json",
    ].map((stdin) => ({ args: ["-c", "."], stdin })),
  ),
  family("keys-order", { features: ["output"], tries: 8 }, (r) => ({
    args: ["-c", r.pick([".", ". + {z: 1, a: 2}", "to_entries | map(.key)", "tojson", "[.[]]"])],
    stdin: written(r, object(r)),
  })),
  listed("duplicate-keys", { features: ["input"] }, [
    { args: ["-c", "."], stdin: '{"a":1,"b":2,"a":3}' },
    { args: ["-c", "keys"], stdin: '{"b":1,"a":2,"b":3}' },
    { args: ["-c", "length"], stdin: '{"x":1,"x":{"y":2}}' },
  ]),
  option("-c", 6, (r) => ({
    args: [r.pick(["-c", "--compact-output"]), "."],
    stdin: written(r, value(r, 3)),
  })),
  option("-r", 15, (r) => ({
    args: [r.pick(["-r", "--raw-output"]), ".[]"],
    stdin: written(r, [phrase(r), word(r), value(r, 1)]),
  })),
  option("-j", 8, (r) => ({
    args: [r.pick(["-j", "--join-output"]), r.pick([".[]", ".", '.[] | tostring, "\\n"'])],
    stdin: written(r, [word(r), r.int(0, 99), phrase(r)]),
  })),
  option("-a", 9, (r) => ({
    args: [
      r.pick(["-a", "--ascii-output"]),
      r.pick([".", "[.]", "{(.): 1}"]),
      ...(r.chance(0.3) ? ["-r"] : []),
    ],
    stdin: written(r, `${name(r)} ${r.pick(["é", "日本", "😀", "ÿ", "ascii"])}`),
  })),
  option("-S", 10, (r) => ({
    args: [
      r.pick(["-S", "--sort-keys"]),
      ...(r.chance(0.6) ? ["-c"] : []),
      r.pick([".", "{b: ., a: 1}", "tojson", "keys_unsorted"]),
    ],
    stdin: written(r, { z: object(r), b: [object(r)], a: 1 }),
  })),
  option("--tab", 6, (r) => ({ args: ["--tab", "."], stdin: written(r, [value(r, 2), object(r)]) })),
  option("--indent", 12, (r) => ({
    args: ["--indent", String(r.int(0, 7)), "."],
    stdin: written(r, [value(r, 2), object(r)]),
  })),
  listed("option-indent-wrong", { features: ["--indent", "exit codes"], repeat: 5 }, [
    { args: ["--indent", "8", "."] },
    { args: ["--indent", "-2", "."] },
    { args: ["--indent"] },
    { args: ["--indent", "99", "."], stdin: "1" },
  ]),
  option("-C", 12, (r) => ({
    args: [r.pick(["-C", "--color-output"]), ...(r.chance(0.6) ? ["-c"] : []), "."],
    stdin: written(r, r.pick<Json>([value(r, 2), scalar(r), [], {}, [object(r)]])),
  })),
  option("-M", 3, (r) => ({
    args: [r.pick(["-M", "--monochrome-output"]), "-c", "."],
    stdin: written(r, object(r)),
  })),
  option("-n", 9, (r) => ({
    args: [
      r.pick(["-n", "--null-input"]),
      "-c",
      r.pick([
        ".",
        "[inputs]",
        "input",
        "[., input]",
        "reduce inputs as $x (0; . + ($x | length? // 0))",
        "first(inputs)",
        "[inputs | type]",
      ]),
    ],
    stdin: texts(r),
  })),
  option("-s", 9, (r) => ({
    args: [r.pick(["-s", "--slurp"]), "-c", r.pick([".", "length", "map(type)", "add?", "reverse"])],
    stdin: r.chance(0.15) ? "" : texts(r),
  })),
  option("-R", 12, (r) => ({
    args: [
      r.pick(["-R", "--raw-input"]),
      "-c",
      r.pick([".", "length", 'split(" ")', "tonumber? // .", "[., input]?", "ascii_upcase"]),
    ],
    stdin: `${r.times(1, 4, () => r.pick([phrase(r).replaceAll("\n", " "), word(r), "", String(r.int(0, 99))])).join("\n")}${r.pick(["\n", "\n", ""])}`,
  })),
  option(
    "-Rs",
    6,
    (r) => ({
      args: [
        r.pick(["-Rs", "-sR"]),
        r.pick([".", "length", 'split("\\n")', '[splits("\\n") | select(. != "")] | length']),
      ],
      stdin: words(r).join("\n"),
    }),
    ["-R", "-s"],
  ),
  option(
    "-Rn",
    6,
    (r) => ({
      args: [
        "-R",
        "-n",
        "-c",
        r.pick([
          "[inputs]",
          "input",
          "reduce inputs as $l (0; . + ($l | length))",
          "[inputs | select(length > 3)]",
          "first(inputs), [inputs]",
        ]),
      ],
      stdin: `${words(r).join("\n")}\n`,
    }),
    ["-R", "-n"],
  ),
  option(
    "-e",
    15,
    (r) => ({
      args: [r.pick(["-e", "--exit-status"]), "-c", r.pick([".", ".a", ".[]?", "empty", "select(.)"])],
      stdin: r.pick([
        "null\n",
        "false\n",
        "true\n",
        "0\n",
        '{"a":null}\n',
        '{"a":0}\n',
        "1\nnull\n",
        "null\n1\n",
        "[false]\n",
        '""\n',
      ]),
    }),
    ["exit codes"],
  ),
  option("--arg", 10, (r) => ({
    args: [
      "--arg",
      "x",
      r.pick([word(r), "", "a b", "1"]),
      ...(r.chance(0.5) ? ["--arg", "y", phrase(r)] : ["--arg", "y", "2"]),
      "-c",
      r.pick(["[$x, $y]", "{$x}", "$ARGS.named", ".[$x]?, $y", "$x + $y", "$x | length"]),
    ],
    stdin: written(r, record(r, 1)),
  })),
  option("--argjson", 10, (r) => ({
    args: [
      "-nc",
      "--argjson",
      "v",
      JSON.stringify(value(r, 2)),
      r.pick(["$v", "[$v, $v]", "$v | type", "$ARGS.named.v", "{$v}", "$v | tojson"]),
    ],
  })),
  listed("option-arg-wrong", { features: ["--arg", "--argjson", "exit codes"], repeat: 9 }, [
    { args: ["--arg", "x"] },
    { args: [".", "--arg"] },
    { args: ["-n", "--argjson", "v", "{bad", "$v"] },
    { args: ["-n", "--argjson", "v", "1 2", "$v"] },
    { args: ["-n", "--slurpfile", "f", "none", "$f"] },
    { args: ["-n", "--rawfile", "f", "none", "$f"] },
    { args: ["-n", "--jsonargs", "1", "x"] },
  ]),
  option("--args", 9, (r) => ({
    args: [
      "-nc",
      r.pick(["$ARGS.positional", "[$ARGS.positional[] | length]", "$ARGS", "$ARGS.positional[0]"]),
      ...(r.chance(0.3) ? ["--arg", "n", "v"] : []),
      "--args",
      ...words(r, 1, 3),
      ...(r.chance(0.2) ? ["-x", "--", "-y"].slice(1) : []),
    ],
  })),
  option("--jsonargs", 6, (r) => ({
    args: [
      "-nc",
      r.pick(["$ARGS.positional", "$ARGS.positional | map(type)", "[$ARGS.positional[]] | add?"]),
      "--jsonargs",
      ...r.times(1, 3, () => JSON.stringify(value(r, 1))),
    ],
  })),
  option("--slurpfile", 6, (r) => ({
    args: ["-nc", "--slurpfile", "f", "data.json", r.pick(["$f", "$f | length", "$f[0]", "$ARGS.named.f"])],
    files: { "data.json": texts(r, r.int(0, 3)) },
  })),
  option("--rawfile", 6, (r) => ({
    args: ["-nc", "--rawfile", "f", "data.txt", r.pick(["$f", "$f | length", '$f | split("\\n")', "{$f}"])],
    files: { "data.txt": r.pick([`${words(r).join("\n")}\n`, phrase(r), ""]) },
  })),
  option("-f", 10, (r) => ({
    args: [r.pick(["-f", "--from-file"]), "p.jq", "-c", ...(r.chance(0.3) ? ["in.json"] : [])],
    stdin: written(r, integers(r)),
    files: {
      "p.jq": r.pick([
        "map(. + 1)\n",
        "# doubles\ndef f: . * 2;\nmap(f)\n",
        ". as $x\n| $x | length",
        "[.[]\n  | select(. > 2) # big\n]\n",
        "add # sum",
      ]),
      "in.json": written(r, integers(r)),
    },
  })),
  family("files", { features: ["files"], tries: 12 }, (r) => ({
    args: [
      "-c",
      r.pick([".", "[., input_filename]", "[inputs]", "length"]),
      ...r.pick([["a.json"], ["a.json", "b.json"], ["b.json", "a.json", "a.json"], ["d/c.json"]]),
    ],
    files: { "a.json": texts(r, 2), "b.json": texts(r, 1), "d/c.json": texts(r, 1) },
  })),
  family("files-missing", { features: ["files", "exit codes"], tries: 8, repeat: 2 }, (r) => ({
    args: [
      "-c",
      ...r.shuffle([".", "none.json", "a.json"]).sort((a, b) => Number(b === ".") - Number(a === ".")),
    ],
    files: { "a.json": texts(r, 2) },
  })),
  family("files-options", { features: ["files", "-s", "-n"], tries: 9 }, (r) => ({
    args: [
      r.pick(["-s", "-n", "-ns", "-R"]),
      "-c",
      r.pick([".", "[., inputs]", "[inputs, input_filename]"]),
      "a.json",
      "b.json",
    ],
    files: {
      "a.json": `${words(r, 1, 2)
        .map((w) => JSON.stringify(w))
        .join("\n")}\n`,
      "b.json": `${r.int(1, 9)}\n`,
    },
  })),
  option("--stream", 9, (r) => ({
    args: ["--stream", "-c", r.pick([".", ".", "select(length == 2)", ".[0] | length"])],
    stdin: written(r, value(r, 3)),
  })),
  option(
    "--stream-programs",
    8,
    (r) => ({
      args: [
        "--stream",
        "-nc",
        r.pick([
          "fromstream(inputs)",
          "[inputs | select(length == 2) | .[1]]",
          "fromstream(1 | truncate_stream(inputs))",
          "reduce (inputs | select(length == 2)) as [$p, $v] (0; . + 1)",
          "[inputs] | length",
        ]),
      ],
      stdin: written(r, records(r, 1, 2)),
    }),
    ["--stream"],
  ),
  option("--seq", 6, (r) => ({
    args: ["--seq", "-c", "."],
    stdin: r.times(1, 3, () => `\u001e${JSON.stringify(value(r, 1))}\n`).join(""),
  })),
  option("--raw-output0", 5, (r) => ({ args: ["--raw-output0", ".[]"], stdin: written(r, words(r)) })),
  option("--unbuffered", 2, (r) => ({ args: ["--unbuffered", "-c", ".[]"], stdin: written(r, integers(r)) })),
  family("env", { features: ["env", "$ENV"], tries: 8 }, (r) => ({
    args: [
      "-nr",
      r.pick([
        "env.WORD",
        "$ENV.WORD",
        "env | .WORD, .NONE",
        '"\\(env.WORD)!"',
        "$ENV.NUM | tonumber + 1",
        "[env.WORD, $ENV.NUM]",
      ]),
    ],
    env: { WORD: word(r), NUM: String(r.int(0, 99)) },
  })),
  family("options-joined", { features: ["options"], tries: 15 }, (r) => ({
    args: r.pick([
      ["-nr", `"${word(r)}", [1]`],
      ["-cr", ".[]"],
      ["-rc", "."],
      ["-sc", "."],
      ["-ncr", `["${word(r)}"]`],
      ["-c", "--", ".[0]"],
      ["-cS", "."],
      ["-ce", ".[0]"],
      ["-jr", ".[]"],
      ["-Sc", "."],
      ["-rn", '"a\\tb"'],
      ["--compact-output", "--sort-keys", "."],
    ]),
    stdin: written(r, words(r)),
  })),
  family("options-places", { features: ["options"], tries: 9 }, (r) => ({
    args: r.shuffle(["-c", "-r", ".[0]"]).concat(r.chance(0.5) ? ["a.json"] : []),
    stdin: written(r, words(r)),
    files: { "a.json": written(r, words(r)) },
  })),
  listed("unknown-option", { features: ["unknown option", "exit codes"], repeat: 9 }, [
    { args: ["-x", "."] },
    { args: ["--foo", "."] },
    { args: [".", "--bar"], stdin: "1" },
    { args: ["-cz", "."], stdin: "2" },
    { args: ["-c", "--nul", "."], stdin: "3" },
    { args: ["--raw", "."], stdin: '"a"' },
  ]),
  family("debug", { features: ["debug", "stderr", "input_filename"], tries: 8, repeat: 2 }, (r) => ({
    args: [
      "-c",
      r.pick([
        "debug",
        "stderr",
        'debug("x")',
        ".[] | debug",
        "[.[] | debug | . + 1]",
        "stderr | length",
        'debug("a", "b") | length',
      ]),
    ],
    stdin: written(r, integers(r)),
  })),
  family("several-inputs", { features: ["input", "inputs"], tries: 12 }, (r) => ({
    args: [
      "-c",
      r.pick([
        "[., input]",
        "[., inputs]",
        '., (try input catch "end")',
        "length",
        ". as $x | [inputs] | length",
        "first(inputs)",
        "[limit(2; inputs)]",
        "input",
      ]),
    ],
    stdin: `${r.times(2, 5, () => JSON.stringify(mixed(r))).join("\n")}\n`,
  })),
  family("errors-go-on", { features: ["exit codes"], tries: 12, repeat: 2 }, (r) => ({
    args: ["-c", r.pick([".a", ".[0]", "keys", "length", ". + 1", "tonumber", ".[]"])],
    stdin: `${r
      .shuffle<Json>([{ a: r.int(0, 9) }, [r.int(0, 9)], r.int(0, 9), word(r), null, true])
      .slice(0, r.int(2, 4))
      .map((one) => JSON.stringify(one))
      .join("\n")}\n`,
  })),
  family("deep", { features: ["input"], tries: 6 }, (r) => {
    const depth = r.int(10, 40);
    return {
      args: ["-c", r.pick([".", "[..] | length", "[paths] | length", "tojson | length", "flatten"])],
      stdin: `${"[".repeat(depth)}${r.int(0, 9)}${"]".repeat(depth)}\n`,
    };
  }),
];
