// What goes along with a stream that is transferred must not be listed by itself.
const both = new TransformStream();
const lists = [[both, both.readable], [both, both.writable], [both.readable, both], [both, both], [1]];
for (const transfer of lists) {
  try {
    structuredClone(both, { transfer });
    console.log("cloned");
  } catch (error) {
    console.log(error.name, error.message);
  }
}
const { readable, writable } = structuredClone(both, { transfer: [both] });
console.log(readable.locked, writable.locked, both.readable.locked, both.writable.locked);
process.exit();
