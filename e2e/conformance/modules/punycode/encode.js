// flags: --no-deprecation
// Names to ASCII and back.
const punycode = require("node:punycode");
for (const text of ["mañana", "☃-⌘", "", "abc", "ü", "他们为什么不说中文", "😀a"]) console.log(text, punycode.encode(text), punycode.decode(punycode.encode(text)) === text);
for (const name of ["mañana.com", "джумла@джpумлатест.bрфa", "example。com", "xn--ls8h.la", "EXAMPLE.com"]) console.log(punycode.toASCII(name), punycode.toUnicode(punycode.toASCII(name)));
console.log(punycode.ucs2.decode("a😀\ud800"), punycode.ucs2.encode([0x61, 0x1f600]), punycode.version, Object.keys(punycode));
for (const bad of [() => punycode.decode("\x80"), () => punycode.decode("é-"), () => punycode.decode("99999999")])
  try {
    console.log(JSON.stringify(bad()));
  } catch (error) {
    console.log(error.name, error.message);
  }
