console.log(typeof process.report.getReport, process.report.compact, process.report.signal, process.report.reportOnFatalError, process.report.reportOnSignal, process.report.reportOnUncaughtException, process.report.filename, process.report.directory, process.report.excludeNetwork);
process.report.compact = true;
console.log(process.report.compact);
for (const bad of [() => (process.report.signal = "none"), () => (process.report.compact = 1), () => (process.report.directory = 1)]) {
  try {
    bad();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
