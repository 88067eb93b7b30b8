async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const oct = { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA" };
const load = (jwk, algorithm = "AES-CBC", usages = ["encrypt"], extractable = true) => subtle.importKey("jwk", jwk, algorithm, extractable, usages);
await tell("works", async () => (await load(oct)).algorithm);
await tell("kty", () => load({ ...oct, kty: "RSA" }));
await tell("alg", () => load({ ...oct, alg: "A256CBC" }));
await tell("use", () => load({ ...oct, use: "sig" }));
await tell("ops", () => load({ ...oct, key_ops: ["decrypt"] }));
await tell("twice", () => load({ ...oct, key_ops: ["encrypt", "encrypt"] }));
await tell("ext", () => load({ ...oct, ext: false }));
await tell("length", () => load({ ...oct, k: "AAAA" }));
await tell("missing", () => load({ kty: "oct" }));
await tell("text", () => load("text"));
await tell("format", () => subtle.importKey("pem", "x", "AES-CBC", true, ["encrypt"]));
await tell("algorithm", () => load(oct, "AES-XYZ"));
await tell("usages", () => load(oct, "AES-CBC", ["sign"]));
await tell("no usages", () => load(oct, "AES-CBC", []));
