import { packedName, shownLabel } from "./names.ts";
import { TYPE } from "./types.ts";

const CLASS_IN = 1;
const RECURSION_DESIRED = 0x100;

/** What a record says, by its type. */
export type RecordData =
  | { readonly type: "A" | "AAAA"; readonly bytes: Uint8Array }
  | { readonly type: "NS" | "CNAME" | "PTR"; readonly name: string }
  | { readonly type: "MX"; readonly priority: number; readonly exchange: string }
  | { readonly type: "TXT"; readonly entries: readonly string[] }
  | {
      readonly type: "SRV";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly name: string;
    }
  | {
      readonly type: "NAPTR";
      readonly order: number;
      readonly preference: number;
      readonly flags: string;
      readonly service: string;
      readonly regexp: string;
      readonly replacement: string;
    }
  | {
      readonly type: "SOA";
      readonly nsname: string;
      readonly hostmaster: string;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minttl: number;
    }
  | { readonly type: "CAA"; readonly critical: number; readonly tag: string; readonly value: string }
  | {
      readonly type: "TLSA";
      readonly certUsage: number;
      readonly selector: number;
      readonly match: number;
      readonly data: Uint8Array;
    }
  | { readonly type: "other" };

export interface ResourceRecord {
  readonly ttl: number;
  readonly data: RecordData;
}

/** An answer as a server sent it. */
export interface Reply {
  readonly id: number;
  readonly rcode: number;
  /** Of its one question. */
  readonly name: string;
  readonly type: number;
  readonly answers: readonly ResourceRecord[];
}

/** A question in a packet; null when `name` cannot be one. */
export function packQuestion(id: number, name: string, type: number): Uint8Array | null {
  const packed = packedName(name);
  if (!packed) return null;
  const packet = new Uint8Array(12 + packed.length + 4);
  const view = new DataView(packet.buffer);
  view.setUint16(0, id);
  view.setUint16(2, RECURSION_DESIRED);
  view.setUint16(4, 1);
  packet.set(packed, 12);
  view.setUint16(12 + packed.length, type);
  view.setUint16(14 + packed.length, CLASS_IN);
  return packet;
}

/** Null for what is malformed. */
export function readReply(packet: Uint8Array): Reply | null {
  try {
    return new PacketReader(packet).reply();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Reads a packet from its beginning. @throws RangeError where it is malformed */
class PacketReader {
  readonly #packet: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(packet: Uint8Array) {
    this.#packet = packet;
    this.#view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  }

  reply(): Reply {
    const id = this.#short();
    const flags = this.#short();
    const [questions, answers, others] = [this.#short(), this.#short(), this.#short() + this.#short()];
    if (questions !== 1) throw new RangeError("not one question");
    const name = this.#name();
    const type = this.#short();
    this.#short();
    const records = Array.from({ length: answers }, () => this.#record());
    for (let i = 0; i < others; i++) this.#record();
    return { id, rcode: flags & 15, name, type, answers: records };
  }

  #byte(): number {
    return this.#view.getUint8(this.#at++);
  }

  #short(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2);
  }

  #long(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4);
  }

  #take(length: number): Uint8Array {
    if (length < 0 || this.#at + length > this.#packet.length) throw new RangeError("cut short");
    this.#at += length;
    return this.#packet.slice(this.#at - length, this.#at);
  }

  #text(length: number): string {
    let text = "";
    for (const code of this.#take(length)) text += String.fromCharCode(code);
    return text;
  }

  /** A text whose length is its first byte. */
  #string(): string {
    return this.#text(this.#byte());
  }

  #name(): string {
    const labels: string[] = [];
    let size = 0;
    /** Where reading goes on, once a pointer was followed. */
    let next: number | null = null;
    for (let lowest = this.#at; ;) {
      const length = this.#byte();
      if (length === 0) break;
      if (length >= 0xc0) {
        const target = ((length & 0x3f) << 8) | this.#byte();
        next ??= this.#at;
        // Only backwards, so that it comes to an end.
        if (target >= lowest) throw new RangeError("a pointer that leads forwards");
        lowest = this.#at = target;
      } else if (length > 63) throw new RangeError("an unknown kind of label");
      else {
        size += length + 1;
        if (size > 255) throw new RangeError("too long a name");
        labels.push(shownLabel(this.#take(length)));
      }
    }
    this.#at = next ?? this.#at;
    return labels.join(".");
  }

  #record(): ResourceRecord {
    this.#name();
    const type = this.#short();
    const isInternet = this.#short() === CLASS_IN;
    const ttl = this.#long();
    const length = this.#short();
    const end = this.#at + length;
    if (end > this.#packet.length) throw new RangeError("cut short");
    const data: RecordData = isInternet ? this.#data(type, end) : { type: "other" };
    if (this.#at > end) throw new RangeError("more than its length");
    this.#at = end;
    return { ttl, data };
  }

  #data(type: number, end: number): RecordData {
    switch (type) {
      case TYPE.A:
        return { type: "A", bytes: this.#take(4) };
      case TYPE.AAAA:
        return { type: "AAAA", bytes: this.#take(16) };
      case TYPE.NS:
        return { type: "NS", name: this.#name() };
      case TYPE.CNAME:
        return { type: "CNAME", name: this.#name() };
      case TYPE.PTR:
        return { type: "PTR", name: this.#name() };
      case TYPE.MX:
        return { type: "MX", priority: this.#short(), exchange: this.#name() };
      case TYPE.TXT: {
        const entries: string[] = [];
        while (this.#at < end) entries.push(this.#string());
        return { type: "TXT", entries };
      }
      case TYPE.SRV: {
        const [priority, weight, port] = [this.#short(), this.#short(), this.#short()];
        return { type: "SRV", priority, weight, port, name: this.#name() };
      }
      case TYPE.NAPTR: {
        const [order, preference] = [this.#short(), this.#short()];
        const [flags, service, regexp] = [this.#string(), this.#string(), this.#string()];
        return { type: "NAPTR", order, preference, flags, service, regexp, replacement: this.#name() };
      }
      case TYPE.SOA: {
        const [nsname, hostmaster] = [this.#name(), this.#name()];
        const [serial, refresh, retry] = [this.#long(), this.#long() | 0, this.#long() | 0];
        const [expire, minttl] = [this.#long() | 0, this.#long()];
        return { type: "SOA", nsname, hostmaster, serial, refresh, retry, expire, minttl };
      }
      case TYPE.CAA: {
        const critical = this.#byte();
        const tag = this.#string();
        return { type: "CAA", critical, tag, value: this.#text(end - this.#at) };
      }
      case TYPE.TLSA: {
        const [certUsage, selector, match] = [this.#byte(), this.#byte(), this.#byte()];
        return { type: "TLSA", certUsage, selector, match, data: this.#take(end - this.#at) };
      }
      default:
        return { type: "other" };
    }
  }
}
