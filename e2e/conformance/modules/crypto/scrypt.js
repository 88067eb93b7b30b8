function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { scrypt, scryptSync } = require("node:crypto");
console.log(scryptSync("", "", 32, { N: 16, p: 1, r: 1 }).toString("hex"));
console.log(scryptSync("password", "NaCl", 16, { cost: 64, blockSize: 8, parallelization: 2 }).toString("hex"));
tell("cost", () => scryptSync("", "", 8, { N: 15 }));
tell("memory", () => scryptSync("", "", 8, { N: 2 ** 16, r: 8, maxmem: 1024 }));
tell("both", () => scryptSync("", "", 8, { N: 16, cost: 16 }));
tell("length", () => scryptSync("", "", -1));
tell("type", () => scryptSync(5, "", 8));
scrypt("pleaseletmein", "SodiumChloride", 24, { N: 1024 }, (error, key) => console.log(error, key.toString("hex")));
