/**
 * The TLS handshake of a checker built on OpenSSL, whatever the certificate says. It offers the groups that OpenSSL offered before its
 * post-quantum ones, so that the ClientHello is one segment.
 */
import type { Step } from "../model/extension";

export const opensslHandshake: Extract<Step, { kind: "tls" }> = {
  kind: "tls",
  verify: false,
  groups: ["x25519", "secp256r1", "secp384r1", "secp521r1"],
};
