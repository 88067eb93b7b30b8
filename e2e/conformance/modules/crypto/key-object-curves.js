const { createPrivateKey, createPublicKey } = require("node:crypto");
for (const pem of [`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MEcCAQAwBQYDK2VxBDsEOeDKc3rzSe9ISBMB4prHZ30MJ5k6230F/BjWBti37Qqv
lZ9M6THgeyVAmLglrzJ4MzHg5qq5hGt0lA==
-----END PRIVATE KEY-----`, `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEILB0akB8TJDx7p6nx8QR6ezAegHU0qdJwX8EgrSnbF1n
-----END PRIVATE KEY-----`]) {
  const key = createPrivateKey(pem);
  const shown = createPublicKey(pem);
  console.log(key.asymmetricKeyType, key.asymmetricKeyDetails, key.export({ format: "jwk" }));
  console.log(shown.export({ type: "spki", format: "pem" }), shown.export({ format: "raw-public" }).toString("hex"));
  console.log(createPrivateKey({ key: key.export({ format: "raw-private" }), format: "raw-private", asymmetricKeyType: key.asymmetricKeyType }).equals(key));
  console.log(createPublicKey({ key: shown.export({ format: "jwk" }), format: "jwk" }).equals(shown), shown.equals(key));
}
