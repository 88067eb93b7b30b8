import type { BindingContext } from "../binding.ts";

/** What stands in a comment of a line's own, or may only look like that. */
const CANDIDATE = /\/\/[#@][ \t]sourceMappingURL=([^\s'"]+)[ \t]*$/gm;
/** How far the address's name is from the start of its comment. */
const MARK = "//# ".length;
const COMMENT = /^[#@][ \t]sourceMappingURL=([^\s'"]+)[ \t]*$/;

/** The address in the last `//# sourceMappingURL=` comment of a source, as V8 finds it. */
export function sourceMapUrl(
  context: BindingContext,
  source: string,
  sourceType: "script" | "module",
): string | undefined {
  const first = Math.max(0, source.indexOf("sourceMappingURL=") - MARK);
  const last = [...source.slice(first).matchAll(CANDIDATE)].at(-1);
  if (!last) return undefined;
  const from = first + last.index;
  const before = source.slice(source.lastIndexOf("\n", from) + 1, from);
  const isLastLine = (before + source.slice(from + last[0].length)).trim() === "";
  return isLastLine ? last[1] : fromComments(context, source, sourceType);
}

/** What is not the last line may be in a string. */
function fromComments(
  context: BindingContext,
  source: string,
  sourceType: "script" | "module",
): string | undefined {
  let url: string | undefined;
  try {
    context.vendor("parsers").parseScript(source, {
      ecmaVersion: "latest",
      sourceType,
      allowReturnOutsideFunction: sourceType === "script",
      allowHashBang: true,
      onComment(isBlock, text) {
        if (!isBlock) url = COMMENT.exec(text)?.[1] ?? url;
      },
    });
  } catch {
    return undefined; // V8 has no address of a source that it does not compile.
  }
  return url;
}
