import { afterAll, beforeAll, describe, test } from "vitest";
import { MACHINE_CHECKS, SANDBOX_CHECKS } from "./contract.ts";
import type { Machine } from "./sandbox.ts";
import { openNodeMachines } from "./testing.ts";

const machines = openNodeMachines();

describe("a machine on this Node keeps the contract", () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await machines.create({ files: {} });
  });
  afterAll(() => machine.dispose());

  // Node has no terminals to give.
  for (const check of SANDBOX_CHECKS.filter(({ name }) => !name.includes("terminal"))) {
    test(check.name, { timeout: 20_000 }, () => check.run(machine));
  }
});

describe("machines on this Node keep the contract", () => {
  for (const check of MACHINE_CHECKS) test(check.name, { timeout: 20_000 }, () => check.run(machines));
});
