// A crash tells its message only: a stack trace would show where the original's code lies.
Error.stackTraceLimit = 0;
process.on("uncaughtException", (error) => {
  console.error(String(error));
  process.exit(1);
});
