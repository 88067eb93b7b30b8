import { SyscallError, type Datagram, type SocketName, type Undo } from "../../../machine/syscalls.ts";
import type { BindingContext } from "../../binding.ts";
import { fillRandom } from "../random.ts";
import type { Reply } from "../../dns/message.ts";

/** As c-ares has them, in milliseconds. */
const DEFAULT_TIMEOUT = 2000;
const LEAST_TIMEOUT = 250;
const DNS_PORT = 53;

/** What a response code means for who asked, as c-ares names it. Others are no failure. */
const RCODES: Readonly<Record<number, string>> = {
  1: "EFORMERR",
  2: "ESERVFAIL",
  3: "ENOTFOUND",
  4: "ENOTIMP",
  5: "EREFUSED",
};

interface Server {
  readonly name: SocketName;
  /** In a row. */
  failures: number;
}

/** Called once, with an answer or the name of an error. */
type Done = (outcome: Reply | string) => void;

interface Query {
  readonly id: number;
  readonly packet: Uint8Array;
  readonly type: number;
  readonly done: Done;
  readonly release: Undo;
  attempts: number;
  /** Gives up the attempt that is going on. */
  stop: Undo;
}

/** How a channel tries; 0 or less = as c-ares does by itself. */
export interface ChannelOptions {
  readonly timeoutMs: number;
  readonly tries: number;
  readonly maxTimeoutMs: number;
}

/** Asks servers, one after the other, by datagrams. */
export class DnsChannel {
  readonly #context: BindingContext;
  readonly #options: ChannelOptions;
  #servers: Server[] = [{ name: { host: "127.0.0.1", port: DNS_PORT }, failures: 0 }];
  readonly #queries = new Set<Query>();
  /** Where it sends from, by family. */
  readonly #from: { 4?: string; 6?: string } = {};

  constructor(context: BindingContext, options: ChannelOptions) {
    this.#context = context;
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#queries.size > 0;
  }

  get servers(): SocketName[] {
    return this.#servers.map(({ name }) => name);
  }

  set servers(names: readonly SocketName[]) {
    this.#servers = names.map((name) => ({ name, failures: 0 }));
  }

  sendFrom(four: string | undefined, six: string | undefined): void {
    if (four === undefined) delete this.#from[4];
    else this.#from[4] = four;
    if (six === undefined) delete this.#from[6];
    else this.#from[6] = six;
  }

  /** `done` may be called before it returns. */
  ask(name: string, type: number, done: Done): void {
    const random = new Uint8Array(2);
    fillRandom(this.#context, random);
    const id = ((random[0] ?? 0) << 8) | (random[1] ?? 0);
    const packet = this.#context.vendor("dns").packQuestion(id, name, type);
    if (!packet) return done("EBADNAME");
    // Those are never asked for (RFC 7686).
    if (/\.onion\.?$/i.test(name)) return done("ENOTFOUND");
    // c-ares says that there is no server, for which Node has no name.
    if (this.#servers.length === 0) return done("UNKNOWN_ARES_ERROR");
    const release = this.#context.loop.ref();
    const query: Query = { id, packet, type, done, release, attempts: 0, stop: () => undefined };
    this.#queries.add(query);
    this.#attempt(query);
  }

  cancel(): void {
    for (const query of this.#queries) this.#end(query, "ECANCELLED");
  }

  #end(query: Query, outcome: Reply | string): void {
    query.stop();
    this.#queries.delete(query);
    query.release();
    query.done(outcome);
  }

  /** Asks the server that failed least. */
  #attempt(query: Query): void {
    const server = this.#servers.reduce((best, other) => (other.failures < best.failures ? other : best));
    const { sys, pristine } = this.#context;
    const isIpv6 = server.name.host.includes(":");
    let fd = -1;
    let stopWaiting: Undo = () => undefined;
    const timer = pristine.setTimeout(() => fail("ETIMEOUT"), this.#timeout(query));
    query.stop = () => {
      query.stop = () => undefined;
      pristine.clearTimeout(timer);
      stopWaiting();
      if (fd >= 0) sys.close(fd);
    };
    const fail = (error: string): void => {
      query.stop();
      server.failures++;
      if (++query.attempts >= this.#options.tries * this.#servers.length) return this.#end(query, error);
      // Not at once: a server that refuses is asked as often as a program wants.
      const pause = pristine.setTimeout(() => this.#attempt(query), 0);
      query.stop = () => pristine.clearTimeout(pause);
    };
    const receive = (): void => {
      try {
        const now = sys.receiveDatagrams(fd, (error, datagrams) =>
          error ? fail("ECONNREFUSED") : take(datagrams),
        );
        if (typeof now === "function") stopWaiting = now;
        else take(now);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        // Nobody is there, which is told once who asked has returned.
        const soon = pristine.setTimeout(() => fail("ECONNREFUSED"), 0);
        stopWaiting = () => pristine.clearTimeout(soon);
      }
    };
    const take = (datagrams: readonly Datagram[]): void => {
      stopWaiting = () => undefined;
      for (const { bytes } of datagrams) {
        const reply = this.#context.vendor("dns").readReply(bytes);
        if (!reply) return fail("EBADRESP");
        if (!answers(this.#context, reply, query)) continue;
        server.failures = 0;
        const error = RCODES[reply.rcode] ?? (reply.answers.length === 0 ? "ENODATA" : undefined);
        return this.#end(query, error ?? reply);
      }
      receive();
    };
    try {
      fd = sys.datagramSocket(isIpv6);
      const from = this.#from[isIpv6 ? 6 : 4];
      if (from !== undefined) sys.bindDatagrams(fd, { host: from, port: 0 });
      sys.connectDatagrams(fd, server.name);
      sys.sendDatagram(fd, query.packet, null);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      return fail("ECONNREFUSED");
    }
    receive();
  }

  /** How long to wait: twice as long in each round over the servers, by chance somewhat less. */
  #timeout({ attempts }: Query): number {
    const { timeoutMs, maxTimeoutMs } = this.#options;
    const first = Math.max(timeoutMs > 0 ? timeoutMs : DEFAULT_TIMEOUT, LEAST_TIMEOUT);
    const round = Math.min(Math.floor(attempts / this.#servers.length), 16);
    const longest = first * 2 ** round;
    const most = maxTimeoutMs > 0 ? Math.min(longest, maxTimeoutMs) : longest;
    const random = new Uint8Array(1);
    if (round > 0) fillRandom(this.#context, random);
    return Math.max(most * (1 - (random[0] ?? 0) / 256), Math.min(first, most));
  }
}

/** Whether a reply is to a query: the same id, the same question. */
function answers(context: BindingContext, reply: Reply, { id, packet, type }: Query): boolean {
  const asked = context.vendor("dns").packQuestion(id, reply.name, type);
  return (
    reply.id === id &&
    reply.type === type &&
    asked !== null &&
    lowered(asked.subarray(12)) === lowered(packet.subarray(12))
  );
}

const lowered = (bytes: Uint8Array): string => String.fromCharCode(...bytes).toLowerCase();
