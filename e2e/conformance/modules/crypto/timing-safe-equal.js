function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { timingSafeEqual } = require("node:crypto");
console.log(timingSafeEqual(Buffer.from("abc"), Buffer.from("abc")), timingSafeEqual(Buffer.from("abc"), Buffer.from("abd")));
console.log(timingSafeEqual(new Uint16Array([1, 2]), Buffer.from([1, 0, 2, 0])), timingSafeEqual(new ArrayBuffer(2), new Uint8Array(2)));
tell("length", () => timingSafeEqual(Buffer.from("a"), Buffer.from("ab")));
tell("first", () => timingSafeEqual("a", Buffer.from("a")));
tell("second", () => timingSafeEqual(Buffer.from("a"), "a"));
