const { execFileSync } = require("node:child_process");
for (const size of [100, 1000])
  console.log(
    execFileSync(
      "node",
      [`--max-old-space-size=${size}`, "-p", "v8.getHeapStatistics().heap_size_limit / 2 ** 20"],
      { encoding: "utf8" },
    ).trim(),
  );
