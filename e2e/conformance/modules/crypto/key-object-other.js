const { createPrivateKey, createPublicKey } = require("node:crypto");
for (const pem of [`-----BEGIN PRIVATE KEY-----
MIICqwIBADBBBgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQCAQUAoRwwGgYJKoZI
hvcNAQEIMA0GCWCGSAFlAwQCAQUAogMCASAEggJhMIICXQIBAAKBgQC8IvXx4wfi
iz/9fIZcHPijMgnmruO3xkdVDxGckHyaRWh6fRgB4Bg7Bb1ZLS7wYYZYzAb8L+1M
F1QcMLp2qcokWSzFqRlR2RlUCCSDplISqMnMqrylbfnG14IIpwKnBEZalunSCpC6
JdIBNmCuq73GfHbXCbktOcdWy0I59DAlUQIDAQABAoGAJwwSg6udHVXNaC0KLeAN
csGV8Hzn4mKSt4KzIw2R7urs7k88RldecBGW5QVNsrJrEc72vCyuUZad7GPor2w5
+cnnFy7ndV9Lcra3Wi8aT4Eky8Nq97jb8vIo7t/kI6jp4TrYhNpa2rFvyIX8lq/b
E9u1i+ayXBCqMN4tx5YcNAECQQDua8LCxZbC72kCVJesvPWka0FlM1ZK8TB/FOqP
ImGtZq6MFy6yXIR6Wb2YcK16tUKzEcWTrK+GN6LNITu6c+5hAkEAygIStZG4oC4F
VL7HJyg0el6tcjP98oUSTAG+lMoIfac1AZFV7+egh1MwH3qM6JPoH8sVhZb/W3AO
LMEpg+488QJBAOpkys6NTpBKqmP+IjdSdfS09U+2zslSoSjuuUMKvBircEKNr/zt
89gNTdYGQKb4eKBvglySUuWS4NzmJUBDJUECQAjMClCJ5gZjuqu0GywjXhWuJdOB
XB/Bl8hjkw8btT7zlyVYVOu7pIwAHWphhd1jA4rO50MIDlrHCHb+enZaW6ECQQCH
6hajtQwRCQEDfybdrrj3SoA0EuOE2lA1nUplwcojnpXu93nWoReR+kxuT2coLeZu
zpRkQDEjDj9urDgcR6m2
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MIIBSwIBADCCASwGByqGSM44BAEwggEfAoGBALU0sWQK8hqNr3EE8pawdCTgFHpI
BUyPAsgUQ+QSP6WEP5TxxcOcGKA5DOiMinmio/3BUYwHJoxD3xaMKYS/URQ3r2ra
qsiWuHn5Ro57oTS0fw8/f0JUANd4v9gjHLW3YNSCujOua1UkvbMc8jX988B1RYkP
4q+3Kvi5YNJWZ1z5AhUAuRuekgot2TaI5+zKeYvJ8APVt6ECgYEAsv/6akqiIhif
h7Gm3yasiO/62XGJseWUU3gZsqYSWgPMxrWwm/sUwmerPR3kwz9pXS+kzdH4Ahut
HSxHggqZR1PTQRLyGOl1rSRmXOEshIc6BQu49WpbMeB9eNCVcb9uTBuzW0ytcF/v
+qjzoOKas4QBNmvvDfH/hKXOkHlU8hAEFgIUQBD14cVMBvosgHBs6Bv3jV7eXwo=
-----END PRIVATE KEY-----`]) {
  const key = createPrivateKey(pem);
  console.log(key.asymmetricKeyType, key.asymmetricKeyDetails);
  console.log(createPublicKey(key).export({ type: "spki", format: "pem" }));
  for (const options of [{ format: "jwk" }, { type: "pkcs1", format: "pem" }, { type: "sec1", format: "pem" }, { format: "raw-private" }])
    try {
      console.log(key.export(options));
    } catch (error) {
      console.log(error.code, error.message);
    }
}
