import { tokenizer } from "acorn";

/** Marks lines that are not shown above an error (GetErrorSource in node_errors.cc). */
const KEPT = "node-do-not-add-exception-line";

/** Such a line may be shown above an error, with its comment. */
const THROWS = /\bthrow\b|\btriggerUncaughtException\(/;

/**
 * Takes comments out of a script and keeps every line and column where it was, so that stack traces through Node's
 * library name the same places as in Node.
 */
export function stripComments(source: string): string {
  const comments: [number, number][] = [];
  const tokens = tokenizer(source, {
    ecmaVersion: "latest",
    allowHashBang: true,
    onComment: (_block, text, start, end) => {
      const line = source.slice(source.lastIndexOf("\n", start) + 1, start);
      if (!text.includes(KEPT) && !THROWS.test(line)) comments.push([start, end]);
    },
  });
  for (const _token of tokens);
  let stripped = "";
  let at = 0;
  for (const [start, end] of comments) {
    stripped += source.slice(at, start) + source.slice(start, end).replaceAll(/[^\n]/g, " ");
    at = end;
  }
  return (stripped + source.slice(at)).replaceAll(/[ \t]+$/gm, "");
}
