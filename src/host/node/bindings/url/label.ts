const BASE = 36;
const LOWEST = 1;
const HIGHEST = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;

/** A label that begins with `xn--`, decoded; any other as it is. */
export function labelToUnicode(label: string): string {
  return (label.startsWith("xn--") ? decodeLabel(label.slice(4)) : undefined) ?? label;
}

/** A label with characters beyond ASCII as it is written in a URL (RFC 3492, section 6.3). */
export function labelToAscii(label: string): string {
  const codes = Array.from(label, (char) => char.codePointAt(0) ?? 0);
  const basic = codes.filter((code) => code < FIRST_CODE);
  let text = String.fromCharCode(...basic) + (basic.length > 0 ? "-" : "");
  let code = FIRST_CODE;
  let delta = 0;
  let bias = FIRST_BIAS;
  for (let done = basic.length; done < codes.length;) {
    const next = Math.min(...codes.filter((other) => other >= code));
    delta += (next - code) * (done + 1);
    code = next;
    for (const other of codes) {
      if (other < code) delta++;
      if (other !== code) continue;
      let rest = delta;
      for (let step = BASE; ; step += BASE) {
        const threshold = Math.min(HIGHEST, Math.max(LOWEST, step - bias));
        if (rest < threshold) break;
        text += digit(threshold + ((rest - threshold) % (BASE - threshold)));
        rest = Math.floor((rest - threshold) / (BASE - threshold));
      }
      text += digit(rest);
      bias = adapt(delta, done + 1, done === basic.length);
      delta = 0;
      done++;
    }
    delta++;
    code++;
  }
  return `xn--${text}`;
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? 0x61 + value : 0x30 + value - 26);
}

/** RFC 3492, section 6.2; undefined when the text is not Punycode. */
export function decodeLabel(text: string): string | undefined {
  const basic = Math.max(0, text.lastIndexOf("-"));
  const codes = Array.from(text.slice(0, basic), (char) => char.charCodeAt(0));
  let code = FIRST_CODE;
  let index = 0;
  let bias = FIRST_BIAS;
  for (let at = basic > 0 ? basic + 1 : 0; at < text.length;) {
    const before = index;
    for (let weight = 1, step = BASE; ; step += BASE) {
      const digit = digitOf(text.charCodeAt(at++));
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(HIGHEST, Math.max(LOWEST, step - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = codes.length + 1;
    bias = adapt(index - before, count, before === 0);
    code += Math.floor(index / count);
    index %= count;
    if (code > 0x10ffff) return undefined;
    codes.splice(index++, 0, code);
  }
  return String.fromCodePoint(...codes);
}

function digitOf(unit: number): number | undefined {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 26;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 : undefined;
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let bias = 0;
  for (; rest > ((BASE - LOWEST) * HIGHEST) >> 1; bias += BASE) rest = Math.floor(rest / (BASE - LOWEST));
  return bias + Math.floor(((BASE - LOWEST + 1) * rest) / (rest + SKEW));
}
