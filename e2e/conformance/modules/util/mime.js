// MIMEType and its parameters.
const { MIMEType, MIMEParams } = require("node:util");
const type = new MIMEType('Text/HTML ; Charset="UTF-8"; q=0.5;bad ;q=2');
console.log(String(type), type.type, type.subtype, type.essence, JSON.stringify(type), type);
type.type = "Application";
type.subtype = "x+json";
type.params.set("Title", 'with "quotes" and \\');
type.params.delete("q");
console.log(String(type), type.params.get("title"), type.params.has("q"), [...type.params], [...type.params.keys()], [...type.params.values()]);
for (const text of ["", "text", "text/", "/html", "te xt/html", "text/ht ml", 5, 'text/plain;a="x;y"', "text/plain;;;b=1", "text/plain;a=", "text/plain;=v"])
  try {
    console.log(JSON.stringify(String(new MIMEType(text))));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
for (const change of [() => (type.type = "a/b"), () => (type.subtype = ""), () => type.params.set("a b", "1"), () => type.params.set("a", "\u0001é漢")])
  try {
    change();
    console.log(String(type));
  } catch (error) {
    console.log(error.code, error.message);
  }
const params = new MIMEParams();
params.set("x", "1");
console.log(String(params), params, params.get("none"));
