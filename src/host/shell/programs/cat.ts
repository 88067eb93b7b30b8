import { byteLines } from "../io/reader.ts";
import { concatBytes, encodeText } from "../bytes.ts";
import { eachInput } from "./inputs.ts";
import { readOptions } from "./options.ts";
import type { Program } from "./program.ts";

const CHUNK = 65_536;

/** cat [-AbeEnstTuv] [file…] */
export const cat: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "AbeEnstTuv",
    long: {
      number: "n",
      "number-nonblank": "b",
      "show-ends": "E",
      "show-tabs": "T",
      "show-nonprinting": "v",
      "show-all": "A",
      "squeeze-blank": "s",
    },
  });
  const ends = options.has("E", "A", "e");
  const tabs = options.has("T", "A", "t");
  const marks = options.has("v", "A", "e", "t");
  const plain = !ends && !tabs && !marks && !options.has("n", "b", "s");
  let number = 0;
  let blank = false;
  return eachInput(context, options.operands, async ({ file }) => {
    if (plain) {
      for (;;) {
        const bytes = await file.read(CHUNK);
        if (bytes.length === 0) return;
        await context.out.bytes(bytes);
      }
    }
    for await (const { bytes, terminated } of byteLines(file, 10)) {
      const empty = bytes.length === 0;
      if (options.has("s") && empty && blank) continue;
      blank = empty;
      const shown = show(bytes, tabs, marks);
      const numbered = options.has("b") ? !empty : options.has("n");
      const head = numbered ? `${String(++number).padStart(6)}\t` : "";
      const tail = terminated ? (ends ? "$\n" : "\n") : "";
      await context.out.bytes(concatBytes([encodeText(head), shown, encodeText(tail)]));
    }
  });
};

/** `^X`, `M-x` for what cannot be seen. */
function show(bytes: Uint8Array, tabs: boolean, marks: boolean): Uint8Array {
  if (!tabs && !marks) return bytes;
  let text = "";
  for (const byte of bytes) {
    if (byte === 9) text += tabs ? "^I" : "\t";
    else if (!marks) text += String.fromCharCode(byte);
    else text += visible(byte);
  }
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function visible(byte: number): string {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  if (byte === 127) return "^?";
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}
