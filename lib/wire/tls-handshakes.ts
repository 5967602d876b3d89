/**
 * The TLS handshakes of checkers, whatever the certificate says, each with the ClientHello of the library that the product uses.
 *
 * A service can tell them apart, and answers accordingly: its versions, its tickets and the size of its first flight depend on the hello.
 */
import type { Step } from "../model/extension";

export type TlsStep = Extract<Step, { kind: "tls" }>;

/** OpenSSL at its defaults: keepalived. Of the clouds' own checkers nothing is published; it is assumed. */
export const opensslHandshake: TlsStep = { kind: "tls", verify: false, hello: "openssl-3.0" };

/** HAProxy sets SSL_OP_ALL, which pads the hello, and keeps the session of each server (src/ssl_sock.c, ssl_sess_new_srv_cb). */
export const haproxyHandshake: TlsStep = { kind: "tls", verify: false, hello: "openssl-3.0-padded", resume: true };

/** check_tcp sets SSL_OP_NO_TICKET (plugins/sslutils.c). */
export const checkTcpHandshake: TlsStep = { kind: "tls", verify: false, hello: "openssl-3.0-no-ticket" };

/** An upstream of Envoy has TLS 1.2 at the most unless it is told otherwise, and keeps one session (max_session_keys). */
export const envoyHandshake: TlsStep = { kind: "tls", verify: false, hello: "boringssl-tls12", resume: true };
