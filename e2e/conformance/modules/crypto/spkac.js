function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { Certificate } = require("node:crypto");
const spkac = Buffer.from("MIICSzCCATMwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDbLJ/YKI3qW0zYAf4yeUVyPA2h7YbygW9CW1AsE4YRfeplnJ8h6CPlz5r5FDu179n1+8oRtbnKpK5SUiw+3wT9Bpy/12nAuXgFe4AaKIQz5VuOrDqpvYMYZrdocOrHqPbxG27qsqaIoNgoHQGyBidMvvOa5YFqLOHJLml908LkovnNVtcC8prA4D/EGWaz7Ma4c3QGx+sN3s+QJhYEQ/pu8eWCHy1xyfTTgkkNH/qiyNCN8J4DVeyAaRNk8irPE/Vm4on2P5YoNYf44umAyKkasaRpDqjZwiXpyAaewKnSL7QvpUnt9mMSr+nRJWfbdmE3bA6hy2YXuo466daY1r3ZAgMBAAEWC2EgY2hhbGxlbmdlMA0GCSqGSIb3DQEBBAUAA4IBAQCKcnVA8xqaiVm6mVg1+w71sfqKE7AeiWPs9mRkEIK2AAjXVLBXeMuzMM5dmGdJuiAV5wUb9xF96mK1rqZyFxABmJNFIjYarBZp1ZpBscgxBS1lW/B5rcxQyVH1kj/XrH6YeF39/t8aYtP8KfAkz95aBaXMYrzg9+AAraj854D+dGM14bAZtAXQzDfXioJtlbgA9TQerrtjtH5ezbr2DsdQ0AdqnGQkMJJRKUUqc3/ok/sxUrFTpjgxtoitX//M4/JBfaH7StKUlgeI0J4FsTAQsFqE4vb4qD3c1CnzfHaYrHLovFURB+oUwXg2MW8vFzx8Axr0ywkpy7wBww+ytlai");
console.log(Certificate.verifySpkac(spkac), String(Certificate.exportChallenge(spkac)), String(Certificate.exportPublicKey(spkac)));
const damaged = Buffer.from(spkac);
damaged[200] = damaged[200] === 65 ? 66 : 65;
console.log(Certificate.verifySpkac(damaged), Certificate.verifySpkac(Buffer.from("nothing")), Certificate.exportChallenge(Buffer.from("nothing")));
console.log(new Certificate() instanceof Certificate, Certificate() instanceof Certificate, new Certificate().verifySpkac(spkac));
tell("type", () => Certificate.verifySpkac(5));
