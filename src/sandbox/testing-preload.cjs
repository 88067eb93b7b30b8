/**
 * Loaded before every program of a Node-backed machine (`testing.ts`): denies built-ins and globals, freezes clock and
 * randomness and cuts off the network, as our host does by policy.
 *
 * @param {{ deny: { modules: string[], globals: string[] } | null, frozen: { now: number, seed: number } | null }} policy
 */
module.exports = function applyPolicy({ deny, frozen }) {
  if (frozen !== null) {
    freeze(frozen);
    cutOff();
  }
  if (deny !== null) forbid(deny);
};

/** What must give the same answer in every world asks nobody in it. All of Node's clients end in one of these. */
function cutOff() {
  const refuse = () => {
    throw Object.assign(new Error("There is no network here."), { code: "ENETUNREACH" });
  };
  require("node:net").Socket.prototype.connect = refuse;
  const dns = require("node:dns");
  dns.lookup = dns.promises.lookup = refuse;
  require("node:dgram").createSocket = refuse;
}

/** Mulberry32: 32 bits of state are plenty for programs that must not depend on what they get. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function freeze({ now, seed }) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
    apply: () => new RealDate(now).toString(),
  });
  RealDate.now = () => now;
  RealDate.prototype.constructor = globalThis.Date;
  performance.now = () => 0;

  const random = numbers(seed);
  Math.random = random;
  const fill = (array) => {
    const bytes = ArrayBuffer.isView(array)
      ? new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      : new Uint8Array(array);
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
    return array;
  };
  const hex = (count) => fill(Buffer.alloc(count)).toString("hex");
  const uuid = () => `${hex(4)}-${hex(2)}-4${hex(2).slice(1)}-8${hex(2).slice(1)}-${hex(6)}`;
  const crypto = require("node:crypto");
  crypto.randomBytes = (size, done) => {
    const bytes = fill(Buffer.alloc(size));
    return done === undefined ? bytes : void setImmediate(() => done(null, bytes));
  };
  crypto.randomFillSync = fill;
  crypto.randomUUID = uuid;
  crypto.getRandomValues = fill;
  globalThis.crypto.getRandomValues = fill;
  globalThis.crypto.randomUUID = uuid;
}

function forbid({ modules, globals }) {
  const { registerHooks } = require("node:module");
  const denied = new Set(modules);
  const bare = (name) => String(name).replace(/^node:/, "");
  const refuse = (name) => {
    const error = new Error(`Cannot use '${bare(name)}': this task forbids it.`);
    error.code = "ERR_ACCESS_DENIED";
    throw error;
  };
  registerHooks({
    resolve: (name, context, next) => (denied.has(bare(name)) ? refuse(name) : next(name, context)),
  });
  const builtin = process.getBuiltinModule;
  process.getBuiltinModule = (name) => (denied.has(bare(name)) ? refuse(name) : builtin.call(process, name));
  for (const name of globals) delete globalThis[name];
}
