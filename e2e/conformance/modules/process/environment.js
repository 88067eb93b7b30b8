// env: GIVEN=value with = in it
// env: EMPTY=
console.log(process.env.GIVEN, JSON.stringify(process.env.EMPTY), process.env.NONE, "GIVEN" in process.env, "NONE" in process.env);
process.env.NUMBER = 1;
process.env.NOTHING = undefined;
process.env.OBJECT = { toString: () => "object" };
console.log(process.env.NUMBER === "1", process.env.NOTHING, process.env.OBJECT, delete process.env.NUMBER, process.env.NUMBER, delete process.env.NONE);
console.log(Object.keys(process.env).includes("GIVEN"), Object.getOwnPropertyDescriptor(process.env, "GIVEN"), Object.prototype.hasOwnProperty.call(process.env, "GIVEN"));
for (const attempt of [() => (process.env.X = Symbol("x")), () => (process.env[Symbol("x")] = 1), () => Object.defineProperty(process.env, "A", { value: 1 }), () => Object.defineProperty(process.env, "A", { get: () => 1 }), () => Object.defineProperty(process.env, "A", { value: 1, configurable: true, writable: true, enumerable: true })]) {
  try {
    attempt();
    console.log("done", process.env.A);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(process.env[Symbol("none")], Object.prototype.toString.call(process.env), String(process.env));
