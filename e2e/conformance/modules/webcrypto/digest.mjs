async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const hex = (bits) => Buffer.from(bits).toString("hex");
for (const name of ["SHA-1", "sha-256", "SHA-384", "SHA-512"]) console.log(name, hex(await subtle.digest(name, new TextEncoder().encode("text"))));
console.log(hex(await subtle.digest({ name: "SHA-256" }, new ArrayBuffer(0))));
await tell("name", () => subtle.digest("MD5", new Uint8Array(1)));
await tell("data", () => subtle.digest("SHA-1", "text"));
await tell("none", () => subtle.digest("SHA-1"));
