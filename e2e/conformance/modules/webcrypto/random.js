const tell = (label, work) => {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
};
const bytes = new Uint8Array(20);
tell("same", () => crypto.getRandomValues(bytes) === bytes);
tell("filled", () => bytes.some((byte) => byte !== 0));
for (const View of [Int8Array, Uint16Array, Int32Array, BigUint64Array, Uint8ClampedArray, Buffer])
  tell(View.name, () => crypto.getRandomValues(View === Buffer ? Buffer.alloc(2) : new View(2)).length);
tell("float", () => crypto.getRandomValues(new Float32Array(1)));
tell("view", () => crypto.getRandomValues(new DataView(new ArrayBuffer(1))));
tell("long", () => crypto.getRandomValues(new Uint8Array(65537)));
tell("none", () => crypto.getRandomValues());
tell("unbound", () => (0, crypto.getRandomValues)(new Uint8Array(1)));
tell("uuid", () => /^[0-9a-f-]{36}$/.test(crypto.randomUUID()));
