// Answers of a server of the program's own, for each kind of record.
const dgram = require("node:dgram");
const dns = require("node:dns");
const { inspect } = require("node:util");
const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257 };
const u16 = (...values) => Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]));
const u32 = (value) => u16(value >>> 16, value & 65535);
const text = (value) => Buffer.concat([Buffer.from([Buffer.byteLength(value)]), Buffer.from(value)]);
const name = (value) => Buffer.concat([...(value === "" ? [] : value.split(".")).map(text), Buffer.from([0])]);
const pointer = Buffer.from([0xc0, 12]);
const rr = (type, data, { owner = pointer, ttl = 60, cls = 1 } = {}) => Buffer.concat([owner, u16(TYPES[type], cls), u32(ttl), u16(data.length), data]);
const A = (...bytes) => rr("A", Buffer.from(bytes), { ttl: bytes[3] });
const RECORDS = {
  "a.test": [A(1, 2, 3, 4), A(5, 6, 7, 8)],
  "aaaa.test": [rr("AAAA", Buffer.from("20010db8000000000000000000000042", "hex"), { ttl: 5 }), rr("AAAA", Buffer.from("00000000000000000000ffff01020304", "hex"))],
  "cname.test": [rr("CNAME", name("other.test"), { ttl: 9 }), rr("A", Buffer.from([9, 9, 9, 9]), { owner: name("other.test"), ttl: 77 })],
  "only-cname.test": [rr("CNAME", name("other.test"))],
  "mx.test": [rr("MX", Buffer.concat([u16(10), name("one.mx.test")])), rr("MX", Buffer.concat([u16(5), Buffer.from([3]), Buffer.from("two"), pointer]))],
  "ns.test": [rr("NS", name("ns1.test")), rr("NS", name("ns2.test"))],
  "txt.test": [rr("TXT", Buffer.concat([text("one"), text(""), text("two é\0")])), rr("TXT", text("three"))],
  "srv.test": [rr("SRV", Buffer.concat([u16(1, 2, 8080), name("host.test")])), rr("SRV", Buffer.concat([u16(0, 0, 1), name("h2.test")]))],
  "ptr.test": [rr("PTR", name("p1.test")), rr("PTR", name("p2.test"))],
  "4.3.2.1.in-addr.arpa": [rr("PTR", name("rev.test"))],
  "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": [rr("PTR", name("rev6.test")), rr("PTR", name("rev6b.test"))],
  "naptr.test": [rr("NAPTR", Buffer.concat([u16(100, 10), text("s"), text("SIP+D2U"), text("!^.*$!x!"), name("_sip.test")]))],
  "soa.test": [rr("SOA", Buffer.concat([name("ns.test"), name("admin.test"), u32(4000000000), u32(1), u32(2), u32(3), u32(4)]))],
  "caa.test": [rr("CAA", Buffer.concat([Buffer.from([128]), text("issue"), Buffer.from("ca.test")])), rr("CAA", Buffer.concat([Buffer.from([0]), text("iodef"), Buffer.from("mailto:x")]))],
  "tlsa.test": [rr("TLSA", Buffer.from([3, 1, 1, 0xab, 0xcd]))],
  "xn--bcher-kva.test": [A(7, 7, 7, 7)],
  "odd.test": [rr("NS", Buffer.concat([text("a.b"), text("c\\d\x01"), Buffer.from([0])]))],
};
RECORDS["any.test"] = Object.entries(RECORDS).filter(([key]) => /^(a|aaaa|mx|ns|txt|srv|ptr|naptr|soa|caa|tlsa)\./.test(key)).flatMap(([, all]) => all);
RECORDS["any2.test"] = RECORDS["cname.test"];
const RCODES = { "formerr.test": 1, "servfail.test": 2, "nxdomain.test": 3, "notimp.test": 4, "refused.test": 5, "strange.test": 9 };
const server = dgram.createSocket("udp4", (query, { port, address }) => {
  const labels = [];
  let at = 12;
  for (; query[at] !== 0; at += query[at] + 1) labels.push(query.toString("latin1", at + 1, at + 1 + query[at]));
  const asked = labels.join(".");
  const question = query.subarray(12, at + 5);
  const wanted = query.readUInt16BE(at + 1);
  if (asked === "silent.test") return;
  let records = asked === "empty.test" ? [] : RECORDS[asked];
  const rcode = RCODES[asked] ?? (records || asked.startsWith("bad") ? 0 : 3);
  records ??= [];
  const head = Buffer.concat([query.subarray(0, 2), u16(0x8180 | rcode, 1, records.length, 0, 0)]);
  const whole = Buffer.concat([head, question, ...records]);
  if (asked === "bad-short.test") return server.send(whole.subarray(0, 15), port, address);
  if (asked === "bad-count.test") whole.writeUInt16BE(3, 6);
  if (asked === "bad-id.test") { server.send(Buffer.concat([u16(query.readUInt16BE(0) ^ 1), whole.subarray(2)]), port, address); }
  if (asked === "bad-question.test") { const q = Buffer.from(whole); q[13] ^= 1; server.send(q, port, address); }
  if (asked === "bad-a.test") return server.send(Buffer.concat([query.subarray(0, 2), u16(0x8180, 1, 1, 0, 0), question, rr("A", Buffer.from([1, 2]))]), port, address);
  if (asked === "bad-loop.test") return server.send(Buffer.concat([query.subarray(0, 2), u16(0x8180, 1, 1, 0, 0), question, rr("NS", Buffer.from([0xc0, question.length + 12 + 12]))]), port, address);
  if (asked === "case.test") return server.send(Buffer.concat([query.subarray(0, 2), u16(0x8180, 1, 1, 0, 0), Buffer.from(question.toString("latin1").toUpperCase(), "latin1"), A(8, 8, 8, 8)]), port, address);
  server.send(whole, port, address);
});
server.bind(0, "127.0.0.1", async () => {
  const { port } = server.address();
  const resolver = new dns.promises.Resolver({ timeout: 300, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  console.log(resolver.getServers().map((s) => s.replace(port, "PORT")));
  const ask = async (method, ...args) => {
    try {
      console.log(method, ...args, inspect(await resolver[method](...args), { depth: 5 }));
    } catch (error) {
      console.log(method, args[0], error.message, error.code, error.errno, error.syscall, error.hostname);
    }
  };
  await ask("resolve4", "a.test");
  await ask("resolve4", "a.test", { ttl: true });
  await ask("resolve6", "aaaa.test", { ttl: true });
  for (const host of ["cname.test", "only-cname.test"]) for (const method of ["resolve4", "resolveCname", "resolveAny", "resolve6"]) await ask(method, host, { ttl: true });
  for (const [method, host] of [["resolveMx", "mx"], ["resolveNs", "ns"], ["resolveTxt", "txt"], ["resolveSrv", "srv"], ["resolvePtr", "ptr"], ["resolveNaptr", "naptr"], ["resolveSoa", "soa"], ["resolveCaa", "caa"], ["resolveTlsa", "tlsa"], ["resolveAny", "any"], ["resolveNs", "odd"]]) await ask(method, `${host}.test`);
  await ask("resolveMx", "a.test");
  for (const method of ["resolve6", "resolveCname", "resolveNs", "resolveTxt", "resolveSrv", "resolvePtr", "resolveNaptr", "resolveSoa", "resolveCaa", "resolveTlsa"]) await ask(method, "a.test");
  for (const ip of ["1.2.3.4", "2001:db8::1", "9.9.9.9", "nothing"]) await ask("reverse", ip);
  for (const host of Object.keys(RCODES)) await ask("resolve4", host);
  for (const host of ["empty.test", "bücher.test", "a.test.", "", ".", "a..test", "x".repeat(64) + ".test", "x.".repeat(150), "A.TEST", "case.test", "bad-short.test", "bad-count.test", "bad-id.test", "bad-question.test", "bad-a.test", "silent.test", "a\\.b.test"]) await ask("resolve4", host);
  await ask("resolveNs", "bad-loop.test");
  await ask("resolveAny", "empty.test");
  server.close();
  await new Promise((r) => server.once("close", r));
  await ask("resolve4", "a.test");
  const inner = resolver.resolve4("cancel.test").catch((e) => console.log(e.message));
  resolver.cancel();
  await inner;
  try { const p = resolver.resolve4("x.test"); p.catch(() => {}); resolver.setServers(["127.0.0.1"]); } catch (e) { console.log(e.message, e.code); }
  for (const args of [["1.2.3.4"], ["::1"], ["x"], ["1.2.3.4", "1.2.3.4"], ["::1", "::1"], ["::1", "1.2.3.4"], ["1.2.3.4", "x"]]) try { console.log(args, new dns.Resolver().setLocalAddress(...args)); } catch (e) { console.log(args, e.name, e.message, e.code); }
});
