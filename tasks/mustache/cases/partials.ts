import { family, listed, type Family } from "../../pipeline/family.ts";
import { plain, render, withPartials, word } from "./render.ts";

const BODIES = [
  "<{{name}}>",
  "{{name}}\n",
  "one\ntwo {{name}}\n",
  "\n{{name}}",
  "{{{name}}}",
  "a\n\nb\n",
  "",
  "  {{name}}\n  end\n",
];

export const PARTIALS: readonly Family[] = [
  family("partial", { features: ["-p", "partials"], tries: 27 }, (r) =>
    withPartials(
      { name: word(r) },
      r.pick(["[{{>part}}]", "{{> part }}", "{{>part}} and {{>part}}", "x {{>part}}\ny"]),
      { "part.mustache": r.pick(BODIES) },
    ),
  ),
  family("partial-missing", { features: ["partials", "missing names"], tries: 9 }, (r) => {
    const template = `${plain(r)}[{{>${plain(r)}}}]${plain(r)}`;
    return r.chance(0.5) ? render({}, template) : withPartials({}, template, { "part.mustache": "part" });
  }),
  family("partial-names", { features: ["-p", "partials", "names"], tries: 18 }, (r) => {
    const file = r.pick([
      "row.mustache",
      "parts/row.mustache",
      "./row.mustache",
      "row.html",
      "a.b.mustache",
      "row",
      "deep/er/row.mustache",
      "Row.mustache",
      "row.mustache.txt",
    ]);
    return withPartials(
      { name: plain(r) },
      "{{>row}}|{{>row.html}}|{{>a.b}}|{{>Row}}|{{>row.mustache}}|{{>parts/row}}|{{>row.mustache.txt}}",
      { [file]: `${plain(r)} {{name}}` },
    );
  }),
  family("partial-order", { features: ["-p", "partials"], tries: 12 }, (r) =>
    withPartials(
      {},
      "{{>row}} {{>cell}}",
      Object.fromEntries(
        r.shuffle([
          ["a/row.mustache", plain(r)],
          ["b/row.mustache", plain(r)],
          ["cell.mustache", plain(r)],
        ] as [string, string][]),
      ),
    ),
  ),
  family("partial-context", { features: ["partials", "contexts"], tries: 18 }, (r) =>
    withPartials(
      {
        name: plain(r),
        rows: r.times(1, 3, () => (r.chance(0.7) ? { name: word(r) } : { size: r.int(1, 99) })),
      },
      r.pick(["{{#rows}}{{>row}}{{/rows}}{{>row}}", "{{#rows}}\n{{>row}}\n{{/rows}}\n"]),
      {
        "row.mustache": r.pick([
          "({{name}} {{size}})",
          "* {{name}}\n",
          "{{#size}}{{.}}{{/size}}{{^size}}-{{/size}}\n",
        ]),
      },
    ),
  ),
  family("partial-in-partial", { features: ["partials", "nesting"], tries: 15 }, (r) =>
    withPartials({ name: word(r) }, `{{>outer}}${plain(r)}`, {
      "outer.mustache": r.pick([
        "<{{>inner}}>",
        "  {{>inner}}\nend\n",
        "{{>inner}}{{>inner}}",
        "{{#name}}{{>inner}}{{/name}}",
      ]),
      "inner.mustache": r.pick(["{{name}}", "{{.}}", "in\nner\n", "{{>missing}}x"]),
    }),
  ),
  family("partial-recursive", { features: ["partials", "nesting"], tries: 15 }, (r) => {
    const tree = (depth: number): object => ({
      name: plain(r),
      children: depth === 0 ? [] : r.times(0, 2, () => tree(depth - 1)),
    });
    return withPartials({ ...tree(3) }, "{{>node}}", {
      "node.mustache": r.pick([
        "{{name}}({{#children}}{{>node}}{{/children}})",
        "- {{name}}\n{{#children}}\n  {{>node}}\n{{/children}}\n",
      ]),
    });
  }),
  family("partial-indented", { features: ["partials", "indentation"], tries: 36 }, (r) => {
    const indent = r.pick(["  ", "\t", "    ", " \t ", ""]);
    const before = r.pick(["", "top\n", "{{!c}}", "x ", "{{name}}", "\n"]);
    const after = r.pick(["", "\n", "\nend\n", " tail\n", "  \nend"]);
    return withPartials({ name: r.pick(["N", "two\nlines"]) }, `${before}${indent}{{>part}}${after}`, {
      "part.mustache": r.pick([
        "a\nb\n",
        "a\n\nb",
        "{{name}}\n{{name}}\n",
        "\na\n",
        "a",
        "  a\n  b\n",
        "{{#name}}\nx\n{{/name}}\n",
      ]),
    });
  }),
  family("partial-indented-twice", { features: ["partials", "indentation"], tries: 12 }, (r) =>
    withPartials(
      { list: [1, 2] },
      r.pick([
        "{{#list}}\n  {{>a}}\n{{/list}}\n",
        " {{>a}}\n   {{>b}}\n",
        "  {{>a}}{{>b}}\n",
        "  {{>a}} {{>b}}\n",
      ]),
      {
        "a.mustache": r.pick(["A\n {{>b}}\n", "A\nA\n", "{{>b}}"]),
        "b.mustache": r.pick(["B\nB\n", "B{{.}}", "\nB"]),
      },
    ),
  ),
  family("partial-delimiters", { features: ["partials", "delimiters"], tries: 12 }, (r) =>
    withPartials(
      { name: plain(r) },
      r.pick(["{{=<% %>=}}<%>part%> <%name%>", "{{>part}} {{name}}", "{{=| |=}}|>part||name|"]),
      {
        "part.mustache": r.pick(["{{name}} <%name%>", "{{=<% %>=}}<%name%> {{name}}", "|name| {{name}}"]),
      },
    ),
  ),
  family("partial-many", { features: ["-p", "partials"], tries: 15 }, (r) => {
    const names = r.sample(["head", "body", "foot", "side", "menu"], r.int(2, 4));
    return withPartials(
      { name: plain(r) },
      names.map((name) => `{{>${name}}}`).join(r.pick(["\n", "", " "])),
      Object.fromEntries(names.map((name) => [`${name}.mustache`, `${name}: {{name}}${r.pick(["", "\n"])}`])),
    );
  }),
  listed("partial-where", { features: ["-p", "partials", "arguments"] }, [
    {
      args: ["view.json", "-p", "row.mustache", "t"],
      files: { "view.json": '{"a":1}', t: "{{>row}}", "row.mustache": "row {{a}}" },
    },
    {
      args: ["view.json", "t", "-p", "row.mustache"],
      files: { "view.json": '{"a":2}', t: "{{>row}}", "row.mustache": "row {{a}}" },
    },
    {
      args: ["-p", "row.mustache", "view.json", "-p", "cell.mustache", "t"],
      files: {
        "view.json": '{"a":3}',
        t: "{{>row}}{{>cell}}",
        "row.mustache": "r{{a}}",
        "cell.mustache": "c{{a}}",
      },
    },
    {
      args: ["-", "-p", "row.mustache", "t"],
      stdin: '{"a":4}',
      files: { t: "{{>row}}", "row.mustache": "row {{a}}" },
    },
  ]),
];
