import type { CaseInput } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

/** A run that fills one template with one view. */
export function render(view: unknown, template: string): CaseInput {
  return {
    args: ["view.json", "page.mustache"],
    files: { "view.json": JSON.stringify(view), "page.mustache": template },
  };
}

/** Files by their place; arguments may name them with `./` in front. */
export function placed(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^\.\//, ""), text]));
}

/** The same with partials: file name -> text, given in this order. */
export function withPartials(
  view: unknown,
  template: string,
  partials: Readonly<Record<string, string>>,
): CaseInput {
  const { args, files } = render(view, template);
  return {
    args: [...Object.keys(partials).flatMap((file) => ["-p", file]), ...args],
    files: { ...files, ...placed(partials) },
  };
}

export const WORDS = [
  "apple",
  "Brücke",
  "cat & dog",
  "<b>",
  "d'or",
  'say "hi"',
  "a/b",
  "x=1",
  "`tick`",
  "日本",
  "",
  " pad ",
];
export const NAMES = ["name", "title", "city", "note", "tag", "owner", "size", "kind"];
export const PLAIN = ["red", "green", "blue", "north", "south", "sum", "tree", "river", "stone"];

export function word(r: Random): string {
  return r.pick(WORDS);
}

export function plain(r: Random): string {
  return r.pick(PLAIN);
}

/** A value as JSON has them, not nested. */
export function scalar(r: Random): unknown {
  return r.pick<unknown>([
    word(r),
    r.int(-20, 2000),
    r.int(0, 999) / 8,
    true,
    false,
    null,
    0,
    1e21,
    1e-7,
    "0",
  ]);
}

/** A view with a few of `NAMES`. */
export function flat(r: Random, value: (r: Random) => unknown = scalar): Record<string, unknown> {
  return Object.fromEntries(r.sample(NAMES, r.int(3, 6)).map((name) => [name, value(r)]));
}

/** A tag's name with blanks around it, or without. */
export function padded(r: Random, name: string): string {
  return r.pick([name, name, ` ${name} `, `${name} `, `  ${name}`]);
}
