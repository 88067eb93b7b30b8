import type { Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { markdown, phrase, word } from "./markdown.ts";

/** A nest of lists and quotes. */
function nest(r: Random, depth = 3): string[] {
  if (depth === 0 || r.chance(0.2))
    return r.pick([
      [phrase(r)],
      [phrase(r), phrase(r)],
      [`# ${word(r)}`],
      ["```", word(r), "```"],
      [`    ${word(r)}`],
    ]);
  const inner = (): string[] => [...nest(r, depth - 1), ...(r.chance(0.3) ? ["", ...nest(r, 0)] : [])];
  return r.pick([
    () => inner().map((line) => `> ${line}`),
    () =>
      r
        .times(1, 3, () =>
          inner().map((line, at) => (at === 0 ? `- ${line}` : line === "" ? "" : `  ${line}`)),
        )
        .flat(),
    () => {
      const start = r.int(0, 20);
      return r
        .times(1, 3, (item) => {
          const mark = `${start + item}${r.chance(0.5) ? "." : "."} `;
          return inner().map((line, at) =>
            at === 0 ? mark + line : line === "" ? "" : " ".repeat(mark.length) + line,
          );
        })
        .flat();
    },
    () => [...inner(), "", ...inner()],
  ])();
}

/** Quotes and lists. */
export const containers: readonly Family[] = [
  markdown(
    "block-quote",
    ["block quotes"],
    [
      "> # ‹W›\n> ‹W›\n> ‹W›",
      "># ‹W›\n>‹W›\n> ‹W›",
      "   > # ‹W›\n   > ‹W›",
      "    > # ‹W›\n    > ‹W›",
      "> ‹W›\n‹W›",
      "> ‹W›\n‹W›\n> ‹W›",
      "> ‹W›\n---",
      "> - ‹W›\n- ‹W›",
      ">     ‹W›\n    ‹W›",
      "> ```\n‹W›\n```",
      "> ‹W›\n    - ‹W›",
      ">",
      ">\n>  \n> ",
      ">\n> ‹W›\n>  ",
      "> ‹W›\n\n> ‹W›",
      "> ‹W›\n> ‹W›",
      "> ‹W›\n>\n> ‹W›",
      "‹W›\n> ‹W›",
      "> ‹W›\n***\n> ‹W›",
      "> ‹W›\n\n‹W›",
      "> ‹W›\n>\n‹W›",
      "> > > ‹W›\n‹W›",
      ">>> ‹W›\n> ‹W›\n>>‹W›",
      ">     ‹W›\n\n>    ‹W›",
      "> > ‹W›\n> ‹W›\n‹W›",
      ">> ‹W›\n\n> ‹W›",
      "> # ‹W›\n‹W›",
      ">‹W›\n>\n>> ‹W›",
    ],
  ),
  markdown(
    "list-items",
    ["list items"],
    [
      "1.  ‹P›\n    ‹P›\n\n        ‹W›\n\n    > ‹W›",
      "- ‹W›\n\n ‹W›",
      "- ‹W›\n\n  ‹W›",
      " -    ‹W›\n\n     ‹W›",
      " -    ‹W›\n\n      ‹W›",
      "   > > 1.  ‹W›\n>>\n>>     ‹W›",
      ">>- ‹W›\n>>\n  >  > ‹W›",
      "-‹W›\n\n2.‹W›",
      "- ‹W›\n\n\n  ‹W›",
      "1.  ‹W›\n\n    ```\n    ‹W›\n    ```\n\n    ‹W›\n\n    > ‹W›",
      "- ‹W›\n\n      ‹W›\n\n\n      ‹W›",
      "123456789. ‹W›",
      "1234567890. ‹W›",
      "0. ‹W›",
      "003. ‹W›",
      "-1. ‹W›",
      "- ‹W›\n\n      ‹W›",
      "  10.  ‹W›\n\n           ‹W›",
      "1.     ‹W›\n\n   ‹W›\n\n       ‹W›",
      "1.      ‹W›\n\n   ‹W›",
      "-    ‹W›\n\n  ‹W›",
      "-  ‹W›\n\n   ‹W›",
      "-\n  ‹W›\n-\n  ```\n  ‹W›\n  ```\n-\n      ‹W›",
      "-   \n  ‹W›",
      "-\n\n  ‹W›",
      "- ‹W›\n-\n- ‹W›",
      "- ‹W›\n-   \n- ‹W›",
      "1. ‹W›\n2.\n3. ‹W›",
      "*",
      "‹W›\n*\n\n‹W›\n1.",
      "   1.  ‹W›\n       ‹W›",
      "    1.  ‹W›",
      "  1.  ‹P›\n‹W›\n\n          ‹W›",
      "> 1. > ‹W›\n‹W›",
      "> 1. > ‹W›\n> ‹W›",
      "- ‹W›\n  - ‹W›\n    - ‹W›\n      - ‹W›",
      "- ‹W›\n - ‹W›\n  - ‹W›\n   - ‹W›",
      "10) ‹W›\n    - ‹W›",
      "10) ‹W›\n   - ‹W›",
      "- - ‹W›",
      "1. - 2. ‹W›",
      "- # ‹W›\n- ‹W›\n  ---\n  ‹W›",
      "+ ‹W›\n  ‹W›\n‹W›",
    ],
  ),
  markdown(
    "lists",
    ["lists"],
    [
      "- ‹W›\n- ‹W›\n+ ‹W›",
      "1. ‹W›\n2. ‹W›\n3) ‹W›",
      "‹W›\n- ‹W›\n- ‹W›",
      "‹P›\n14.  ‹P›",
      "‹P›\n1.  ‹P›",
      "- ‹W›\n\n- ‹W›\n\n\n- ‹W›",
      "- ‹W›\n  - ‹W›\n    - ‹W›\n\n\n      ‹W›",
      "- ‹W›\n- ‹W›\n\n<!-- -->\n\n- ‹W›",
      "-   ‹W›\n\n    ‹W›\n\n-   ‹W›\n\n<!-- -->\n\n    ‹W›",
      "- ‹W›\n - ‹W›\n  - ‹W›\n   - ‹W›\n  - ‹W›\n - ‹W›\n- ‹W›",
      "1. ‹W›\n\n  2. ‹W›\n\n   3. ‹W›",
      "- ‹W›\n - ‹W›\n  - ‹W›\n   - ‹W›\n    - ‹W›",
      "1. ‹W›\n\n  2. ‹W›\n\n    3. ‹W›",
      "- ‹W›\n- ‹W›\n\n- ‹W›",
      "* ‹W›\n*\n\n* ‹W›",
      "- ‹W›\n- ‹W›\n\n  ‹W›\n- ‹W›",
      "- ‹W›\n- ‹W›\n\n  [r]: /u\n- ‹W›",
      "- ‹W›\n- ```\n  ‹W›\n\n\n  ```\n- ‹W›",
      "- ‹W›\n  - ‹W›\n\n    ‹W›\n- ‹W›",
      "* ‹W›\n  > ‹W›\n  >\n* ‹W›",
      "- ‹W›\n  > ‹W›\n  ```\n  ‹W›\n  ```\n- ‹W›",
      "- ‹W›",
      "- ‹W›\n  - ‹W›",
      "1. ```\n   ‹W›\n   ```\n\n   ‹W›",
      "* ‹W›\n  * ‹W›\n\n  ‹W›",
      "- ‹W›\n  - ‹W›\n  - ‹W›\n\n- ‹W›\n  - ‹W›",
      "‹N›. ‹W›\n1. ‹W›",
      "1. ‹W›\n1. ‹W›\n1. ‹W›",
      "‹N>) ‹W›".replace(">", "›"),
      "0) ‹W›\n\n0) ‹W›",
      "- ‹W›\n\n\n\n  - ‹W›",
      "* ‹W›\n\n\n‹W›",
      "- ‹W›\n-- ‹W›",
      "- ‹W›\n2. ‹W›",
      "* ‹W›\n    * ‹W›\n\n        ‹W›",
      "‹W›\n2) ‹W›\n\n2) ‹W›",
    ],
  ),
  markdown("nested", ["lists", "block quotes"], [(r) => nest(r).join("\n")], { each: 45 }),
  markdown(
    "lazy",
    ["block quotes", "lists"],
    [
      "> ‹W›\n‹W›\n‹W›",
      "- ‹W›\n‹W›",
      "- ‹W›\n  - ‹W›\n‹W›",
      "> - ‹W›\n‹W›",
      "> ‹W›\n# ‹W›",
      "> ‹W›\n===",
      "> ‹W›\n    ‹W›",
      "> ‹W›\n\n    ‹W›",
      "- ‹W›\n\n‹W›",
      "> ‹W›\n<div>",
      "> ‹W›\n<a>",
      "> ‹W›\n[‹L›]: /u",
      "> ‹W›\n1. ‹W›",
      "> ‹W›\n2. ‹W›",
      "> ‹W›\n```",
      "> > ‹W›\n> ‹W›",
      "1. > ‹W›\n‹W›\n2. ‹W›",
      "- ‹W›\n    ‹W›",
    ],
  ),
];
