const v8 = require("v8");
const shape = (object) => Object.entries(object).map(([key, value]) => `${key}:${typeof value}`).join(" ");
console.log(shape(v8.getHeapStatistics()));
console.log(shape(v8.getHeapCodeStatistics()));
console.log(v8.getHeapSpaceStatistics().length > 5, shape(v8.getHeapSpaceStatistics()[0]));
console.log(typeof v8.cachedDataVersionTag(), v8.startupSnapshot.isBuildingSnapshot());
console.log(v8.isStringOneByteRepresentation("abc"), v8.isStringOneByteRepresentation("✓"));
v8.setFlagsFromString("--no-opt");
try {
  v8.setFlagsFromString(5);
} catch ({ code, message }) {
  console.log(code, message);
}
