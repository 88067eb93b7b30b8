// escape and unescape.
const querystring = require("node:querystring");
console.log(querystring.escape("a b&c=d'(é)*~!€😀"), querystring.escape(5), querystring.escape({ toString: () => "obj" }), querystring.escape(""));
console.log(querystring.unescape("a%20b%C3%A9%zz"), querystring.unescape("%E9"), querystring.unescapeBuffer("a%62%zz%6"), String(querystring.unescapeBuffer("%e4%bd%a0")), querystring.unescapeBuffer("a+b", true));
querystring.escape = (text) => `[${text}]`;
console.log(querystring.stringify({ a: "b" }));
querystring.unescape = (text) => `{${text}}`;
console.log(querystring.parse("a%20=b%20"));
for (const bad of ["\udfff", Symbol("s")])
  try {
    console.log(require("node:querystring").escape.length, encodeURIComponent(bad));
  } catch (error) {
    console.log(error.name);
  }
