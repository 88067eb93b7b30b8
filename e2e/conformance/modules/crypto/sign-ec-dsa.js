const { createPublicKey, createSign, createVerify, sign, verify } = require("node:crypto");
for (const key of [`-----BEGIN PRIVATE KEY-----
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
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MIIBSwIBADCCASwGByqGSM44BAEwggEfAoGBALU0sWQK8hqNr3EE8pawdCTgFHpI
BUyPAsgUQ+QSP6WEP5TxxcOcGKA5DOiMinmio/3BUYwHJoxD3xaMKYS/URQ3r2ra
qsiWuHn5Ro57oTS0fw8/f0JUANd4v9gjHLW3YNSCujOua1UkvbMc8jX988B1RYkP
4q+3Kvi5YNJWZ1z5AhUAuRuekgot2TaI5+zKeYvJ8APVt6ECgYEAsv/6akqiIhif
h7Gm3yasiO/62XGJseWUU3gZsqYSWgPMxrWwm/sUwmerPR3kwz9pXS+kzdH4Ahut
HSxHggqZR1PTQRLyGOl1rSRmXOEshIc6BQu49WpbMeB9eNCVcb9uTBuzW0ytcF/v
+qjzoOKas4QBNmvvDfH/hKXOkHlU8hAEFgIUQBD14cVMBvosgHBs6Bv3jV7eXwo=
-----END PRIVATE KEY-----`]) {
  const shown = createPublicKey(key);
  for (const name of ["sha1", "sha256", "sha512"])
    for (const dsaEncoding of ["der", "ieee-p1363"]) {
      const signature = createSign(name).update("text").sign({ key, dsaEncoding });
      const right = createVerify(name).update("text").verify({ key: shown, dsaEncoding }, signature);
      const other = createVerify(name).update("Text").verify({ key: shown, dsaEncoding }, signature);
      console.log(shown.asymmetricKeyType, name, dsaEncoding, dsaEncoding === "der" ? "" : signature.length, right, other);
    }
  console.log(verify("sha256", Buffer.from("x"), shown, Buffer.alloc(70)), verify(null, Buffer.from("x"), shown, sign(null, Buffer.from("x"), key)));
}
