import * as real from "node:crypto";
import { expect, test } from "vitest";
import { testSyscalls } from "../../../machine/testing.ts";
import { made, testContext } from "../testing.ts";
import { cryptoBinding } from "./index.ts";

interface Running {
  init(...values: unknown[]): void;
  update(data: string | Uint8Array, encoding?: string): boolean;
  digest(encoding?: string): string;
}
interface Cipher {
  update(data: Uint8Array): Buffer;
  final(): Buffer;
  getAuthTag(): Buffer;
  setAuthTag(tag: Uint8Array): boolean;
  setAAD(data: Uint8Array): boolean;
  setAutoPadding(on: boolean): boolean;
}
type Job = new (...values: unknown[]) => { run(): [unknown, ArrayBuffer] };
interface Binding {
  Hash: new (name: string, length?: number) => Running;
  Hmac: new () => Running;
  CipherBase: new (...values: unknown[]) => Cipher;
  PBKDF2Job: Job;
  ScryptJob: Job;
  HKDFJob: Job;
  RandomPrimeJob: Job;
  Argon2Job: Job;
  SignJob: Job;
  KeyObjectHandle: new () => KeyHandle;
  getHashes(): string[];
  getCiphers(): string[];
  getCipherInfo(target: object, name: string): object;
}

const sync = 1;
const binding = made<Binding>(cryptoBinding, testContext(testSyscalls()));
const data = real.randomBytes(1000);

test("every digest that is listed gives what Node gives", () => {
  for (const name of binding.getHashes()) {
    const hash = new binding.Hash(name);
    for (const at of [0, 1, 64, 500]) hash.update(data.subarray(at, at === 500 ? 1000 : at + 63));
    const node = real.createHash(name);
    for (const at of [0, 1, 64, 500]) node.update(data.subarray(at, at === 500 ? 1000 : at + 63));
    expect(`${name} ${hash.digest("hex")}`).toBe(`${name} ${node.digest("hex")}`);
  }
});

test("extendable digests take a length, others only their own", () => {
  expect(new binding.Hash("shake256", 5).digest("hex")).toBe(
    real.createHash("shake256", { outputLength: 5 }).digest("hex"),
  );
  expect(() => new binding.Hash("sha256", 5)).toThrow("not XOF or invalid length");
  expect(() => new binding.Hash("nope")).toThrow("Digest method not supported");
});

test("HMAC over every length of key", () => {
  for (const name of ["md5", "sha1", "sha256", "sha512", "sha3-256"])
    for (const key of ["", "key", "k".repeat(300)]) {
      const hmac = new binding.Hmac();
      hmac.init(name, Buffer.from(key));
      hmac.update("héllo", "utf8");
      const node = real.createHmac(name, key).update("héllo", "utf8");
      expect(hmac.digest("base64")).toBe(node.digest("base64"));
    }
});

const lengths = [1, 15, 16, 17, 33, 0, 48, 100];

test("every cipher gives the same pieces as Node's, both ways", () => {
  for (const name of binding.getCiphers().filter((cipher) => !/ccm|wrap|xts|hmac/i.test(cipher))) {
    const { keyLength, ivLength } = real.getCipherInfo(name) as real.CipherInfo;
    const key = real.randomBytes(keyLength);
    const iv = real.randomBytes(ivLength ?? 0);
    const authenticated = /gcm|ocb|poly/i.test(name);
    const tagLength = /ocb|poly/.test(name) ? 16 : -1;
    const options = tagLength === -1 ? {} : { authTagLength: tagLength };
    const ours = new binding.CipherBase(true, name, key, iv, tagLength);
    const node = real.createCipheriv(name, key, iv, options as object);
    if (authenticated) {
      ours.setAAD(data.subarray(0, 20));
      (node as real.CipherGCM).setAAD(data.subarray(0, 20));
    }
    const sealed: Buffer[] = [];
    for (const length of lengths) {
      const piece = node.update(data.subarray(0, length));
      sealed.push(piece);
      expect(`${name} ${ours.update(data.subarray(0, length)).toString("hex")}`).toBe(
        `${name} ${piece.toString("hex")}`,
      );
    }
    sealed.push(node.final());
    expect(ours.final().toString("hex")).toBe(sealed.at(-1)?.toString("hex"));
    const back = new binding.CipherBase(false, name, key, iv, tagLength);
    if (authenticated) {
      const tag = (node as real.CipherGCM).getAuthTag();
      expect(ours.getAuthTag().toString("hex")).toBe(tag.toString("hex"));
      back.setAAD(data.subarray(0, 20));
      back.setAuthTag(tag);
    }
    const opened = Buffer.concat([...sealed.map((piece) => back.update(piece)), back.final()]);
    const plain = Buffer.concat(lengths.map((length) => data.subarray(0, length)));
    expect(opened.equals(plain)).toBe(true);
  }
});

