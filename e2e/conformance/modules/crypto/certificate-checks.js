function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPrivateKey, createPublicKey, X509Certificate } = require("node:crypto");
const certificate = new X509Certificate(`-----BEGIN CERTIFICATE-----
MIIE5zCCA8+gAwIBAgIIAQIDBAUGBwgwDQYJKoZIhvcNAQELBQAwgZYxCzAJBgNV
BAYTAkRFMRMwEQYDVQQIDApTb21lIFN0YXRlMRkwFwYDVQQHDBBUb3duLCB3aXRo
IGNvbW1hMRAwDgYDVQQKDAdFeGFtcGxlMQwwCgYDVQQLDANUd28xFTATBgNVBAMM
DGV4YW1wbGUudGVzdDEgMB4GCSqGSIb3DQEJARYRbWFpbEBleGFtcGxlLnRlc3Qw
HhcNMjYxMTIyMTQ0MjE0WhcNNDYxMTE3MTQ0MjE0WjCBljELMAkGA1UEBhMCREUx
EzARBgNVBAgMClNvbWUgU3RhdGUxGTAXBgNVBAcMEFRvd24sIHdpdGggY29tbWEx
EDAOBgNVBAoMB0V4YW1wbGUxDDAKBgNVBAsMA1R3bzEVMBMGA1UEAwwMZXhhbXBs
ZS50ZXN0MSAwHgYJKoZIhvcNAQkBFhFtYWlsQGV4YW1wbGUudGVzdDCCASIwDQYJ
KoZIhvcNAQEBBQADggEPADCCAQoCggEBANssn9gojepbTNgB/jJ5RXI8DaHthvKB
b0JbUCwThhF96mWcnyHoI+XPmvkUO7Xv2fX7yhG1ucqkrlJSLD7fBP0GnL/XacC5
eAV7gBoohDPlW46sOqm9gxhmt2hw6seo9vEbbuqypoig2CgdAbIGJ0y+85rlgWos
4ckuaX3TwuSi+c1W1wLymsDgP8QZZrPsxrhzdAbH6w3ez5AmFgRD+m7x5YIfLXHJ
9NOCSQ0f+qLI0I3wngNV7IBpE2TyKs8T9WbiifY/lig1h/ji6YDIqRqxpGkOqNnC
JenIBp7AqdIvtC+lSe32YxKv6dElZ9t2YTdsDqHLZhe6jjrp1pjWvdkCAwEAAaOC
ATUwggExMA8GA1UdEwEB/wQFMAMBAf8wCwYDVR0PBAQDAgKEMB0GA1UdJQQWMBQG
CCsGAQUFBwMBBggrBgEFBQcDAjCBgAYDVR0RBHkwd4IMZXhhbXBsZS50ZXN0ggsq
LndpbGQudGVzdIIScGFydCoudGVzdC5leGFtcGxlhwR/AAABhxAAAAAAAAAAAAAA
AAAAAAABgRJvdGhlckBFeGFtcGxlLnRlc3SGFWh0dHA6Ly9leGFtcGxlLnRlc3Qv
YYgDKgMEMFAGCCsGAQUFBwEBBEQwQjAdBggrBgEFBQcwAYYRaHR0cDovL29jc3Au
dGVzdC8wIQYIKwYBBQUHMAKGFWh0dHA6Ly9jYS50ZXN0L2NhLmNydDAdBgNVHQ4E
FgQUKYj1KhVawuBJ9YVY0KqUn+06+p4wDQYJKoZIhvcNAQELBQADggEBAIOUWKN0
SCJ4J0Eax26I9jSGPVZq32K3gg31g0l4GhKRIQ/m35kbHKmLePkRHUskEPtF2w2b
C81R03IgFakdIAYiFQGgsU9RC1keRvQEAHBe0pBmpj63ML1HXojAquYGq1tDWsUK
xNJwe44v/r9mhAsPBWpxngyZNja0Gihtlj6LSHaAJMfWl7hlUTqTZ/zVcNVgt/0s
j3rKr0RJ4sEOxYyQNAdvbe9U22lwfIhE/o3snq3jwM/oSPL5+UaZ8psuSZl96mei
lJdLnLVJrD2cNrrFvbfLJ6cD/K5gJzer01YPyWHF10+byCdw889UliKw8MduFIUw
Nt84P+wDrboExN0=
-----END CERTIFICATE-----`);
for (const name of ["example.test", "EXAMPLE.test", "a.wild.test", "a.b.wild.test", "wild.test", "part1.test.example", ".wild.test", "other.test", ""]) console.log(name, certificate.checkHost(name));
console.log(certificate.checkHost("a.wild.test", { wildcards: false }), certificate.checkHost("part1.test.example", { partialWildcards: false }), certificate.checkHost("a.b.wild.test", { multiLabelWildcards: true }));
console.log(certificate.checkEmail("other@example.TEST"), certificate.checkEmail("Other@example.test"), certificate.checkEmail("mail@example.test"), certificate.checkEmail("mail@example.test", { subject: "always" }));
console.log(certificate.checkIP("127.0.0.1"), certificate.checkIP("::1"), certificate.checkIP("0:0:0:0:0:0:0:1"), certificate.checkIP("127.0.0.2"));
const other = new X509Certificate(`-----BEGIN CERTIFICATE-----
MIIBZjCCAQygAwIBAgIBTTAKBggqhkjOPQQDAzASMRAwDgYDVQQDDAdlYy50ZXN0
MB4XDTI2MTEyMjE0NDIxNVoXDTQ2MTExNzE0NDIxNVowEjEQMA4GA1UEAwwHZWMu
dGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDISHz43/ZJkrTRhoh4a1dKW
iZ/jFM5lSCl767HArrXAqSDpTDDKZkVm2dzAByy08aQ2I4wgypWMs4AFoR51W/ej
UzBRMB0GA1UdDgQWBBSW3y6euyQZkOzjYSGYgHHPufCiMDAfBgNVHSMEGDAWgBSW
3y6euyQZkOzjYSGYgHHPufCiMDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMD
A0gAMEUCIQCwadUz4dj9Srh9+nB4EX/7GlYCMI2Xh1HKREs4emefWgIgYh1nqUv7
6ZWqKdotTNZSzbAjaHQyxmMSuhAiUtH7A5o=
-----END CERTIFICATE-----`);
console.log(other.subject, other.issuer, other.subjectAltName, other.infoAccess, other.keyUsage, other.serialNumber, other.signatureAlgorithm, other.signatureAlgorithmOid);
console.log(other.checkHost("ec.test"), other.checkHost("ec.test", { subject: "never" }), other.checkIssued(certificate), certificate.verify(other.publicKey), other.verify(other.publicKey));
tell("address", () => certificate.checkIP("localhost"));
tell("text", () => new X509Certificate("nothing"));
tell("type", () => new X509Certificate(5));
tell("pem", () => new X509Certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
tell("key", () => certificate.checkPrivateKey(other.publicKey));
tell("option", () => certificate.checkHost("x", { subject: "maybe" }));
tell("issued", () => certificate.checkIssued({}));
