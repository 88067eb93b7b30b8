async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const der = Buffer.from(`-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDbLJ/YKI3qW0zY
Af4yeUVyPA2h7YbygW9CW1AsE4YRfeplnJ8h6CPlz5r5FDu179n1+8oRtbnKpK5S
Uiw+3wT9Bpy/12nAuXgFe4AaKIQz5VuOrDqpvYMYZrdocOrHqPbxG27qsqaIoNgo
HQGyBidMvvOa5YFqLOHJLml908LkovnNVtcC8prA4D/EGWaz7Ma4c3QGx+sN3s+Q
JhYEQ/pu8eWCHy1xyfTTgkkNH/qiyNCN8J4DVeyAaRNk8irPE/Vm4on2P5YoNYf4
4umAyKkasaRpDqjZwiXpyAaewKnSL7QvpUnt9mMSr+nRJWfbdmE3bA6hy2YXuo46
6daY1r3ZAgMBAAECggEAXZJGJedee0UCYCAtscfTjcs0uMKrP+JhqS9J4Z9uOA6N
YVdGGxg8JzOEgr2QJoMhh2K5aOkwSmMXZ17cs/TL8Oh/SGoDpLuqEZEh5kkQ9AUC
Gz3Nh8U4cFT+DZFTsu0gjFw9dObTsXYWAr4riKEW6y2E3EcKgtVpidYORKGBTdG6
RdMq3V64sFf7qEHE2BXY4WWBZePn/kj8Mc+uNINDA5FVLdFJ3ixIVRtfm6I7UGSK
UqGk8icS1rzPN7uJYD8tOb0+uWxdoOJtDJhbTp0K0AGgq1S+K5QDwAZ0NfTlrAR7
DO2O7Zs09LgdVkw/aWfhNv4K1C/k2AY2FgEl1z/gVwKBgQDze0cuxSkH0d1Jhx0A
GJCTl8Xl47iGfX0VP7lBcj7u5N7zv8BuDGAv94gGxTvoVAvFsoP3UaoN77KgTcZD
efQqFRRL8DpeDJcLjKfI5qxFe2jzxU9wlaGoIahq03U18tuzWEzZthiO7WmMdEMk
TaxpUd46X920Q6f0XSBG5fjeFwKBgQDmcWmkLuVNGDAE0zMPMFOvtdlJk2HCGSBr
Hz4ps17BmB2KuFxcy9rTTrTgOGukFhhJ+UjHlFLwu8O7BiDMtr/drvikQ4EsHEuw
Dt/UU7YFIAl7tuN9Fg15vekjnGb7gsBkk6bHNfB2EOOV6GsaTA94ys/lJ5gSo/7t
sU8o9GcpjwKBgHgboxSuS7xAyYGA9kxa0c8M+qGaASfO9Yoq4i8ntWXRXy4stDdV
QYnH+MEmQJQuCZSfqDuzfEjdqmcrlpcorMqplVaUjaZhXY1j+EzBhc/MvgwqlDJ8
jb9LwzHXWCWhxMEm2No42sp+0SdpHsnkyx01NoPjUJGhIlQIMGjo/yhHAoGAc9au
9Ale2tI90S8Zi5kPeFRBVerwSVG4KiEabnvsNgTxVLo4M62F4pK9+bhi46j3rLfT
DgBRcRHx4iHCeyWibR13f5svY60VnvrbKTCrXwgrvDTDRi2/uGLuvyfv3J5teCGA
xMMojTEQNlsO+7kgTegleVvd5gDqNTHcSQoSkaECgYBKTywvn7gWWLaS2CVrY/jL
z+85aJaDLTCCMAnsKvLRBwJcdVVkw4UCbdv7qULlf6CP7I/WwHJ7yyRQgAeAesQL
DwlVKlLPwgVP0H7+pQUZgtSfzZ2gqKTHaLM/hVP4E5aTwInUSxcImwHXoRxdA9Do
Mo1HVs7NOP2K2wgtfybJZw==
-----END PRIVATE KEY-----`.replace(/-----.*?-----|\s/g, ""), "base64");
const text = new TextEncoder().encode("text");
const key = await subtle.importKey("pkcs8", der, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["sign"]);
console.log(key, Buffer.from(await subtle.sign("RSASSA-PKCS1-v1_5", key, text)).toString("base64"));
const { n, e, ...rest } = await subtle.exportKey("jwk", key);
console.log(n.length, e, Object.keys(rest), rest.alg);
const shown = (name, hash, usages) => subtle.importKey("jwk", { kty: "RSA", n, e }, { name, hash }, true, usages);
const checker = await shown("RSASSA-PKCS1-v1_5", "SHA-256", ["verify"]);
console.log(await subtle.verify("RSASSA-PKCS1-v1_5", checker, await subtle.sign("RSASSA-PKCS1-v1_5", key, text), text));
const pss = await subtle.importKey("pkcs8", der, { name: "RSA-PSS", hash: "SHA-512" }, false, ["sign"]);
const signature = await subtle.sign({ name: "RSA-PSS", saltLength: 10 }, pss, text);
console.log(await subtle.verify({ name: "RSA-PSS", saltLength: 10 }, await shown("RSA-PSS", "SHA-512", ["verify"]), signature, text));
const oaep = await subtle.importKey("pkcs8", der, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["decrypt"]);
const sealed = await subtle.encrypt({ name: "RSA-OAEP", label: text }, await shown("RSA-OAEP", "SHA-1", ["encrypt"]), text);
console.log(Buffer.from(await subtle.decrypt({ name: "RSA-OAEP", label: text }, oaep, sealed)).toString());
await tell("label", () => subtle.decrypt({ name: "RSA-OAEP" }, oaep, sealed));
await tell("salt", () => subtle.sign({ name: "RSA-PSS", saltLength: 999 }, pss, text));
await tell("algorithm", () => subtle.sign("RSA-PSS", key, text));
await tell("bad", () => subtle.importKey("pkcs8", der.subarray(0, 100), { name: "RSA-PSS", hash: "SHA-1" }, true, ["sign"]));
