process.on("warning", ({ name, message }) => console.log(name, message.split("\n")[0]));
for (const delay of [0, -1, 0.5, 1, "3", NaN, Infinity, 2 ** 31, 2 ** 31 - 1, undefined, null, {}]) {
  const timer = setTimeout(() => {}, delay);
  console.log(String(delay), timer._idleTimeout);
  clearTimeout(timer);
}
for (const bad of [undefined, null, "code", 1, {}])
  for (const set of [setTimeout, setInterval, setImmediate, queueMicrotask]) {
    try {
      set(bad);
    } catch (error) {
      console.log(set.name, error.code, error.message);
    }
  }
