// stdin: first line\nsecond line\n
console.log(process.stdout.isTTY, process.stdin.isTTY, process.stdout.writable, process.stdout.writableHighWaterMark, process.stdout.columns);
process.stdout.on("finish", () => console.error("finish"));
try {
  process.stdout.end("not closed\n");
} catch (error) {
  console.error(error.code);
}
process.stderr.write(Buffer.from("bytes to stderr\n"), "utf8", () => console.error("written"));
process.stdin.setEncoding("utf8");
process.stdin.once("readable", () => {
  console.error(JSON.stringify(process.stdin.read(5)), JSON.stringify(process.stdin.read()));
  process.stdin.on("end", () => console.error("end"));
  process.stdin.read();
});
