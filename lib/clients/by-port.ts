/**
 * The protocol that a port stands for, where hardly anything else listens there; `auto` asks a silent service in it, once.
 *
 * A port that is not listed is asked nothing. An HTTP request is no harmless guess: Redis takes its Host line for an attack and writes it down
 * (redis/src/server.c, `securityWarningCommand`), postscreen counts whoever speaks before the greeting
 * (https://www.postfix.org/POSTSCREEN_README.html#pregreet). Ports of services that speak first are listed as well: their clients wait
 * for the greeting, which may take longer than the first contact listens.
 */
import type { ProtocolName } from "../model/config";
import { protocolNames, protocols } from "./protocols";

export interface PortClient {
  protocol: ProtocolName;
  /** TLS from the first byte. */
  tls: boolean;
}

const byPort: ReadonlyMap<number, PortClient> = new Map(
  protocolNames.flatMap((protocol) => {
    const { ports, tls: mode } = protocols[protocol];
    return ports
      .filter(({ shared }) => !shared)
      .map(({ port, tls = mode === "always" }) => [port, { protocol, tls }] as const);
  }),
);

/** null: the port says nothing. */
export function portClient(port: number | undefined): PortClient | null {
  return (port !== undefined && byPort.get(port)) || null;
}

/** As the user names it: `CLIENT=redis CLIENT_TLS=on`. */
export function clientSettings({ protocol, tls }: PortClient): string {
  return `CLIENT=${protocol}${tls && protocol !== "https" ? " CLIENT_TLS=on" : ""}`;
}