test("a forged message, bad padding and a cut one are refused", () => {
  const [key, iv] = [Buffer.alloc(16), Buffer.alloc(16)];
  const forged = new binding.CipherBase(false, "aes-128-gcm", key, Buffer.alloc(12), -1);
  forged.setAuthTag(Buffer.alloc(16));
  forged.update(Buffer.alloc(15));
  expect(() => forged.final()).toThrow("unable to authenticate data");
  const bad = new binding.CipherBase(false, "aes-128-cbc", key, iv, -1);
  bad.update(Buffer.alloc(16));
  expect(() => bad.final()).toThrow("bad decrypt");
  const cut = new binding.CipherBase(false, "aes-128-cbc", key, iv, -1);
  cut.update(Buffer.alloc(15));
  expect(() => cut.final()).toThrow("wrong final block length");
});

test("an IV of another length than 12 works with GCM", () => {
  const key = real.randomBytes(32);
  const iv = real.randomBytes(20);
  const ours = new binding.CipherBase(true, "aes-256-gcm", key, iv, -1);
  const node = real.createCipheriv("aes-256-gcm", key, iv);
  expect(ours.update(data).equals(node.update(data))).toBe(true);
  ours.final();
  node.final();
  expect(ours.getAuthTag().equals(node.getAuthTag())).toBe(true);
});

test("what is told of ciphers", () => {
  for (const name of binding.getCiphers()) {
    const { name: ours, ...info } = binding.getCipherInfo({}, name) as { name: string };
    const node = real.getCipherInfo(name);
    expect({ ...info, name: ours.toLowerCase() }).toEqual(node);
  }
});

test("keys are derived as Node derives them", () => {
  const [password, salt] = [Buffer.from("password"), Buffer.from("salt")];
  const pbkdf2 = new binding.PBKDF2Job(sync, password, salt, 100, 50, "sha512").run()[1];
  expect(Buffer.from(pbkdf2)).toEqual(real.pbkdf2Sync(password, salt, 100, 50, "sha512"));
  const scrypt = new binding.ScryptJob(sync, password, salt, 1024, 8, 1, 32 << 20, 40).run()[1];
  expect(Buffer.from(scrypt)).toEqual(real.scryptSync(password, salt, 40, { N: 1024 }));
  const info = Buffer.from("info");
  const hkdf = new binding.HKDFJob(sync, "sha256", password, salt, info, 70).run()[1];
  expect(Buffer.from(hkdf)).toEqual(Buffer.from(real.hkdfSync("sha256", password, salt, info, 70)));
  expect(() => new binding.PBKDF2Job(sync, password, salt, 1, 1, "nope")).toThrow("Invalid digest: nope");
});

test.skipIf(!("argon2Sync" in real))("Argon2 as Node derives it", () => {
  const options = {
    message: "password",
    nonce: Buffer.from("somesalt"),
    parallelism: 2,
    tagLength: 32,
    memory: 64,
    passes: 3,
  };
  for (const [type, name] of (["argon2d", "argon2i", "argon2id"] as const).entries()) {
    const { message, nonce, parallelism, tagLength, memory, passes } = options;
    const values = [
      Buffer.from(message),
      nonce,
      parallelism,
      tagLength,
      memory,
      passes,
      undefined,
      undefined,
      type,
    ];
    const [error, key] = new binding.Argon2Job(sync, ...values).run();
    expect(error).toBeUndefined();
    expect(Buffer.from(key)).toEqual(real.argon2Sync(name, options));
  }
});

