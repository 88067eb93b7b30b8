// 200 runs whose tab is killed at a random instant, opened again and compared with the undisturbed one.
// node bench/torture.ts [rounds] [seed] [lanes]
import { launch } from "../e2e/support/browser.ts";
import { seeded } from "../e2e/support/seeded.ts";
import { LOOPBACK, torture } from "../e2e/support/torture.ts";

const [rounds = "200", seed = "1", lanes = "2"] = process.argv.slice(2);
const browser = await launch([LOOPBACK]);
try {
  const told = (done: number): void =>
    console.error(`${done} of ${rounds}, ${Math.round(performance.now() / 1_000)} s`);
  const report = await torture(browser, Number(rounds), seeded(Number(seed)), Number(lanes), told);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.faults.length === 0 && report.askedTwice === 0 ? 0 : 1;
} finally {
  await browser.close();
}
