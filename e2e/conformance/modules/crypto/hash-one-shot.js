function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { hash } = require("node:crypto");
console.log(hash("sha1", "text"), hash("md5", Buffer.from("text"), "base64"));
console.log(hash("sha512-256", "text", { outputEncoding: "base64url" }), hash("sha256", "text", "buffer"));
console.log(hash("shake256", "text", { outputLength: 7 }));
tell("name", () => hash("sha0", "text"));
tell("length", () => hash("sha256", "text", { outputLength: 7 }));
tell("encoding", () => hash("sha256", "text", "utf-7"));
tell("input", () => hash("sha256", 5));
