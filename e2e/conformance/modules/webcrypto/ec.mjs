async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const text = new TextEncoder().encode("text");
for (const namedCurve of ["P-256", "P-384", "P-521"]) {
  const { publicKey, privateKey } = await subtle.generateKey({ name: "ECDSA", namedCurve }, true, ["sign", "verify"]);
  const algorithm = { name: "ECDSA", hash: "SHA-384" };
  const signature = await subtle.sign(algorithm, privateKey, text);
  const raw = await subtle.exportKey("raw", publicKey);
  const again = await subtle.importKey("raw", raw, { name: "ECDSA", namedCurve }, true, ["verify"]);
  console.log(namedCurve, signature.byteLength, raw.byteLength, await subtle.verify(algorithm, again, signature, text), publicKey.usages, privateKey.usages);
  const one = await subtle.generateKey({ name: "ECDH", namedCurve }, true, ["deriveBits"]);
  const other = await subtle.generateKey({ name: "ECDH", namedCurve }, true, ["deriveBits"]);
  const bits = (secret, shown) => subtle.deriveBits({ name: "ECDH", public: shown }, secret, 128).then((all) => Buffer.from(all).toString("hex"));
  console.log((await bits(one.privateKey, other.publicKey)) === (await bits(other.privateKey, one.publicKey)));
}
const der = Buffer.from(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`.replace(/-----.*?-----|\s/g, ""), "base64");
const key = await subtle.importKey("pkcs8", der, { name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
console.log(await subtle.exportKey("jwk", key));
await tell("curve", () => subtle.importKey("pkcs8", der, { name: "ECDH", namedCurve: "P-384" }, true, ["deriveBits"]));
await tell("unknown", () => subtle.generateKey({ name: "ECDH", namedCurve: "P-1" }, true, ["deriveBits"]));
await tell("raw", () => subtle.importKey("raw", new Uint8Array(65), { name: "ECDH", namedCurve: "P-256" }, true, []));
await tell("format", () => subtle.exportKey("raw", key));
