/** Around each piece that is put into a source, so that functions can show their text without them. */
const OPEN = "/*$[*/";
const CLOSE = "/*]$*/";
/** One that ends a function is cut off before it is closed. */
const PIECE = /\/\*\$\[\*\/.*?(?:\/\*\]\$\*\/|$)/g;

/** Text that a function does not show as its own. */
export function piece(text: string): string {
  return OPEN + text + CLOSE;
}

/** A function's text as it was written. */
export function withoutPieces(text: string): string {
  return text.includes(OPEN) ? text.replace(PIECE, "") : text;
}
