process.on("SIGUSR2", (name, number) => {
  console.log(name, number, process.listenerCount("SIGUSR2"));
  process.removeAllListeners("SIGUSR2");
  process.kill(process.pid, "SIGTERM");
});
process.once("SIGTERM", (name) => { console.log(name); clearInterval(timer); });
const timer = setInterval(() => {}, 1000);
console.log(process.kill(process.pid, 0), process.kill(process.pid, "SIGUSR2"));
for (const bad of [["x"], [process.pid, "SIGNONE"], [process.pid, 999], [2 ** 30, 0]]) {
  try {
    process.kill(...bad);
  } catch (error) {
    console.log(error.code, error.message, error.syscall);
  }
}
