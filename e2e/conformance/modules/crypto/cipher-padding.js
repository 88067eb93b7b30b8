function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createCipheriv, createDecipheriv } = require("node:crypto");
const [key, iv] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
const plain = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
console.log(plain.update("sixteen letters!", "utf8", "hex") + plain.final("hex"));
const short = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
short.update("odd");
tell("short", () => short.final());
const cut = createDecipheriv("aes-128-cbc", key, iv);
cut.update(Buffer.alloc(15));
tell("cut", () => cut.final());
const wrong = createDecipheriv("aes-128-cbc", key, iv);
wrong.update(Buffer.alloc(16));
tell("wrong", () => wrong.final());
tell("again", () => wrong.final());
tell("late", () => wrong.setAutoPadding(false));
tell("update", () => wrong.update("x"));
