process.on("exit", () => process.stdout.write("at exit\n"));
process.stdout.write("a".repeat(60000) + "\n", () => console.log("flushed"));
process.stderr.write("to stderr\n");
queueMicrotask(() => console.log("never"));
process.exit(7);
