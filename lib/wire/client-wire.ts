/**
 * What every client shares: TLS first where it is asked for, and an ending that harms nobody.
 *
 * On the wire a client says that it is done (FIN, inside TLS close_notify first), reads what still comes, and closes. A close with
 * bytes unread would be an RST, and the client would be an attacker itself.
 */
import type { Step } from "../model/extension";
import type { Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";

/** How long a client reads on after its FIN, ms. */
export const DRAIN_MS = 1_000;

export interface TlsOptions {
  tls: ClientConfig["tls"];
  /** SNI, and the name on the certificate; an IP address is only the latter. */
  serverName: string;
}

export function polite(options: TlsOptions, ...steps: Step[]): Wire {
  return {
    handshake: "full",
    steps: [...(options.tls === "off" ? [] : [tlsStep(options)]), ...steps],
    ending: { kind: "half-close", withinMs: DRAIN_MS },
    prove: {},
  };
}

export function tlsStep({ tls, serverName }: TlsOptions): Extract<Step, { kind: "tls" }> {
  const verify = tls !== "insecure";
  return serverName === "" ? { kind: "tls", verify } : { kind: "tls", serverName, verify };
}
