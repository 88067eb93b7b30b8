import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { plain, render } from "./render.ts";

/** A line that holds one tag, which may stand alone on it. */
function tagLine(r: Random, tag: string): string {
  return r.pick(["", "  ", "\t", "x "]) + tag + r.pick(["", "  ", "", " y"]);
}

const DELIMITERS: readonly (readonly [string, string])[] = [
  ["<%", "%>"],
  ["[", "]"],
  ["((", "))"],
  ["|", "|"],
  ["<<<", ">>>"],
  ["$", "$"],
  ["{{{", "}}}"],
  ["@", "."],
];

export const LINES: readonly Family[] = [
  family("comment", { features: ["comments"], tries: 21 }, (r) =>
    render(
      { a: plain(r) },
      r.pick([
        `x{{! ${plain(r)} }}y`,
        `{{!${plain(r)}}}`,
        `a\n{{! one\ntwo ${plain(r)} }}\nb`,
        `a {{!c}} {{a}}`,
        `  {{!c}}\n${plain(r)}`,
        `{{!{{a}} ${plain(r)}`,
        `{{!}}${plain(r)}`,
        `{{! {{! }}${plain(r)}`,
      ]),
    ),
  ),
  family("standalone-section", { features: ["lines", "sections"], tries: 36 }, (r) =>
    render(
      { on: r.pick<unknown>([true, false, [1, 2]]), v: plain(r) },
      [
        "first",
        tagLine(r, "{{#on}}"),
        r.pick(["in", "{{v}}", "  {{v}}", ""]),
        tagLine(r, "{{/on}}"),
        "last",
      ].join(r.pick(["\n", "\r\n"])) + r.pick(["", "\n"]),
    ),
  ),
  family("standalone-inverted", { features: ["lines", "inverted sections"], tries: 18 }, (r) =>
    render(
      { on: r.chance(0.3) },
      ["first", tagLine(r, "{{^on}}"), "in", tagLine(r, "{{/on}}"), "last"].join("\n"),
    ),
  ),
  family("standalone-comment", { features: ["lines", "comments"], tries: 18 }, (r) =>
    render(
      {},
      [plain(r), tagLine(r, r.pick(["{{!c}}", "{{! two\nlines }}"])), plain(r)]
        .slice(r.int(0, 1))
        .join(r.pick(["\n", "\r\n"])),
    ),
  ),
  family("standalone-delimiters", { features: ["lines", "delimiters"], tries: 15 }, (r) =>
    render(
      { a: plain(r) },
      [plain(r), tagLine(r, "{{=<% %>=}}"), "<%a%>", tagLine(r, "<%={{ }}=%>"), "{{a}}"].join("\n"),
    ),
  ),
  family("tags-on-one-line", { features: ["lines", "sections"], tries: 24 }, (r) =>
    render(
      { on: r.pick<unknown>([true, false, [1, 2]]), v: r.pick(["V", ""]) },
      `a\n${r.pick(["", "  "])}{{#on}}${r.pick(["", " ", "{{v}}", "x"])}{{/on}}${r.pick(["", " ", "{{!c}}", " {{v}}"])}\nb`,
    ),
  ),
  family("blank-lines", { features: ["lines", "variables"], tries: 18 }, (r) =>
    render(
      { v: r.pick(["V", "", "two\nlines"]), on: true },
      r.pick([
        "\n\n{{v}}\n\n",
        "  {{v}}  \n",
        "{{#on}}\n\n{{v}}\n\n{{/on}}",
        "\n{{#on}}\n{{/on}}\n\n",
        "{{v}}\n{{v}}",
        "{{#on}}  \n  {{v}}\n  {{/on}}  \n",
      ]) + plain(r),
    ),
  ),
  family("delimiters", { features: ["delimiters"], tries: 36 }, (r) => {
    const [open, close] = r.pick(DELIMITERS);
    const gap = r.pick([" ", "  ", "\n"]);
    return render(
      { a: plain(r), list: [1, 2] },
      r.pick([
        `{{=${open}${gap}${close}=}}${open}a${close} {{a}}`,
        `{{a}}{{= ${open} ${close} =}}${open}#list${close}x${open}/list${close}`,
        `{{=${open} ${close}=}}${open}&a${close}${open}={{ }}=${close}{{a}}`,
        `{{=${open} ${close}=}}${open}! c ${close}${open}^b${close}none${open}/b${close}`,
      ]),
    );
  }),
  family("delimiters-triple", { features: ["delimiters", "triple braces"], tries: 12 }, (r) => {
    const [open, close] = r.pick(DELIMITERS);
    return render(
      { a: `<${plain(r)}>` },
      `{{=${open} ${close}=}}${open}{a}${close} ${open}a${close} ${open}& a ${close}`,
    );
  }),
  family("delimiters-in-sections", { features: ["delimiters", "sections"], tries: 12 }, (r) =>
    render(
      { list: r.times(1, 3, () => r.int(1, 99)), a: plain(r) },
      r.pick([
        "{{#list}}{{=<% %>=}}<%.%>,<%/list%><%a%>",
        "{{=<% %>=}}<%#list%><%.%><%={{ }}=%>{{/list}}{{a}}",
        "{{#list}}\n{{=| |=}}\n|.|\n|={{ }}=|\n{{/list}}\n{{a}}",
      ]),
    ),
  ),
  listed("line-oddities", { features: ["lines"] }, [
    render({ a: 1 }, "{{#a}}" + "\n{{/a}}"),
    render({ a: 1 }, "{{#a}}\r\n{{.}}\r\n{{/a}}\r\n"),
    render({ a: 1 }, "x\r{{#a}}\ry\r{{/a}}\rz"),
    render({ a: 1 }, " {{#a}} {{/a}} \n."),
    render({ a: 1 }, "{{#a}}{{/a}}\n\n."),
    render({ a: 1 }, "\t{{! }}\t\n."),
    render({ a: 1 }, "{{a}} \n {{a}}"),
    render({ a: 1 }, "\u00a0{{#a}}\nx\n{{/a}}\n."),
  ]),
];
