// The deprecated module that has all constants in one place.
const constants = require("node:constants");
const fs = require("node:fs");
const os = require("node:os");
console.log(Object.keys(constants).length > 200, Object.isFrozen(constants), Object.prototype.toString.call(constants));
for (const [name, value] of Object.entries({ ...fs.constants, ...os.constants.signals, ...os.constants.errno, ...os.constants.priority }))
  if (constants[name] !== value) console.log("differs", name, constants[name], value);
console.log(Object.entries(constants).filter(([name]) => /^(O_|S_|SIG|E[A-Z])/.test(name)).map(([name, value]) => `${name}=${value}`).join(" "));
console.log(require("constants") === constants, constants.defaultCoreCipherList?.length > 0);
