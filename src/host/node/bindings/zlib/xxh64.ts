const prime1 = 0x9e3779b185ebca87n;
const prime2 = 0xc2b2ae3d27d4eb4fn;
const prime3 = 0x165667b19e3779f9n;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;

const cut = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => cut(value << by) | (value >> (64n - by));
const round = (lane: bigint, input: bigint): bigint => cut(rotate(cut(lane + input * prime2), 31n) * prime1);

/** XXH64 with seed 0, which Zstandard's checksums are cut from (RFC 8878, 3.1.1). */
export function xxh64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let sum = prime5;
  if (bytes.length >= 32) {
    const lanes = [cut(prime1 + prime2), prime2, 0n, cut(-prime1)];
    for (; at + 32 <= bytes.length; at += 32)
      for (let lane = 0; lane < 4; lane++)
        lanes[lane] = round(lanes[lane] ?? 0n, view.getBigUint64(at + 8 * lane, true));
    const turns = [1n, 7n, 12n, 18n];
    sum = cut(lanes.reduce((total, lane, index) => total + rotate(lane, turns[index] ?? 0n), 0n));
    for (const lane of lanes) sum = cut((sum ^ round(0n, lane)) * prime1 + prime4);
  }
  sum = cut(sum + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8)
    sum = cut(rotate(sum ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4);
  if (at + 4 <= bytes.length) {
    sum = cut(rotate(sum ^ cut(BigInt(view.getUint32(at, true)) * prime1), 23n) * prime2 + prime3);
    at += 4;
  }
  for (; at < bytes.length; at++)
    sum = cut(rotate(sum ^ cut(BigInt(view.getUint8(at)) * prime5), 11n) * prime1);
  sum = cut((sum ^ (sum >> 33n)) * prime2);
  sum = cut((sum ^ (sum >> 29n)) * prime3);
  return sum ^ (sum >> 32n);
}
