// Signals, error numbers and dlopen flags.
const os = require("node:os");
const { signals, errno, dlopen, UV_UDP_REUSEADDR } = os.constants;
console.log(signals);
console.log(Object.entries(errno).map(([name, number]) => `${name}=${number}`).join(" "));
console.log(dlopen, UV_UDP_REUSEADDR, Object.isFrozen(signals), Object.getPrototypeOf(signals));
try {
  "use strict";
  signals.SIGX = 1;
} catch (error) {
  console.log(error.message);
}
console.log(signals.SIGX, Object.keys(os.constants).sort());
