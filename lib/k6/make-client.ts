/** Makes the client of this run: an exchange, or the function that the script brings along. */
import { Exchange } from "k6/x/healthcheck";
import type { OwnClient } from "../../library";
import type { Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";
import { ownClient } from "./own-client";
import type { Client } from "./run-client";
import { clientSpec } from "./specs";

/** @param own the script's, where it brings one */
export function makeClient(own: OwnClient | undefined, config: ClientConfig, wire: Wire, address: string): Client {
  if (own) return ownClient(own, { address, timeoutMs: config.timeoutMs });
  return new Exchange(clientSpec(config, wire, address, "client"));
}
