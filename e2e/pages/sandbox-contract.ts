import { MACHINE_CHECKS, SANDBOX_CHECKS } from "../../src/sandbox/contract.ts";
import { bootWebContainer, openMachines, type Machines, type Sandbox } from "../../src/sandbox/index.ts";

const headlessUrl = new URL("headless.html", location.href).href;
let sandbox: Promise<Sandbox> | undefined;
let machines: Machines | undefined;

/** Runs one check behind one door. Null when it holds, else what is wrong. */
async function check(door: "client" | "machine" | "machines", name: string): Promise<string | null> {
  try {
    machines ??= openMachines({ headlessUrl });
    if (door === "machines") {
      await MACHINE_CHECKS.find((one) => one.name === name)?.run(machines);
    } else {
      sandbox ??=
        door === "client"
          ? bootWebContainer({ runtime: "embedded", headlessUrl })
          : machines.create({ files: {} });
      await SANDBOX_CHECKS.find((one) => one.name === name)?.run(await sandbox);
    }
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

Object.assign(globalThis, { check, ready: true });
