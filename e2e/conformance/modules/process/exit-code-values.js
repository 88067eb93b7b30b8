for (const value of [1, "2", null, undefined, 1.5, "x", "", true, {}, NaN, -1, 256, "0x10"]) {
  try {
    process.exitCode = value;
    console.log("taken", process.exitCode);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
try {
  process.exit("nonsense");
} catch (error) {
  console.log(error.code, error.message);
}
process.exitCode = undefined;
process.exit();
