/** The endpoints of a cluster. They may be checked at another port: one that all of them share is used. */
import type { Note } from "../../model/note";
import { authority } from "../../wire/authority";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { portOf, textOf } from "../../source/fields";
import { notEmulated } from "../../source/unsupported";
import { at, unreadIn, repeated } from "./proto";

export interface Endpoints {
  /** The first one. */
  server: string | null;
  port?: number;
  hostname?: string;
  unsupported: Note[];
}

export function endpointsOf(cluster: Data): Endpoints {
  const endpoints = repeated(cluster, "load_assignment", "endpoints")
    .flatMap((locality) => repeated(locality, "lb_endpoints"))
    .flatMap((one) => at(one, "endpoint") ?? []);
  const addresses = endpoints.map((endpoint) => addressOf(endpoint));
  const differIn = (name: string) =>
    new Set(endpoints.map((one) => at(one, "health_check_config", name)?.text)).size > 1;
  const portsDiffer = differIn("port_value");
  const namesDiffer = differIn("hostname");
  const config = endpoints.map((one) => at(one, "health_check_config")).find((one) => one !== undefined);
  const port = at(config, "port_value");
  const hostname = at(config, "hostname");
  return {
    server: addresses.find((one) => one !== null) ?? null,
    ...(port !== undefined && !portsDiffer && { port: portOf(port) }),
    ...(hostname !== undefined && !namesDiffer && { hostname: textOf(hostname) }),
    unsupported:
      config !== undefined && (portsDiffer || namesDiffer)
        ? [notEmulated(placeOf(config), "health_check_config", "its endpoints differ in it")]
        : unreadIn(config, ["port_value", "hostname"]),
  };
}

function addressOf(endpoint: Data): string | null {
  const address = at(endpoint, "address", "socket_address", "address");
  const port = at(endpoint, "address", "socket_address", "port_value");
  return address === undefined ? null : authority(textOf(address), port === undefined ? null : portOf(port));
}
