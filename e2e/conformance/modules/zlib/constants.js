const zlib = require("node:zlib");
console.log(zlib.constants);
console.log(zlib.codes);
console.log(Object.keys(zlib).sort());
zlib.constants.Z_OK = 5;
console.log(zlib.constants.Z_OK, Object.isFrozen(zlib.codes), Object.getOwnPropertyDescriptor(zlib, "Z_BEST_SPEED"));
