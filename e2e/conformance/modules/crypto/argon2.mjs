import { argon2, argon2Sync } from "node:crypto";
const base = { message: "password", nonce: Buffer.from("somesalt!"), parallelism: 1, tagLength: 24, memory: 32, passes: 2 };
for (const kind of ["argon2d", "argon2i", "argon2id"]) console.log(kind, argon2Sync(kind, base).toString("hex"));
console.log(argon2Sync("argon2id", { ...base, secret: "pepper", associatedData: "data" }).toString("hex"));
argon2("argon2id", { ...base, passes: 3 }, (error, tag) => console.log(error, tag.toString("base64")));
for (const change of [{ tagLength: 3 }, { memory: 7 }, { passes: 0 }, { nonce: "short" }])
  try {
    console.log(argon2Sync("argon2id", { ...base, ...change }));
  } catch (error) {
    console.log(Object.keys(change)[0], error.code, error.message);
  }
