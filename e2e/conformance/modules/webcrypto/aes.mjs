async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const text = new TextEncoder().encode("some text of more than one block");
const hex = (bits) => Buffer.from(bits).toString("hex");
const cases = [{ name: "AES-CBC", iv: new Uint8Array(16) }, { name: "AES-CTR", counter: new Uint8Array(16).fill(255), length: 8 }, { name: "AES-GCM", iv: new Uint8Array(12) }, { name: "AES-GCM", iv: new Uint8Array(20), tagLength: 96, additionalData: new Uint8Array(5) }];
for (const algorithm of cases)
  for (const length of [16, 32]) {
    const key = await subtle.importKey("raw", new Uint8Array(length).fill(3), algorithm.name, true, ["encrypt", "decrypt"]);
    const sealed = await subtle.encrypt(algorithm, key, text);
    console.log(algorithm.name, length, hex(sealed), hex(await subtle.decrypt(algorithm, key, sealed)) === hex(text));
  }
const key = await subtle.generateKey({ name: "AES-GCM", length: 128 }, true, ["encrypt", "decrypt"]);
console.log(key, (await subtle.exportKey("raw", key)).byteLength);
await tell("forged", () => subtle.decrypt(cases[2], key, new Uint8Array(40)));
await tell("iv", () => subtle.encrypt({ name: "AES-CBC", iv: new Uint8Array(3) }, key, text));
await tell("length", () => subtle.generateKey({ name: "AES-CBC", length: 100 }, true, ["encrypt"]));
await tell("usages", () => subtle.generateKey({ name: "AES-CBC", length: 128 }, true, ["sign"]));
