import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { fill, scripts } from "./script.ts";

const RESULTS = [
  "SELECT * FROM goods ORDER BY id;",
  "SELECT name, price FROM goods WHERE id <= @j ORDER BY id;",
  "SELECT @s AS text, @n AS num, NULL AS nothing, @x AS raw;",
  'SELECT @v AS "a b", @v AS c, @s AS "it\'s";',
  "SELECT kind, count(*) AS n, sum(price) FROM goods GROUP BY kind ORDER BY kind;",
];

const script = (r: Random): string => fill(`@G\n${r.sample(RESULTS, 2).join("\n")}\n`, r);

function modes(
  name: string,
  features: readonly string[],
  tries: number,
  make: (r: Random) => CaseInput,
): Family {
  return family(`shell-${name}`, { features, tries }, make);
}

const MODES = ["list", "csv", "tabs", "line", "json", "quote", "column", "table", "box", "markdown"];

export const shell: readonly Family[] = [
  ...MODES.map((mode) =>
    modes(`mode-${mode}`, [`-${mode}`, `.mode ${mode}`], 14, (r) => {
      const headers = r.pick<readonly string[]>([[], ["-header"], ["-noheader"]]);
      if (r.chance(0.5)) return { args: [`-${mode}`, ...headers, ":memory:"], stdin: script(r) };
      return {
        args: [],
        stdin: `${r.pick(["", ".headers on\n", ".headers off\n"])}.mode ${mode}\n${script(r)}`,
      };
    }),
  ),
  modes("separator", ["-separator", "-newline", "-nullvalue"], 14, (r) => ({
    args: [
      ...r.pick([[], ["-csv"], ["-quote"], ["-header"]]),
      ...r.pick([
        ["-separator", r.pick([";", ", ", "\\t", "::"])],
        ["-nullvalue", r.pick(["NULL", "-", "<>"])],
        ["-newline", r.pick([";\\n", "|", "\\r\\n"])],
      ]),
      ...(r.chance(0.3) ? ["-nullvalue", "nil"] : []),
    ],
    stdin: script(r),
  })),
  modes("arguments", ["SQL as arguments"], 14, (r) => ({
    args: [
      ...r.pick([[], ["-header"], ["-csv", "-header"], ["--json"], ["-line"], ["-box"]]),
      ":memory:",
      ...r.pick([
        [fill("SELECT @i + @i AS x, @w AS y", r)],
        [fill("CREATE TABLE t(a); INSERT INTO t VALUES (@i), (@w)", r), "SELECT * FROM t"],
        [fill("SELECT @s;", r), fill("SELECT @v", r)],
        [fill(".print hello @i", r), fill("SELECT @d", r)],
        [fill("SELECT @i; SELECT nope; SELECT 2", r), "SELECT 'not reached'"],
        [".tables", fill("SELEC @i", r)],
        [fill("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (@d1), (@d1)", r)],
      ]),
    ],
  })),
  modes("options", ["-bail", "-echo", "-cmd", "exit codes"], 16, (r) => ({
    args: r.pick([
      ["-bail"],
      ["-echo"],
      ["-bail", "-echo"],
      ["-cmd", "CREATE TABLE g(z)"],
      ["-cmd", ".mode csv"],
      ["-cmd", ".nope"],
      ["-header", "-bail"],
      [],
    ]),
    stdin: fill(
      r.pick([
        "SELECT @i;\nSELECT nope;\nSELECT @w;\n",
        "SELECT @i AS a, 'x y' AS b;\n.print done\n",
        "SELECT count(*) FROM g;\nSELECT @s;\n",
        "SELECT 1;\n.bad @d\nSELECT 2;\n",
      ]),
      r,
    ),
  })),
  listed("shell-wrong", { features: ["options", "exit codes"], repeat: 9 }, [
    { args: ["-nope"] },
    { args: ["file.db"] },
    { args: ["-separator"] },
    { args: ["-json", "other.db", "SELECT 1"] },
    { args: ["--what", ":memory:"] },
    { args: ["-nullvalue"] },
    { args: ["-cmd"] },
  ]),
  ...scripts(
    "command",
    {
      headers: [
        ".headers",
        "SELECT @i AS a, @w AS b;\n.headers on\nSELECT @i AS a, @w AS b;\nSELECT 1 AS x WHERE 0;\n.headers off\nSELECT @i;\n.headers\n.headers maybe",
      ],
      separator: [
        ".separator",
        ".separator \", \"\nSELECT @i, @w;\n.separator ' | ' \"\\n---\\n\"\nSELECT @i, @w;\n.mode csv\nSELECT @i, @s;\n.separator ;\nSELECT @i, 'a;b', @s;\n.separator",
      ],
      nullvalue: [
        ".nullvalue",
        ".nullvalue NULL\nSELECT NULL, @v, '';\n.nullvalue \"\"\nSELECT NULL, @i;\n.mode csv\n.nullvalue n/a\nSELECT NULL, @w;\n.mode line\nSELECT NULL AS x, @v AS y;\n.nullvalue",
      ],
      print: [
        ".print",
        '.print hello @i\n.print "two  words" \'single  @w\'\n.print a\\tb "a\\tb" @d\n.print\nSELECT @i;\n.print   spaced    out @d',
      ],
      tables: [
        ".tables",
        "CREATE TABLE zeta(a); CREATE TABLE alpha@d(a); CREATE VIEW mid AS SELECT @i AS q; CREATE INDEX ix ON zeta(a);\n.tables\n.tables %a%\n.indexes\n.indexes zeta\n.tables none",
        3,
      ],
      schema: [
        ".schema",
        "CREATE TABLE t@d1(a INT,\n  b TEXT DEFAULT @w);\nCREATE INDEX i ON t@d1(b);\nCREATE VIEW v AS SELECT a FROM t@d1 WHERE a > @i;\nCREATE TRIGGER tr AFTER INSERT ON t@d1 BEGIN SELECT @i; END;\n.schema\n.schema v\n.schema t%",
      ],
      read: [
        ".read",
        "SELECT 'before', @i;\n.read part.sql\nSELECT 'after', (SELECT count(*) FROM r);\n.read missing@d.sql\nSELECT @w;",
      ],
      changes: [
        ".changes",
        ".changes on\nCREATE TABLE t(a);\nINSERT INTO t VALUES (@i),(@i),(@i);\nUPDATE t SET a = a + 1 WHERE a > @j;\nDELETE FROM t WHERE a < @i;\nSELECT count(*) FROM t;\n.changes off\nDELETE FROM t;",
      ],
      echo: [
        ".echo; .bail",
        ".echo on\nSELECT @i;\n.print x @d\nSELECT 1,\n  @i;\n.echo off\nSELECT @w;\n.bail on\nSELECT nope;\nSELECT 'never';",
      ],
      quit: [".quit; .exit; exit codes", "SELECT @i;\n.quit\nSELECT 'never';", 3],
      exit: [".quit; .exit; exit codes", "SELECT @w;\n.exit @d\nSELECT 'never';"],
      "quit-errors": [".quit; .exit; exit codes", "SELECT nope@d;\n.quit", 3],
      unknown: [
        "unknown commands; exit codes",
        ".foo@d\n.mode nope\n.tabels x\nSELECT @i;\n.\n.mode csv extra\n.bail\n.echo what",
        4,
      ],
      modes: [
        ".mode",
        "@N\n.mode box\nSELECT * FROM n ORDER BY rowid LIMIT 2;\n.mode column\nSELECT a, c FROM n ORDER BY rowid LIMIT 2;\n.mode list\nSELECT a, c FROM n ORDER BY rowid LIMIT 1;\n.headers off\n.mode column\nSELECT a, c FROM n ORDER BY rowid LIMIT 1;\n.mode json\nSELECT max(a) AS m, NULL AS z FROM n;\n.mode tabs\nSELECT a, c FROM n ORDER BY rowid LIMIT 2;",
      ],
      lines: [
        "statements and lines; comments",
        'SELECT @i; SELECT @w;\n-- a comment\n\n  SELECT\n    @i -- inner\n    , @w /* block\n    comment */ ;\n/* only a comment */\nSELECT \'a;b\', ";" FROM (SELECT @i AS ";");\nSELECT @d',
      ],
      "last-line": ["statements and lines", "SELECT @i;\nSELECT @w", 3],
      unicode: [
        "-column; widths",
        ".mode box\nSELECT 'é' AS \"ü\", '日本@d' AS wide, @w AS w;\n.mode column\nSELECT 'naïve' AS a, @i AS b;\n.mode markdown\nSELECT '€' AS long_name, @s AS t;",
      ],
      multiline: [
        "-line; -json; text with line breaks",
        ".mode json\nSELECT 'a\nb@d' AS x, 'tab\there' AS y, '\"q\\' AS z;\n.mode csv\nSELECT 'a\nb', 'q\"q@d', ',', @s;\n.mode quote\nSELECT 'a\nb@d', 'it''s';\n.mode line\nSELECT @i AS a, @w AS longer_name;",
      ],
    },
    (stdin) => ({
      args: [],
      stdin,
      ...(stdin.includes(".read")
        ? {
            files: {
              "part.sql":
                "CREATE TABLE r(a);\nINSERT INTO r VALUES (1),(2);\nSELECT 'in part';\nSELEC oops;\nSELECT 'end of part';\n",
            },
          }
        : {}),
    }),
  ),
];
