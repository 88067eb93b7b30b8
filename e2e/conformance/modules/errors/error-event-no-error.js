const { EventEmitter } = require("node:events");
new EventEmitter().emit("error", { some: "object" });
