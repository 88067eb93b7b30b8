// stringify in all its forms.
const querystring = require("node:querystring");
console.log(querystring.stringify({ a: 1, b: [true, null, "x y"], c: undefined, d: "", e: NaN, f: 10n, g: {}, h: [[1]], "é ": "ü&=" }));
console.log(querystring.stringify({ a: "b", c: "d" }, ";", ":"), querystring.stringify({ a: ["1", "2"] }, "&&", "=="), querystring.stringify({ a: "é" }, null, null, { encodeURIComponent: (text) => `<${text}>` }));
console.log(JSON.stringify([querystring.stringify(null), querystring.stringify("x"), querystring.stringify([1, 2]), querystring.stringify(Object.create({ inherited: 1 }))]));
try {
  querystring.stringify({ a: "\ud800" });
} catch (error) {
  console.log(error.name, error.code, error.message);
}
console.log(querystring.encode === querystring.stringify, querystring.decode === querystring.parse, Object.keys(querystring));
