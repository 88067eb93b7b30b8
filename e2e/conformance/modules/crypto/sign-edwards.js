function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPublicKey, sign, verify, createSign } = require("node:crypto");
for (const key of [`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MEcCAQAwBQYDK2VxBDsEOeDKc3rzSe9ISBMB4prHZ30MJ5k6230F/BjWBti37Qqv
lZ9M6THgeyVAmLglrzJ4MzHg5qq5hGt0lA==
-----END PRIVATE KEY-----`]) {
  const shown = createPublicKey(key);
  const signature = sign(null, Buffer.from("text"), key);
  console.log(signature.toString("base64"), verify(null, Buffer.from("text"), shown, signature), verify(undefined, Buffer.from("test"), shown, signature));
  tell("digest", () => sign("sha256", Buffer.from("text"), key));
  tell("stream", () => createSign("sha256").update("text").sign(key));
  tell("short", () => verify(null, Buffer.from("text"), shown, Buffer.alloc(3)));
}
const context = Buffer.from("purpose");
const signature = sign(null, Buffer.from("text"), { key: `-----BEGIN PRIVATE KEY-----
MEcCAQAwBQYDK2VxBDsEOeDKc3rzSe9ISBMB4prHZ30MJ5k6230F/BjWBti37Qqv
lZ9M6THgeyVAmLglrzJ4MzHg5qq5hGt0lA==
-----END PRIVATE KEY-----`, context });
console.log(signature.toString("hex").slice(0, 40), verify(null, Buffer.from("text"), { key: createPublicKey(`-----BEGIN PRIVATE KEY-----
MEcCAQAwBQYDK2VxBDsEOeDKc3rzSe9ISBMB4prHZ30MJ5k6230F/BjWBti37Qqv
lZ9M6THgeyVAmLglrzJ4MzHg5qq5hGt0lA==
-----END PRIVATE KEY-----`), context }, signature));
sign(null, Buffer.from("text"), `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`, (error, bytes) => console.log(error, bytes.length));
