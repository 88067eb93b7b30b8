import type { MakeBinding } from "../binding.ts";
import { immutable, natives } from "../messaging/index.ts";
import { addressNumber, ipv6Groups } from "./ip-address.ts";

const AF_INET = 2;
const AF_INET6 = 10;
/** Bits of the whole space, in which IPv4 addresses are mapped. */
const bits = 128;
const bitsBeforeIpv4 = 96;

interface Rule {
  readonly from: bigint;
  readonly to: bigint;
  /** As `BlockList.rules` shows it. */
  readonly text: string;
}

/** `internalBinding('block_list')`: what `net.BlockList` and `net.SocketAddress` rest on. */
export const blockListBinding: MakeBinding = (context) => {
  class SocketAddress {
    readonly #address: string;
    readonly #port: number;
    readonly #family: number;
    readonly #flowlabel: number;
    readonly #number: bigint;

    constructor(address: string, port: number, family: number, flowlabel: number) {
      const number = addressNumber(address);
      if (number === null)
        throw Object.assign(new Error("Invalid socket address"), { code: "ERR_INVALID_ADDRESS" });
      this.#address =
        family === AF_INET6 && ipv6Groups(address)
          ? new context.pristine.URL(`http://[${address}]`).hostname.slice(1, -1)
          : address;
      this.#port = port;
      this.#family = family;
      this.#flowlabel = flowlabel;
      this.#number = number;
    }

    detail(target: Record<string, unknown>): Record<string, unknown> {
      target["address"] = this.#address;
      target["port"] = this.#port;
      target["family"] = this.#family;
      target["flowlabel"] = this.#flowlabel;
      return target;
    }
    legacyDetail(): Record<string, unknown> {
      return { address: this.#address, family: this.#family, port: this.#port };
    }
    flowlabel(): number {
      return this.#flowlabel;
    }
    static number(address: SocketAddress): bigint {
      return address.#number;
    }
    static label(address: SocketAddress): string {
      return `${address.#family === AF_INET ? "IPv4" : "IPv6"} ${address.#address}`;
    }
    static plain(address: SocketAddress): string {
      return address.#address;
    }
    static isIpv4(address: SocketAddress): boolean {
      return address.#family === AF_INET;
    }
  }

  class BlockList {
    /** Single addresses in the order they came; of the others the newest comes first. */
    readonly #addresses: Rule[] = [];
    readonly #rules: Rule[] = [];

    static rules(list: BlockList): readonly [Rule[], Rule[]] {
      return [list.#addresses, list.#rules];
    }
    static of([addresses, rules]: readonly [Rule[], Rule[]]): BlockList {
      const list = new BlockList();
      list.#addresses.push(...addresses);
      list.#rules.push(...rules);
      return list;
    }

    #remove(text: string): void {
      for (const rules of [this.#addresses, this.#rules]) {
        const at = rules.findIndex((rule) => rule.text === text);
        if (at >= 0) return void rules.splice(at, 1);
      }
    }

    #all(): Rule[] {
      return [...this.#addresses, ...this.#rules];
    }

    #single(address: SocketAddress): Rule {
      const number = SocketAddress.number(address);
      return { from: number, to: number, text: `Address: ${SocketAddress.label(address)}` };
    }

    #range(from: SocketAddress, to: SocketAddress): Rule {
      const text = `Range: ${SocketAddress.label(from)}-${SocketAddress.plain(to)}`;
      return { from: SocketAddress.number(from), to: SocketAddress.number(to), text };
    }

    #subnet(network: SocketAddress, prefix: number): Rule {
      const whole = SocketAddress.isIpv4(network) ? prefix + bitsBeforeIpv4 : prefix;
      const rest = (1n << BigInt(bits - whole)) - 1n;
      const from = SocketAddress.number(network) & ~rest;
      return { from, to: from | rest, text: `Subnet: ${SocketAddress.label(network)}/${prefix}` };
    }

    addAddress(address: SocketAddress): void {
      const rule = this.#single(address);
      if (!this.#addresses.some(({ text }) => text === rule.text)) this.#addresses.push(rule);
    }
    addAddresses(addresses: readonly SocketAddress[]): void {
      for (const address of addresses) this.addAddress(address);
    }
    /** False when the range ends before it begins. */
    addRange(from: SocketAddress, to: SocketAddress): boolean {
      if (SocketAddress.number(from) > SocketAddress.number(to)) return false;
      this.#rules.unshift(this.#range(from, to));
      return true;
    }
    addSubnet(network: SocketAddress, prefix: number): void {
      this.#rules.unshift(this.#subnet(network, prefix));
    }
    removeAddress(address: SocketAddress): void {
      const number = SocketAddress.number(address);
      for (const rule of this.#addresses.filter(({ from }) => from === number)) this.#remove(rule.text);
    }
    removeRange(from: SocketAddress, to: SocketAddress): void {
      this.#remove(this.#range(from, to).text);
    }
    removeSubnet(network: SocketAddress, prefix: number): void {
      this.#remove(this.#subnet(network, prefix).text);
    }
    #blocks(number: bigint | null): boolean {
      return number !== null && this.#all().some(({ from, to }) => number >= from && number <= to);
    }
    check(address: SocketAddress): boolean {
      return this.#blocks(SocketAddress.number(address));
    }
    checkString(address: string, family: number): boolean {
      if ((family === AF_INET) === address.includes(":")) return false;
      return this.#blocks(addressNumber(address));
    }
    getRules(): string[] {
      return this.#all().map(({ text }) => text);
    }
    getSize(): number {
      return this.#all().length;
    }
    clear(): void {
      this.#addresses.length = 0;
      this.#rules.length = 0;
    }
  }

  natives(context).add(
    immutable(
      "block_list.SocketAddress",
      (value) => value instanceof SocketAddress,
      (value) => value.detail({}),
      (data) => {
        const { address, port, family, flowlabel } = data as {
          address: string;
          port: number;
          family: number;
          flowlabel: number;
        };
        return new SocketAddress(address, port, family, flowlabel);
      },
    ),
  );
  natives(context).add(
    immutable(
      "block_list.BlockList",
      (value) => value instanceof BlockList,
      (value) => BlockList.rules(value),
      (data) => BlockList.of(data as readonly [Rule[], Rule[]]),
    ),
  );

  return { BlockList, SocketAddress, AF_INET, AF_INET6 };
};
