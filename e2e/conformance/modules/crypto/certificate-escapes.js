// Names in a certificate that could be mistaken for others, and certificates that are signed with RSA-PSS.
const { constants, createSign, generateKeyPairSync, X509Certificate } = require("node:crypto");
const { MessageChannel, Worker } = require("node:worker_threads");

const der = (tag, ...parts) => {
  const content = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
const sequence = (...parts) => der(0x30, ...parts);
const oid = (text) => {
  const [first, second, ...rest] = text.split(".").map(Number);
  const bytes = [40 * first + second].concat(
    ...rest.map((arc) => {
      const groups = [arc & 127];
      while ((arc = Math.floor(arc / 128)) > 0) groups.unshift(128 | (arc & 127));
      return groups;
    }),
  );
  return der(6, Buffer.from(bytes));
};
const utf8 = (text) => der(12, text);
const attribute = (type, text) => sequence(oid(`2.5.4.${type}`), utf8(text));
const set = (...attributes) => der(0x31, ...attributes);

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pssPair = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
const sha256 = sequence(oid("2.16.840.1.101.3.4.2.1"), der(5));
const pss = sequence(
  oid("1.2.840.113549.1.1.10"),
  sequence(
    der(0xa0, sha256),
    der(0xa1, sequence(oid("1.2.840.113549.1.1.8"), sha256)),
    der(0xa2, der(2, Buffer.from([20]))),
  ),
);
const plain = sequence(oid("1.2.840.113549.1.1.11"), der(5));

function certificate({ names = [], access = [], subject = [set(attribute(3, "a"))], keys }) {
  const algorithm = keys ? pss : plain;
  const extension = (type, ...content) => sequence(oid(type), der(4, sequence(...content)));
  const extensions = [
    ...(names.length > 0 ? [extension("2.5.29.17", ...names)] : []),
    ...(access.length > 0 ? [extension("1.3.6.1.5.5.7.1.1", ...access)] : []),
  ];
  const body = sequence(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.from([7])),
    algorithm,
    sequence(...subject),
    sequence(der(23, "200101000000Z"), der(23, "400101000000Z")),
    sequence(...subject),
    (keys ?? { publicKey }).publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const key = { key: keys?.privateKey ?? privateKey, saltLength: 20 };
  if (keys) key.padding = constants.RSA_PKCS1_PSS_PADDING;
  const signature = createSign("sha256").update(body).sign(key);
  return new X509Certificate(sequence(body, algorithm, der(3, Buffer.from([0]), signature)));
}

const other = (type, value) => der(0xa0, oid(type), der(0xa0, value));
const directory = (...sets) => der(0xa4, sequence(...sets));
const texts = ["a.example", "a, DNS:b", 'a"b', "a'b", "a\\b", "a\nb", "a\0b", "a\x7fb", "a\u00fcb", "a b", ""];
for (const text of texts) {
  const { subjectAltName, infoAccess, subject } = certificate({
    names: [
      der(0x82, Buffer.from(text, "latin1")),
      der(0x81, Buffer.from(text, "latin1")),
      der(0x86, Buffer.from(text, "latin1")),
      directory(set(attribute(7, text)), set(attribute(6, "DE"))),
      directory(set(attribute(7, text), attribute(10, `${text}x`))),
      other("1.3.6.1.5.5.7.8.5", utf8(text)),
      other("1.3.6.1.5.5.7.8.7", der(22, Buffer.from(text, "latin1"))),
    ],
    access: [sequence(oid("1.3.6.1.5.5.7.48.1"), der(0x86, Buffer.from(text, "latin1")))],
    subject: [set(attribute(3, text), attribute(10, `${text} `)), set(attribute(7, `#${text}<>;+=`))],
  });
  console.log(JSON.stringify([text, subjectAltName, infoAccess, subject], null, 1));
}
const rest = [
  der(0x87, Buffer.from([127, 0, 0, 1])),
  der(0x87, Buffer.alloc(16, 0xab)),
  der(0x87, Buffer.alloc(5)),
  der(0x88, Buffer.from([0x2a, 3])),
  other("1.3.6.1.5.5.7.8.7", utf8("not IA5")),
  other("1.2.3.4", utf8("unknown")),
  der(0x82, "shown.example"),
];
const mixed = certificate({ names: rest });
console.log(mixed.subjectAltName, mixed.checkHost("shown.example"), mixed.verify(publicKey));
const signed = certificate({ keys: pssPair });
console.log(signed.signatureAlgorithm, signed.verify(pssPair.publicKey), signed.verify(publicKey));
const { bits, exponent, pubkey } = signed.toLegacyObject();
console.log(bits, exponent, pubkey.length, pubkey.subarray(0, 24).toString("hex"));
const { port1, port2 } = new MessageChannel();
port1.postMessage(mixed);
port2.once("message", (copy) => {
  console.log(copy instanceof X509Certificate, copy.raw.equals(mixed.raw), copy.subjectAltName);
  port2.close();
});
const code = `require("node:worker_threads").parentPort.on("message", ({ subjectAltName, raw }) => {
  console.log(subjectAltName, raw.length);
  process.exit();
});`;
new Worker(code, { eval: true }).postMessage(signed);
const addresses = ["127.0.0.1", "127.0.0.256", "127.0.0", "[::1]", "::", "ABAB:abab::abab:abab:abab:abab:171.171.171.171"];
for (const address of [...addresses, "abab:".repeat(7) + "abab", "::1::2", "1:2:3:4:5:6:7::", "g::", "", "12345::"])
  try {
    console.log(address, mixed.checkIP(address));
  } catch (error) {
    console.log(address, error.code, error.message);
  }
