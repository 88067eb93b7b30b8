import { family, listed, type Family } from "../../pipeline/family.ts";
import { NAMES, plain, render, scalar, word } from "./render.ts";

/** What decides whether a section is printed. */
const CONDITIONS: readonly unknown[] = [
  true,
  false,
  null,
  0,
  1,
  -1,
  "",
  "x",
  " ",
  [],
  [0],
  [false],
  {},
  { a: 1 },
  "false",
  [[]],
  0.5,
];

export const SECTIONS: readonly Family[] = [
  family("section-condition", { features: ["sections"], tries: 30 }, (r) =>
    render({ on: r.pick(CONDITIONS), tail: plain(r) }, `${plain(r)} {{#on}}yes {{tail}}{{/on}} {{tail}}`),
  ),
  family("inverted-condition", { features: ["inverted sections"], tries: 30 }, (r) =>
    render({ on: r.pick(CONDITIONS), tail: plain(r) }, `${plain(r)} {{^on}}no {{tail}}{{/on}} {{tail}}`),
  ),
  family("either-or", { features: ["sections", "inverted sections"], tries: 18 }, (r) => {
    const name = r.pick(NAMES);
    return render(
      r.chance(0.8) ? { [name]: r.pick(CONDITIONS) } : {},
      `{{#${name}}}has ${plain(r)}{{/${name}}}{{^${name}}}has no ${name}{{/${name}}}.`,
    );
  }),
  family("list-of-objects", { features: ["sections", "lists"], tries: 30 }, (r) =>
    render(
      {
        rows: r.times(0, 4, () => ({ name: word(r), ...(r.chance(0.5) ? { size: scalar(r) } : {}) })),
        size: "?",
      },
      r.pick([
        "{{#rows}}{{name}}={{size}};{{/rows}}",
        "{{#rows}}\n- {{name}} ({{size}})\n{{/rows}}\nend\n",
        "<{{#rows}}<li>{{{name}}}</li>{{/rows}}>{{^rows}}none{{/rows}}",
      ]),
    ),
  ),
  family("implicit-iterator", { features: ["sections", "lists", "{{.}}"], tries: 24 }, (r) =>
    render(
      { list: r.times(1, 5, () => scalar(r)) },
      r.pick([
        "{{#list}}[{{.}}]{{/list}}",
        "{{#list}}{{{.}}},{{/list}}",
        "{{#list}}({{&.}}){{/list}}",
        "{{#list}}\n* {{.}}\n{{/list}}\n",
      ]),
    ),
  ),
  family("nested-lists", { features: ["sections", "lists", "nesting"], tries: 18 }, (r) =>
    render(
      { rows: r.times(1, 3, () => r.times(1, 3, () => r.pick<unknown>([r.int(1, 99), plain(r)]))) },
      r.pick([
        "{{#rows}}{{#.}}{{.}} {{/.}}/{{/rows}}",
        "{{#rows}}\n{{#.}}<{{.}}>{{/.}}\n{{/rows}}\n",
        "{{#rows}}({{.}}){{/rows}}",
      ]),
    ),
  ),
  family("object-section", { features: ["sections", "contexts"], tries: 18 }, (r) => {
    const [a, b] = r.sample(NAMES, 2) as [string, string];
    return render(
      { [a]: { [b]: scalar(r) }, [b]: plain(r), other: plain(r) },
      `{{#${a}}}${plain(r)} {{${b}}} {{other}}{{/${a}}} {{${b}}}`,
    );
  }),
  family("scalar-section", { features: ["sections", "contexts", "{{.}}"], tries: 18 }, (r) =>
    render(
      { v: r.pick<unknown>([plain(r), r.int(1, 500), word(r), true, -0.5]), w: plain(r) },
      r.pick([
        "{{#v}}<{{.}} {{w}}>{{/v}}",
        "{{#v}}{{v}}{{/v}}{{^v}}none{{/v}}",
        "{{#v}}{{.}}{{length}}{{/v}}",
      ]),
    ),
  ),
  family("deep-nesting", { features: ["sections", "nesting", "contexts"], tries: 24 }, (r) => {
    const names = r.sample(NAMES, r.int(2, 4));
    const view = names.reduceRight<Record<string, unknown>>(
      (inner, name) => ({ [name]: { ...inner, [r.pick(NAMES)]: plain(r) } }),
      { leaf: plain(r) },
    );
    const open = names.map((name) => `{{#${name}}}${name[0]}(`).join("");
    const close = names
      .toReversed()
      .map((name) => `)${r.chance(0.5) ? `{{${r.pick(NAMES)}}}` : ""}{{/${name}}}`)
      .join("");
    return render(view, `${open}{{leaf}}${close}`);
  }),
  family("same-name-nested", { features: ["sections", "nesting"], tries: 12 }, (r) =>
    render(
      {
        item: r.pick<unknown>([
          { item: plain(r) },
          [{ item: r.int(1, 9) }, { item: false }],
          { x: plain(r) },
          [1, 2],
        ]),
        x: plain(r),
      },
      "{{#item}}1{{#item}}2 {{item}} {{x}}{{/item}}{{^item}}none{{/item}}{{/item}}",
    ),
  ),
  family("inverted-nested", { features: ["inverted sections", "nesting"], tries: 15 }, (r) =>
    render(
      { a: r.pick(CONDITIONS), b: r.pick(CONDITIONS) },
      r.pick([
        "{{^a}}no a{{^b}}, no b{{/b}}{{/a}}{{#b}}b{{/b}}.",
        "{{#a}}a{{^b}} not b{{/b}}{{/a}}{{^a}}-{{/a}}",
      ]),
    ),
  ),
  family("dotted-sections", { features: ["sections", "dotted names"], tries: 18 }, (r) =>
    render(
      { a: { b: r.pick<unknown>([...CONDITIONS, [{ c: 1 }, { c: 2 }], { c: plain(r) }]) }, c: plain(r) },
      "{{#a.b}}<{{c}}>{{/a.b}}{{^a.b}}none {{c}}{{/a.b}}{{^a.x}} no x{{/a.x}}",
    ),
  ),
  family("report", { features: ["sections", "variables", "lists"], tries: 24 }, (r) => {
    const people = r.times(1, 3, () => ({
      name: word(r),
      tags: r.times(0, 3, () => plain(r)),
      admin: r.chance(0.5),
      team: { name: plain(r) },
    }));
    const template =
      "# {{title}}\n\n{{#people}}\n## {{name}}{{#admin}} (admin){{/admin}}\n\nTeam: {{team.name}}\n{{#tags}}\n  - {{.}} of {{title}}\n{{/tags}}\n{{^tags}}\n  no tags\n{{/tags}}\n{{/people}}\n{{^people}}\nNobody.\n{{/people}}\n";
    return render({ title: plain(r), people }, template);
  }),
  listed("section-oddities", { features: ["sections", "names"] }, [
    render({ list: [1, 2] }, "{{# list }}{{.}}{{/ list }}"),
    render({ list: [1, 2] }, "{{#list}}{{/list}}x"),
    render({ a: [{}, { b: 1 }] }, "{{#a}}{{#b}}y{{/b}}{{^b}}n{{/b}}{{/a}}"),
    render({ a: { length: 0 } }, "{{#a}}object{{/a}}{{^a}}none{{/a}}"),
    render({ a: "text" }, "{{#a}}{{#.}}{{.}}{{/.}}{{/a}}"),
    render({ n: 3 }, "{{#n}}{{.}} of {{n}}{{/n}}"),
    render({ a: [null, 1, false] }, "{{#a}}({{.}}){{/a}}"),
    render({ a: [[], [1]] }, "{{#a}}{{#.}}in{{/.}}{{^.}}out{{/.}}{{/a}}"),
    render({ a: [{ a: [{ a: "deep" }] }] }, "{{#a}}{{#a}}{{a}}{{/a}}{{/a}}"),
  ]),
];
