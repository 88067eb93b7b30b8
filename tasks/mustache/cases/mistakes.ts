import { family, listed, type Family } from "../../pipeline/family.ts";
import { NAMES, plain, render, withPartials } from "./render.ts";

export const MISTAKES: readonly Family[] = [
  family("unclosed-tag", { features: ["mistakes"], tries: 15 }, (r) =>
    render(
      {},
      `${plain(r)} ${r.pick(["{{", "{{{", "{{#", "{{! ", "{{> ", "{{&"])}${r.pick(NAMES)}${r.pick(["", "}", "\nnext", " }", "} }"])}`,
    ),
  ),
  family("unclosed-section", { features: ["mistakes", "sections"], tries: 15 }, (r) => {
    const [a, b] = r.sample(NAMES, 2) as [string, string];
    return render(
      {},
      r.pick([
        `${plain(r)}{{#${a}}}${plain(r)}`,
        `{{#${a}}}{{#${b}}}x{{/${b}}}`,
        `{{^${a}}}${plain(r)}\n`,
        `a\n{{#${a}}}\n{{^${b}}}\n${plain(r)}`,
      ]),
    );
  }),
  family("unopened-section", { features: ["mistakes", "sections"], tries: 12 }, (r) => {
    const [a, b] = r.sample(NAMES, 2) as [string, string];
    return render(
      {},
      r.pick([`${plain(r)}{{/${a}}}`, `{{#${a}}}x{{/${a}}}{{/${b}}}`, `\n\n{{/ ${a} }}${plain(r)}`]),
    );
  }),
  family("wrong-end", { features: ["mistakes", "sections"], tries: 15 }, (r) => {
    const [a, b] = r.sample(NAMES, 2) as [string, string];
    return render(
      { [a]: 1 },
      r.pick([
        `${plain(r)}{{#${a}}}x{{/${b}}}`,
        `{{#${a}}}{{#${b}}}x{{/${a}}}{{/${b}}}`,
        `{{^${a}}}\n{{/${a}.${b}}}`,
      ]),
    );
  }),
  family("invalid-tags", { features: ["mistakes", "delimiters"], tries: 9 }, (r) =>
    render({}, `${plain(r)}{{=${r.pick(["<%", "a b c", "", "=", "<% %> %%", "x"])}=}}${plain(r)}`),
  ),
  family("invalid-json", { features: ["mistakes", "view"], tries: 12 }, (r) => ({
    args: ["view.json", "t"],
    files: {
      "view.json": r.pick([
        `{${plain(r)}: 1}`,
        `{"${plain(r)}": }`,
        "",
        "[1,",
        `'${plain(r)}'`,
        `{"a":1,}`,
        plain(r),
        "{",
        "// c\n{}",
      ]),
      t: "{{a}}",
    },
  })),
  family("mistake-in-partial", { features: ["mistakes", "partials"], tries: 9 }, (r) =>
    withPartials({ on: r.chance(0.6) }, "{{#on}}{{>part}}{{/on}}rest", {
      "part.mustache": r.pick([`${plain(r)}{{#x}}`, `{{/${plain(r)}}}`, "{{ open", `{{#a}}{{/${plain(r)}}}`]),
    }),
  ),
  family("missing-files", { features: ["mistakes", "files"], tries: 18 }, (r) => {
    const name = `${plain(r)}.${r.pick(["json", "txt", "mustache"])}`;
    return {
      args: r.pick([
        [name, "t"],
        ["v", name],
        ["-p", name, "v", "t"],
        [`no/${name}`, "t"],
        ["-p", name, "-p", "t", name, name],
      ]),
      files: { v: "{}", t: "x" },
    };
  }),
  listed("wrong-arguments", { features: ["mistakes", "arguments"], repeat: 9 }, [
    { args: [] },
    { args: ["view.json"], files: { "view.json": "{}" } },
    { args: ["-p", "a"], files: { a: "x" } },
    { args: ["view.json", "-p", "t"], files: { "view.json": "{}", t: "x" } },
    { args: ["-"], stdin: "{}" },
    { args: ["", "t"], files: { t: "x" } },
  ]),
  listed("folders", { features: ["mistakes", "files"], repeat: 3 }, [
    { args: [".", "t"], files: { t: "x" } },
    { args: ["v", "."], files: { v: "{}" } },
    { args: ["-p", ".", "v", "t"], files: { v: "{}", t: "x" } },
  ]),
];
