// transcode, isUtf8, isAscii, base64 functions.
const { atob, btoa, isAscii, isUtf8, transcode, Buffer } = require("node:buffer");
const attempt = (name, act) => {
  try {
    console.log(name, act());
  } catch (error) {
    console.log(name, error.name, error.code, error.errno, error.message);
  }
};
for (const [from, to] of [["utf8", "latin1"], ["utf8", "ascii"], ["utf8", "ucs2"], ["latin1", "utf8"], ["ascii", "utf8"], ["utf8", "hex"], ["nope", "utf8"]]) attempt(`${from} ${to}`, () => transcode(Buffer.from("aé€😀"), from, to));
attempt("ucs2 utf8", () => transcode(Buffer.from("é😀", "ucs2"), "ucs2", "utf8"));
attempt("lone", () => transcode(Buffer.from([0, 0xd8, 0x61, 0]), "ucs2", "utf8"));
attempt("broken", () => transcode(Buffer.from([0xff]), "utf8", "ucs2"));
attempt("not bytes", () => transcode("x", "utf8", "latin1"));
for (const hex of ["61", "c3a9", "c3", "eda080", "f4908080", ""]) console.log(hex, isUtf8(Buffer.from(hex, "hex")), isAscii(Buffer.from(hex, "hex")));
attempt("isUtf8", () => isUtf8("x"));
const gone = new ArrayBuffer(2);
structuredClone(gone, { transfer: [gone] });
attempt("detached", () => isAscii(gone));
for (const text of ["", "YQ==", "YQ", " Y Q ", "Y", "Y*", "YQ=", "YWJj\n"]) attempt(`atob ${JSON.stringify(text)}`, () => JSON.stringify(atob(text)));
for (const text of ["", "a", "ÿ", "Ā", null, 5]) attempt(`btoa ${text}`, () => btoa(text));
attempt("atob()", () => atob());
