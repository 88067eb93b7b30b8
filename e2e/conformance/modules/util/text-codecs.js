// TextEncoder and TextDecoder: encodings, fatal, byte order marks, streams.
const { TextDecoder, TextEncoder } = require("node:util");
const encoder = new TextEncoder();
console.log(encoder.encoding, encoder.encode("é€😀\ud800"), encoder.encode(), encoder.encodeInto("a€b", new Uint8Array(3)), encoder);
const bytes = (hex) => Buffer.from(hex, "hex");
const show = (label, hex, options) => {
  try {
    const decoder = new TextDecoder(label, options);
    console.log(decoder.encoding, JSON.stringify(decoder.decode(bytes(hex))));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
show("utf8", "efbbbf61c3a9ff");
show("UTF-8", "efbbbf61", { ignoreBOM: true });
show("utf-8", "c328", { fatal: true });
show("utf-16le", "fffe6100e900");
show("utf-16be", "006100e9");
show("latin1", "80e9ff");
show("shift_jis", "93fa967b8cea");
show("euc-jp", "c6fccbdc");
show("gbk", "d6d0cec4");
show("gb18030", "8130813081308130");
show("big5", "a4a4a4e5");
show("euc-kr", "c7d1b1db");
show("koi8-r", "d0d2c9");
show("windows-1251", "cff0e8");
show("iso-8859-2", "a1b1");
show("macintosh", "80");
show("x-user-defined", "ff");
show("nonsense", "61");
const stream = new TextDecoder();
console.log(["e2", "82", "acf09f", "9880"].map((hex) => stream.decode(bytes(hex), { stream: true })), JSON.stringify(stream.decode(bytes("e2"))));
const wide = new TextDecoder("utf-16le");
console.log(JSON.stringify(wide.decode(bytes("3dd8"), { stream: true }) + wide.decode(bytes("00de"), { stream: true }) + wide.decode()));
console.log(new TextDecoder("ascii", { fatal: true }), new TextDecoder().decode(new Uint16Array([0x6161])), new TextDecoder().decode());
