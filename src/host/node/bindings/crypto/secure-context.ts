import type { BindingContext } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import { coded, unavailable } from "./failures.ts";

const TLS1_2 = 0x0303;
const TLS1_3 = 0x0304;

/** What `secureProtocol` may be, with the versions that it allows: least, most; 0 is any. */
const METHODS: Readonly<Record<string, readonly [number, number]>> = {
  TLS: [0, TLS1_3],
  SSLv23: [TLS1_2, TLS1_2],
  TLSv1: [0x0301, 0x0301],
  TLSv1_1: [0x0302, 0x0302],
  TLSv1_2: [TLS1_2, TLS1_2],
};

const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * `SecureContext`: settings of connections that are never made, since there is no TLS here. Libraries make such contexts when
 * they are loaded. What is given is looked at as far as mistakes would be noticed at once.
 */
export function secureContextClass(context: BindingContext): Record<string, unknown> {
  const { utf8 } = context.pristine as unknown as { readonly utf8: TextDecoder };
  const textOf = (value: unknown) =>
    typeof value === "string" ? value : utf8.decode(bytesOf(value as ArrayBuffer));

  class SecureContext {
    #least = TLS1_2;
    #most = TLS1_3;

    init(method: string | undefined, least: number, most: number): void {
      if (method === undefined || method === "") {
        [this.#least, this.#most] = [least, most];
        return;
      }
      const found = METHODS[/^(\w+?)(?:_server|_client)?_method$/.exec(method)?.[1] ?? ""];
      if (!found) throw coded(TypeError, "ERR_TLS_INVALID_PROTOCOL_METHOD", `Unknown method: ${method}`);
      [this.#least, this.#most] = found;
    }
    setCert(certificate: unknown): void {
      if (CERTIFICATE.test(textOf(certificate))) return;
      throw opensslFailure("0480006C", "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE");
    }
    setKey(key: unknown): void {
      if (PRIVATE_KEY.test(textOf(key))) return;
      throw opensslFailure("1E08010C", "DECODER routines", "unsupported", "ERR_OSSL_UNSUPPORTED");
    }
    setMinProto(version: number): void {
      this.#least = version;
    }
    setMaxProto(version: number): void {
      this.#most = version;
    }
    getMinProto(): number {
      return this.#least;
    }
    getMaxProto(): number {
      return this.#most;
    }
    loadPKCS12(): never {
      throw unavailable("PKCS #12");
    }
    getTicketKeys(): Uint8Array {
      return new Uint8Array(TICKET_KEYS);
    }
    /** Natively OpenSSL's own object. */
    get _external(): undefined {
      if (#least in this) return undefined;
      throw new TypeError("Illegal invocation");
    }
  }
  const { prototype } = SecureContext;
  for (const name of context.recorded.bindings["crypto"]?.classes["SecureContext"] ?? [])
    if (!(name in prototype))
      Object.defineProperty(prototype, name, {
        value: { [name]() {} }[name],
        writable: true,
        configurable: true,
      });

  const none = () => [];
  return {
    SecureContext,
    getSSLCiphers: () => SUITES.split(" "),
    getBundledRootCertificates: none,
    getSystemCACertificates: none,
    getExtraCACertificates: none,
    getUserRootCertificates: none,
  };
}

const TICKET_KEYS = 48;

function opensslFailure(number: string, library: string, reason: string, code: string): Error {
  const error = new Error(`error:${number}:${library}::${reason}`);
  return Object.assign(error, { library, reason, code });
}

/** What OpenSSL has. */
const SUITES =
  "tls_aes_256_gcm_sha384 tls_chacha20_poly1305_sha256 tls_aes_128_gcm_sha256 tls_aes_128_ccm_sha256 " +
  "tls_aes_128_ccm_8_sha256 ecdhe-ecdsa-aes256-gcm-sha384 ecdhe-rsa-aes256-gcm-sha384 dhe-rsa-aes256-gcm-sha384 " +
  "ecdhe-ecdsa-chacha20-poly1305 ecdhe-rsa-chacha20-poly1305 dhe-rsa-chacha20-poly1305 ecdhe-ecdsa-aes128-gcm-sha256 " +
  "ecdhe-rsa-aes128-gcm-sha256 dhe-rsa-aes128-gcm-sha256 ecdhe-ecdsa-aes256-sha384 ecdhe-rsa-aes256-sha384 " +
  "dhe-rsa-aes256-sha256 ecdhe-ecdsa-aes128-sha256 ecdhe-rsa-aes128-sha256 dhe-rsa-aes128-sha256 ecdhe-ecdsa-aes256-sha " +
  "ecdhe-rsa-aes256-sha dhe-rsa-aes256-sha ecdhe-ecdsa-aes128-sha ecdhe-rsa-aes128-sha dhe-rsa-aes128-sha " +
  "rsa-psk-aes256-gcm-sha384 dhe-psk-aes256-gcm-sha384 rsa-psk-chacha20-poly1305 dhe-psk-chacha20-poly1305 " +
  "ecdhe-psk-chacha20-poly1305 aes256-gcm-sha384 psk-aes256-gcm-sha384 psk-chacha20-poly1305 rsa-psk-aes128-gcm-sha256 " +
  "dhe-psk-aes128-gcm-sha256 aes128-gcm-sha256 psk-aes128-gcm-sha256 aes256-sha256 aes128-sha256 " +
  "ecdhe-psk-aes256-cbc-sha384 ecdhe-psk-aes256-cbc-sha srp-rsa-aes-256-cbc-sha srp-aes-256-cbc-sha " +
  "rsa-psk-aes256-cbc-sha384 dhe-psk-aes256-cbc-sha384 rsa-psk-aes256-cbc-sha dhe-psk-aes256-cbc-sha aes256-sha " +
  "psk-aes256-cbc-sha384 psk-aes256-cbc-sha ecdhe-psk-aes128-cbc-sha256 ecdhe-psk-aes128-cbc-sha " +
  "srp-rsa-aes-128-cbc-sha srp-aes-128-cbc-sha rsa-psk-aes128-cbc-sha256 dhe-psk-aes128-cbc-sha256 " +
  "rsa-psk-aes128-cbc-sha dhe-psk-aes128-cbc-sha aes128-sha psk-aes128-cbc-sha256 psk-aes128-cbc-sha";
