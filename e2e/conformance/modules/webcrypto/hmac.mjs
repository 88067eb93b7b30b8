async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const text = new TextEncoder().encode("text");
for (const hash of ["SHA-1", "SHA-256", "SHA-512"]) {
  const key = await subtle.importKey("raw", Buffer.from("secret key"), { name: "HMAC", hash }, true, ["sign", "verify"]);
  const code = await subtle.sign("HMAC", key, text);
  console.log(hash, Buffer.from(code).toString("hex"), await subtle.verify("HMAC", key, code, text), await subtle.verify("HMAC", key, new Uint8Array(5), text));
  console.log(await subtle.exportKey("jwk", key), key.algorithm, key.usages);
}
console.log((await subtle.generateKey({ name: "HMAC", hash: "SHA-384" }, false, ["sign"])).algorithm);
const verifier = await subtle.importKey("raw", Buffer.from("k"), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
await tell("usage", () => subtle.sign("HMAC", verifier, text));
await tell("export", () => subtle.exportKey("raw", verifier));
await tell("empty", () => subtle.importKey("raw", new Uint8Array(0), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]));
await tell("no usage", () => subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, []));
