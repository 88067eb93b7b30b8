import { family, listed, type Family } from "../../pipeline/family.ts";
import { flat, NAMES, padded, plain, render, scalar, word } from "./render.ts";

export const VARIABLES: readonly Family[] = [
  family("text-alone", { features: ["text"], tries: 9 }, (r) =>
    render(
      flat(r),
      r
        .times(1, 4, () => r.pick(["plain", "{ not a tag }", "}}", "a {b} c", "$%", "é", "<p>", ""]))
        .join(r.pick([" ", "\n"])),
    ),
  ),
  family("variable", { features: ["variables"], tries: 24 }, (r) => {
    const view = flat(r);
    return render(
      view,
      r
        .sample(Object.keys(view), 3)
        .map((name) => `${name}: {{${padded(r, name)}}}`)
        .join("\n"),
    );
  }),
  family("missing", { features: ["variables", "missing names"], tries: 12 }, (r) =>
    render(
      { [r.pick(NAMES)]: plain(r), none: null },
      `[{{${r.pick(NAMES)}}}] [{{none}}] [{{${plain(r)}}}] ${plain(r)}`,
    ),
  ),
  family("escaping", { features: ["variables", "escaping"], tries: 24 }, (r) =>
    render(
      { text: r.times(2, 5, () => word(r)).join(r.pick(["", " ", "&amp;", "<", "'"])) },
      r.pick(["{{text}}", "<i>{{text}}</i>", "{{text}}|{{text}}"]),
    ),
  ),
  family("unescaped-triple", { features: ["triple braces"], tries: 18 }, (r) =>
    render(
      { text: r.times(2, 4, () => word(r)).join(" ") },
      r.pick(["{{{text}}}", "{{{ text }}}", "{{text}} {{{text}}}", "{{{text }}}!"]),
    ),
  ),
  family("unescaped-ampersand", { features: ["&"], tries: 18 }, (r) =>
    render(
      { text: r.times(2, 4, () => word(r)).join(" ") },
      r.pick(["{{&text}}", "{{& text }}", "{{text}} {{&text}}", "({{&  text}})"]),
    ),
  ),
  family("value-kinds", { features: ["variables", "text of values"], tries: 30 }, (r) => {
    const value = r.pick<unknown>([
      scalar(r),
      r.times(1, 4, () => scalar(r)),
      { [plain(r)]: 1 },
      [[1, r.int(2, 9)], [plain(r)]],
      [null, r.int(1, 9), { a: 1 }],
      [],
      {},
    ]);
    return render({ v: value }, r.pick(["{{v}} {{{v}}}", "<{{v}}>", "{{&v}};{{v}}", "{{v}},{{v}}"]));
  }),
  family("dotted", { features: ["dotted names"], tries: 24 }, (r) => {
    const [a, b, c] = r.sample(NAMES, 3) as [string, string, string];
    const view = { [a]: { [b]: { [c]: scalar(r) }, [c]: word(r) }, [c]: plain(r) };
    const paths = [`${a}.${b}.${c}`, `${a}.${c}`, `${a}.${b}`, `${b}.${c}`, `${a}.${c}.${b}`, `${c}.${a}`, c];
    return render(
      view,
      r
        .sample(paths, 4)
        .map((path) => `{{${padded(r, path)}}}`)
        .join("|"),
    );
  }),
  family("dotted-lists", { features: ["dotted names", "lists"], tries: 18 }, (r) =>
    render(
      {
        list: r.times(2, 4, () => r.pick<unknown>([plain(r), { n: r.int(1, 99) }, [r.int(1, 9), plain(r)]])),
        text: plain(r),
      },
      r
        .sample(
          [
            "{{list.0}}",
            "{{list.1}}",
            "{{list.length}}",
            "{{text.length}}",
            "{{list.1.n}}",
            "{{list.0.0}}",
            "{{list.9}}",
            "{{list.0.length}}",
          ],
          5,
        )
        .join(" / "),
    ),
  ),
  family("dotted-breaks", { features: ["dotted names", "missing names"], tries: 15 }, (r) =>
    render(
      {
        a: r.pick<unknown>([null, {}, { b: null }, { b: {} }, plain(r), 5, { b: { c: r.int(1, 9) } }]),
        b: { c: plain(r) },
      },
      `[{{a.b}}] [{{a.b.c}}] [{{#a}}{{b.c}}{{/a}}] ${plain(r)} {{b.c}}`,
    ),
  ),
  family("context-search", { features: ["contexts"], tries: 24 }, (r) => {
    const [a, b, c] = r.sample(NAMES, 3) as [string, string, string];
    const inner = {
      ...(r.chance(0.6) ? { [a]: r.pick<unknown>([plain(r), null, false, 0]) } : {}),
      [c]: r.pick<unknown>([plain(r), { [b]: plain(r) }]),
    };
    return render(
      { [a]: plain(r), [b]: plain(r), sub: inner },
      `{{#sub}}{{${a}}}-{{${b}}}-{{${c}}}-{{${c}.${b}}}-{{sub.${c}}}{{/sub}}{{${c}}}`,
    );
  }),
  listed("unusual-names", { features: ["variables", "names"] }, [
    render({ "two words": "x" }, "[{{two words}}] [{{ two words }}]"),
    render({ "a-b": 1, a_b: 2, "a:b": 3 }, "{{a-b}} {{a_b}} {{a:b}}"),
    render({ "": "empty" }, "[{{}}]"),
    render({ é: "accent", 日: "sun" }, "{{é}} {{日}}"),
    render({ "0": "zero", "1": "one" }, "{{0}}{{1}}{{2}}"),
    render({ "a.b": "whole", a: { b: "path" } }, "{{a.b}}"),
    render({ a: { "": "x" } }, "[{{a.}}] [{{.a}}]"),
    render({ $x: 1, "@y": 2, "%z": 3 }, "{{$x}} {{@y}} {{%z}}"),
    render({ name: "x" }, "{{\nname\n}} {{\tname\t}}"),
    render("text", "{{.}} {{length}}"),
    render(["a", "b"], "{{.}} {{#.}}<{{.}}>{{/.}}"),
    render(42, "{{.}}{{x}}!"),
  ]),
];
