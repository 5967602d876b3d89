/** Where the checks of a server go, and what stands before them: TLS, a PROXY header. */
import type { Connection } from "../../model/checker";
import type { Transport } from "../../wire/haproxy/rules";
import { addressOf, type Address } from "./server-address";
import type { Server } from "./proxy-settings";
import { success, type Result } from "./result";
import type { ServerSettings } from "./server-settings";

/** Where `addr` and `port` send the checks. */
export function otherDestination({ addr, port }: ServerSettings): Result<Partial<Address>> {
  const address: Result<Partial<Address>> = addr === undefined ? success({}) : addressOf(addr);
  if (!address.ok) return address;
  return success({ ...address.value, ...(port !== undefined && { port }) });
}

/** The target stands for the server: a `connect` to the server's own host or port says nothing more. */
export function placed(connection: Connection, where: Partial<Address>, server: Address): Connection {
  const { port: ownPort, host: ownHost, ...wire } = connection;
  const port = ownPort ?? where.port;
  const host = ownHost ?? where.host;
  return {
    ...(port !== undefined && port !== server.port && { port }),
    ...(host !== undefined && host !== server.host && { host }),
    ...wire,
  };
}

/**
 * @param automaticName the server name of TLS where nothing else says one; undefined: there is none
 *
 * `ssl` and `send-proxy` count for checks too, unless these go somewhere else (src/check.c, init_srv_check). */
export function transportOf({ settings }: Server, automaticName?: string): Transport {
  const { port, addr, ssl, checkSsl, checkSni, checkAlpn, alpn, proto, checkProto, sendProxy, checkSendProxy } =
    settings;
  const serverName = checkSni ?? (settings.noSniAuto ? undefined : automaticName);
  const isServersOwn = port === undefined && addr === undefined;
  const tls = checkSsl === 1 || (checkSsl === 0 && isServersOwn && ssl === 1);
  return {
    ...(tls && {
      tls: {
        ...(serverName !== undefined && { serverName }),
        ...(checkAlpn !== undefined && { alpn: checkAlpn }),
      },
    }),
    ...(alpn !== undefined && { alpn }),
    ...protoOf(checkProto ?? proto),
    ...((checkSendProxy || (isServersOwn && sendProxy !== 0)) && { proxy: true as const }),
    ...(sendProxy === 2 && { proxyVersion: 2 as const }),
  };
}

function protoOf(name: string | undefined): Pick<Transport, "proto"> {
  return name === "h1" || name === "h2" ? { proto: name } : {};
}
