// The low methods check what they get.
const buffer = Buffer.from("0123456789");
const attempt = (name, act) => {
  try {
    console.log(name, act());
  } catch (error) {
    console.log(name, error.name, error.code, error.message, String(error.stack).split("\n")[0]);
  }
};
for (const method of ["utf8Slice", "hexSlice", "base64urlSlice", "ucs2Slice"])
  for (const args of [[2, 5], [5, 2], [-1], [11], [2, 20], ["2", "4"], [NaN, 3]]) attempt(`${method}(${args})`, () => buffer[method](...args));
for (const method of ["utf8Write", "hexWrite", "ucs2Write", "base64Write"])
  for (const args of [["abcd", 8], ["ab", 11], ["ab", -1], ["ab", 1, 1], ["ab", 1, -1], ["ab", 1, 100], [1]]) attempt(`${method}(${args})`, () => Buffer.alloc(10)[method](...args));
attempt("call", () => Buffer.prototype.utf8Slice.call({}, 1));
