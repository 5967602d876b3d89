/**
 * A client of a protocol, as data: what it says, what proves that it was accepted, what a refusal looks like. One file each, named
 * after the protocol; protocols.ts lists them.
 *
 * The bytes are the same every time, and each client takes its leave as its protocol wants it: a service that keeps a book on who
 * behaves must find nothing to write down.
 */
import type { Step } from "../model/extension";

export interface ProtocolOptions {
  /** The target's host, without the port and without brackets. */
  host: string;
  /** Left out: not known before it listens, as with the embedded server. */
  port?: number;
  /** CLIENT_USER and CLIENT_PASSWORD; null where they were not given. */
  user: string | null;
  password: string | null;
  /** The TLS handshake to make; null: none. */
  tls: Extract<Step, { kind: "tls" }> | null;
}

/** IANA's service names and port numbers, or what is usual. */
export interface Port {
  port: number;
  /** TLS from the first byte, where the protocol also goes without. */
  tls?: true;
  /** Other services listen there as well: nobody is asked there. */
  shared?: true;
  /** Left out where documents name the usual ports. */
  seldom?: true;
}

export interface Protocol {
  /** One line: what it says, and how it leaves. */
  summary: string;
  /** Where such a service listens, the most usual port first. A service that does not greet is asked there, once, in this protocol. */
  ports: readonly Port[];
  /** What proves that the service accepted, for people. */
  accepts: string;
  /** What the service says when it turns a client away, for people; at least one. */
  refusals: string[];
  /** What the service counts or writes down about such clients all the same; one line. */
  remark?: string;
  /** Who logs in, and with what. Left out: nobody does. */
  login?: "user" | "user and password" | "user, password or both";
  /** `always`: speaks TLS unless told otherwise. `inside`: `steps` makes the handshake itself, where the protocol asks for it. */
  tls?: "always" | "inside";
  /** ALPN, where the protocol is chosen by it. */
  alpn?: string[];
  /** Knows the protocol by the service's first bytes (hex). */
  greets?(received: string): boolean;
  steps(options: ProtocolOptions): Step[];
}
