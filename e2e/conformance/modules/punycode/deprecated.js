// Loading it warns once.
process.on("warning", (warning) => console.log(warning.name, warning.code));
require("punycode");
console.log(require("node:punycode").toASCII("é.x"));
