// Counters and labels.
console.count();
console.count();
console.count("label");
console.count("default");
console.count(5);
console.count(null);
console.countReset();
console.count();
console.countReset("unknown");
console.countReset("label");
console.count("label");
process.on("warning", (warning) => console.log(warning.name, warning.message));
try {
  console.count(Symbol("s"));
} catch (error) {
  console.log(error.name, error.message);
}