test("ciphers of whole messages give what Node's give, both ways", () => {
  for (const name of binding.getCiphers().filter((cipher) => /ccm|wrap|xts/i.test(cipher))) {
    const { keyLength, ivLength } = real.getCipherInfo(name) as real.CipherInfo;
    const [key, iv] = [real.randomBytes(keyLength), real.randomBytes(ivLength ?? 0)];
    const tagLength = /ccm/i.test(name) ? 12 : -1;
    const plain = data.subarray(0, /wrap/.test(name) ? 40 : 43);
    const ours = new binding.CipherBase(true, name, key, iv, tagLength);
    const node = real.createCipheriv(
      name,
      key,
      iv,
      tagLength === -1 ? {} : ({ authTagLength: 12 } as object),
    );
    const sealed = Buffer.concat([node.update(plain), node.final()]);
    const made = Buffer.concat([ours.update(plain), ours.final()]);
    expect(`${name} ${made.toString("hex")}`).toBe(`${name} ${sealed.toString("hex")}`);
    const back = new binding.CipherBase(false, name, key, iv, tagLength);
    if (tagLength !== -1) back.setAuthTag((node as real.CipherGCM).getAuthTag());
    expect(Buffer.concat([back.update(sealed), back.final()]).equals(plain)).toBe(true);
  }
});

interface KeyHandle {
  init(...parts: unknown[]): void;
  export(...parts: unknown[]): string | Buffer;
}

const [DER, PEM, PKCS8, SPKI] = [0, 1, 1, 2];

/** One function for all types, which Node's declarations have many for. */
const generate = real.generateKeyPairSync as unknown as (
  type: string,
  options: object,
) => { publicKey: real.KeyObject; privateKey: real.KeyObject };

test.each([
  ["rsa", { modulusLength: 1024 }],
  ["ec", { namedCurve: "P-256" }],
  ["ec", { namedCurve: "secp256k1" }],
  ["ec", { namedCurve: "brainpoolP320r1", paramEncoding: "explicit" }],
  ["ed25519", {}],
  ["x448", {}],
  ["ml-dsa-44", {}],
] as const)("a key of Node's is read and written as it was: %s %o", (type, options) => {
  const { publicKey, privateKey } = generate(type, options);
  const made = (form: number, bytes: string | Buffer, encoding: number): KeyHandle => {
    const handle = new binding.KeyObjectHandle();
    handle.init(form, Buffer.from(bytes), typeof bytes === "string" ? PEM : DER, encoding, null, null);
    return handle;
  };
  const secret = privateKey.export({ type: "pkcs8", format: "der" });
  expect(made(2, secret, PKCS8).export(DER, PKCS8)).toEqual(secret);
  const shown = publicKey.export({ type: "spki", format: "pem" });
  expect(made(1, shown, SPKI).export(PEM, SPKI)).toBe(shown);
  const locked = made(2, secret, PKCS8).export(PEM, PKCS8, "aes-256-cbc", Buffer.from("secret"));
  const opened = real.createPrivateKey({ key: locked as string, passphrase: "secret" });
  expect(opened.export({ type: "pkcs8", format: "der" })).toEqual(secret);
});

test("signatures go both ways", () => {
  const message = Buffer.from("message");
  for (const [type, options] of [
    ["rsa", { modulusLength: 1024 }],
    ["ec", { namedCurve: "P-384" }],
    ["dsa", { modulusLength: 1024 }],
    ["ed448", {}],
  ] as const) {
    const { publicKey, privateKey } = generate(type, options);
    const algorithm = type === "ed448" ? null : "sha256";
    const secret = privateKey.export({ type: "pkcs8", format: "der" });
    const job = new binding.SignJob(1, 0, secret, DER, PKCS8, null, null, message, algorithm);
    const [error, signature] = job.run() as [unknown, ArrayBuffer];
    expect(error).toBeUndefined();
    expect(real.verify(algorithm, message, publicKey, Buffer.from(signature))).toBe(true);
    const theirs = real.sign(algorithm, message, privateKey);
    const none = [undefined, undefined, undefined, undefined];
    const check = new binding.SignJob(
      1,
      1,
      secret,
      DER,
      PKCS8,
      null,
      null,
      message,
      algorithm,
      ...none,
      theirs,
    );
    expect(check.run()).toEqual([undefined, true]);
  }
});

test("primes are prime", () => {
  const [error, prime] = new binding.RandomPrimeJob(sync, 64, false).run();
  expect(error).toBeUndefined();
  expect(real.checkPrimeSync(prime)).toBe(true);
});
