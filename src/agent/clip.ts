/** Characters of a tool's output that the model sees. */
const OUTPUT_LIMIT = 12_000;

/** A text that is too long keeps its head and tail, with a note of what was cut; no character is cut in half. */
export function clip(text: string, limit = OUTPUT_LIMIT): string {
  if (text.length <= limit) return text;
  const head = beforePair(text, Math.ceil(limit / 2));
  const tail = beforePair(text, text.length - Math.floor(limit / 2));
  const cut = text.slice(head, tail);
  const lines = cut.split("\n").length - 1;
  const note = `[… ${cut.length.toLocaleString("en")} characters${lines > 0 ? `, ${lines.toLocaleString("en")} lines` : ""} cut here …]`;
  return `${text.slice(0, head)}\n${note}\n${text.slice(tail)}`;
}

/** The index, or the one before when it would part a surrogate pair. */
function beforePair(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}
