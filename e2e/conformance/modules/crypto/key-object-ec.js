const { createPrivateKey, createPublicKey } = require("node:crypto");
for (const pem of [`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQg4l92Emso8NLnbSCdhE1y
/IL4L+D7l1vIRaPBS5zsfS2hRANCAARBMACc7dLqc8zVMm8nwJsTdT+M3qQPE0gS
K2y6Zo6j256THXpS9VV0QoEmrm+PVE5aQ3EqUbgkCFsLiP8ammC9
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBUL1lJf97sCbyhLE+
OpeJsWMmoI5UgLRKXRDv63qqkTWk/a7YpBppfo31S6Dq0l6aoFE47BYpBM/IoAtC
5q76z3ehgYkDgYYABACdLmxQ9DaH5QMrBC/O4UDphPVPvDtNU1gZYWFJhe18z4Xs
KVZwq2JrNPUVNds6lEUhc7mDPcZagpMwt+L5GOr1OgGhFjasNnTm7BOGD3evmpnk
3mSvY34xrLFot5vvIm+2MtuobQ3HphbgCeTpL2TN9YAM9OlqZ1KuvdT4YWG8KzMU
IA==
-----END PRIVATE KEY-----`]) {
  const key = createPrivateKey(pem);
  const shown = createPublicKey(key);
  console.log(key.asymmetricKeyType, key.asymmetricKeyDetails, key.export({ format: "jwk" }));
  console.log(key.export({ type: "sec1", format: "pem" }) + shown.export({ type: "spki", format: "pem" }));
  const compressed = shown.export({ format: "raw-public", type: "compressed" });
  console.log(compressed.toString("hex"), key.export({ format: "raw-private" }).toString("base64url"));
  const { namedCurve } = key.asymmetricKeyDetails;
  console.log(createPublicKey({ key: compressed, format: "raw-public", asymmetricKeyType: "ec", namedCurve }).equals(shown));
}
