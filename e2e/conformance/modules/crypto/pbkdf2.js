function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { pbkdf2, pbkdf2Sync } = require("node:crypto");
for (const digest of ["sha1", "sha256", "sha512", "sha3-256", "ripemd160"]) console.log(digest, pbkdf2Sync("password", "salt", 100, 25, digest).toString("hex"));
tell("nothing", () => pbkdf2Sync("", "", 1, 0, "md5"));
tell("digest", () => pbkdf2Sync("p", "s", 1, 8, "none"));
tell("iterations", () => pbkdf2Sync("p", "s", 0, 8, "sha1"));
tell("length", () => pbkdf2Sync("p", "s", 1, -1, "sha1"));
tell("callback", () => pbkdf2("p", "s", 1, 8, "sha1"));
pbkdf2("password", "salt", 2, 20, "sha1", (error, key) => console.log(error, key.toString("base64")));
console.log("after");
