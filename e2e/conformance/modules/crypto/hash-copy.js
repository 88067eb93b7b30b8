function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createHash } = require("node:crypto");
const first = createHash("sha1").update("shared ");
const second = first.copy();
first.update("left");
second.update("right");
console.log(first.digest("hex"), second.digest("base64url"));
tell("update", () => first.update("more"));
tell("digest", () => first.digest());
tell("copy", () => first.copy());
const shake = createHash("shake128").update("x");
console.log(shake.copy({ outputLength: 5 }).digest("hex"), shake.digest("latin1").length);
