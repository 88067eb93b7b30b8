// Characters with names (the common ones) and numbers, and escapes.
const NAMED = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  AElig: "Æ",
  Dcaron: "Ď",
  frac34: "¾",
  AMP: "&",
  HilbertSpace: "ℋ",
  DifferentialD: "ⅆ",
  ClockwiseContourIntegral: "∲",
  ngE: "≧̸",
  ouml: "ö",
  auml: "ä",
  Auml: "Ä",
  Ouml: "Ö",
  uuml: "ü",
  sect: "§",
  NotEqualTilde: "≂̸",
  fjlig: "fj",
  colon: ":",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  euro: "€",
};
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const ENTITY = "&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});";
const ESCAPABLE = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/;

function character(code) {
  if (code >= 128 && code < 160) return WINDOWS[code - 128];
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\uFFFD";
  return String.fromCodePoint(code);
}

/** The character of an entity, or the entity itself. */
function decodeEntity(entity) {
  const inner = entity.slice(1, -1);
  if (/^#[xX]/.test(inner)) return character(parseInt(inner.slice(2), 16));
  if (inner[0] === "#") return character(Number(inner.slice(1)));
  return Object.hasOwn(NAMED, inner) ? NAMED[inner] : entity;
}

/** Text without escapes and entities. */
function decodeText(text) {
  return text.replace(new RegExp(`\\\\[\\s\\S]|${ENTITY}`, "g"), (found) => {
    if (found[0] === "&") return decodeEntity(found);
    return ESCAPABLE.test(found[1]) ? found[1] : found;
  });
}

module.exports = { decodeEntity, decodeText, ENTITY, ESCAPABLE };
