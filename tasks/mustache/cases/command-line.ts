import { family, listed, type Family } from "../../pipeline/family.ts";
import { flat, placed, plain, scalar } from "./render.ts";

export const COMMAND_LINE: readonly Family[] = [
  family("view-from-stdin", { features: ["view", "stdin"], tries: 15 }, (r) => {
    const view = flat(r);
    return {
      args: ["-", "t"],
      stdin: JSON.stringify(view, null, r.pick([0, 2])),
      files: {
        t: Object.keys(view)
          .map((name) => `{{${name}}}`)
          .join(" "),
      },
    };
  }),
  family("invalid-stdin", { features: ["view", "stdin", "mistakes"], tries: 9 }, (r) => ({
    args: ["-", "t"],
    stdin: r.pick(["", `{${plain(r)}}`, "{} {}", "nul", `["${plain(r)}"`]),
    files: { t: "x" },
  })),
  family("view-kinds", { features: ["view"], tries: 15 }, (r) => ({
    args: ["v", "t"],
    files: {
      v: JSON.stringify(r.pick<unknown>([scalar(r), [plain(r), r.int(1, 9)], plain(r), true, [], {}])),
      t: r.pick(["[{{.}}]", "{{#.}}({{.}}){{/.}}{{^.}}none{{/.}}", "x{{length}}y"]),
    },
  })),
  family("file-names", { features: ["files", "arguments"], tries: 12 }, (r) => {
    const [view, template] = r.pick([
      ["a b.json", "c d.mustache"],
      ["deep/view.json", "deep/t"],
      ["./v", "./t"],
      ["v.txt", "t.html"],
      ["-v.json", "t"],
      ["é.json", "日.mustache"],
    ] as [string, string][]);
    return {
      args: [view, template],
      files: placed({ [view]: JSON.stringify({ x: plain(r) }), [template]: "{{x}}" }),
    };
  }),
  family("more-arguments", { features: ["arguments"], tries: 6 }, (r) => ({
    args: ["v", "t"],
    files: { v: `\n ${JSON.stringify({ x: plain(r) })} \n`, t: "{{x}}\n", unused: plain(r) },
  })),
  listed("version", { features: ["-v"], repeat: 9 }, [
    { args: ["-v"] },
    { args: ["--version"] },
    { args: ["view.json", "--version"], files: { "view.json": "{}" } },
    { args: ["-p", "a", "-v"], files: { a: "x" } },
    { args: ["v", "t", "-v"], files: { v: "{}", t: "x" } },
  ]),
  listed("version-taken-as-partial", { features: ["-v", "-p"] }, [
    { args: ["-p", "-v", "v", "t"], files: { v: "{}", t: "x" } },
    { args: ["-p", "--version"], files: {} },
  ]),
];
