// promisify and callbackify.
const { promisify, callbackify, inspect } = require("node:util");
const { setTimeout: wait } = require("node:timers");
const add = (a, b, done) => setImmediate(done, a < 0 ? new RangeError("negative") : null, a + b);
(async () => {
  const addLater = promisify(add);
  console.log(await addLater(1, 2), addLater.name, promisify(addLater) === addLater);
  await addLater(-1, 2).catch((error) => console.log(error.name, error.message));
  function own() {}
  own[promisify.custom] = async (value) => `custom ${value}`;
  console.log(await promisify(own)("x"), promisify(own) === own[promisify.custom], promisify.custom);
  console.log(await promisify(wait)(1, "value"));
  const self = { base: 10, method(n, done) { done(null, this.base + n); } };
  console.log(await promisify(self.method).call(self, 5));
  for (const bad of [5, {}, Object.assign(() => {}, { [promisify.custom]: 5 })])
    try {
      promisify(bad);
    } catch (error) {
      console.log(error.code, error.message);
    }
  const back = callbackify(async (value) => {
    if (value === null) throw null;
    return value * 2;
  });
  console.log(back.length, back.name);
  back(21, (error, value) => {
    console.log(error, value);
    back(null, (reason) => console.log(reason.code, reason.message, reason.reason));
  });
  try {
    back(1);
  } catch (error) {
    console.log(error.code, error.message);
  }
  console.log(inspect(promisify(Object.assign((done) => done(null, 1), { extra: 1 }))));
})();
