async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const text = new TextEncoder().encode("text");
const bytes = (pem) => Buffer.from(pem.replace(/-----.*?-----|\s/g, ""), "base64");
const key = await subtle.importKey("pkcs8", bytes(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`), "Ed25519", true, ["sign"]);
console.log(key, await subtle.exportKey("jwk", key), Buffer.from(await subtle.sign("Ed25519", key, text)).toString("hex"));
const { x, crv, kty } = await subtle.exportKey("jwk", key);
const shown = await subtle.importKey("jwk", { x, crv, kty }, { name: "Ed25519" }, true, ["verify"]);
console.log(await subtle.verify("Ed25519", shown, await subtle.sign("Ed25519", key, text), text), Buffer.from(await subtle.exportKey("spki", shown)).toString("base64"));
const one = await subtle.importKey("pkcs8", bytes(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEILB0akB8TJDx7p6nx8QR6ezAegHU0qdJwX8EgrSnbF1n
-----END PRIVATE KEY-----`), "X25519", true, ["deriveBits", "deriveKey"]);
const other = await subtle.importKey("pkcs8", bytes(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIMh0aBQd7LqERMZqhwlS7TM0CES8hbpvrSX306gTXel+
-----END PRIVATE KEY-----`), "X25519", true, ["deriveBits"]);
const jwk = await subtle.exportKey("jwk", other);
const otherShown = await subtle.importKey("jwk", { kty: "OKP", crv: "X25519", x: jwk.x }, "X25519", true, []);
console.log(Buffer.from(await subtle.deriveBits({ name: "X25519", public: otherShown }, one, 256)).toString("hex"));
const derived = await subtle.deriveKey({ name: "X25519", public: otherShown }, one, { name: "AES-CBC", length: 256 }, true, ["encrypt"]);
console.log(derived.algorithm, Buffer.from(await subtle.exportKey("raw", derived)).toString("base64"));
await tell("long", () => subtle.deriveBits({ name: "X25519", public: otherShown }, one, 300));
await tell("usage", () => subtle.importKey("pkcs8", bytes(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`), "Ed25519", true, ["verify"]));
await tell("kind", () => subtle.importKey("pkcs8", bytes(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEILB0akB8TJDx7p6nx8QR6ezAegHU0qdJwX8EgrSnbF1n
-----END PRIVATE KEY-----`), "Ed25519", true, ["sign"]));
