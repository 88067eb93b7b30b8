import type { ByteChannel } from "../machine/pipe.ts";
import { joined, wholeCharacters } from "./utf8.ts";

const CHUNK = 65_536;

/** How much may be carried, and what is done, and shown at last, when there is more. */
export interface OutputAllowance {
  readonly bytes: number;
  exceeded(): string;
}

/**
 * Carries a program's output to whoever shows it, one chunk at a time: the next is read only when the last was
 * acknowledged, so that a program that prints without end is held back by its full pipe. Characters are never split
 * between chunks, because the client decodes each on its own.
 *
 * Settles when the program has ended and all that it wrote was acknowledged. What programs that outlive it may still
 * hold open is not waited for.
 */
export async function pumpOutput(
  channel: ByteChannel,
  ended: Promise<unknown>,
  sink: (bytes: Uint8Array) => Promise<unknown>,
  allowance: OutputAllowance,
): Promise<void> {
  let printed = 0;
  let over = false;
  const end = ended.then(() => {
    over = true;
  });
  let carried: Uint8Array = new Uint8Array(0);
  for (;;) {
    const bytes = channel.read(CHUNK);
    if (bytes === null) {
      if (over) break;
      await new Promise<void>((wake) => {
        const stop = channel.readable.add(wake);
        void end.then(() => {
          stop();
          wake();
        });
      });
    } else if (bytes.length === 0) {
      await end;
      break;
    } else {
      printed += bytes.length;
      if (printed > allowance.bytes) {
        await sink(new TextEncoder().encode(allowance.exceeded()));
        return;
      }
      const all = carried.length > 0 ? joined([carried, bytes]) : bytes;
      const whole = wholeCharacters(all);
      carried = all.slice(whole);
      if (whole > 0) await sink(all.slice(0, whole));
    }
  }
  if (carried.length > 0) await sink(carried);
}
