import { bootWebContainer, openMachines } from "../../src/sandbox/index.ts";

const headlessUrl = new URL("headless.html", location.href).href;

/** Milliseconds: boot, then the first and a later `node -e 0` through the published client; then grading-like runs. */
async function measure(
  runs: number,
): Promise<{ boot: number; first: number; later: number; perSecond: number }> {
  const at = [performance.now()];
  const mark = (): number => at.push(performance.now());
  const sandbox = await bootWebContainer({ runtime: "embedded", headlessUrl });
  mark();
  await (
    await sandbox.spawn("node", ["-e", "0"])
  ).exit;
  mark();
  await (
    await sandbox.spawn("node", ["-e", "0"])
  ).exit;
  mark();
  const machines = openMachines({ headlessUrl });
  const machine = await machines.create({ files: { "main.js": "console.log(process.argv.length)" } });
  const run = (): Promise<unknown> => machine.run({ argv: ["node", `${machine.cwd}/main.js`, "x"] });
  await run();
  const started = performance.now();
  let left = runs;
  const work = async (): Promise<void> => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: machines.parallel }, work));
  const perSecond = (runs * 1000) / (performance.now() - started);
  const step = (i: number): number => at[i + 1]! - at[i]!;
  return { boot: step(0), first: step(1), later: step(2), perSecond };
}

Object.assign(globalThis, { measure, ready: true });
