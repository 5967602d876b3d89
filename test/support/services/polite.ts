/** Runs that look at clients alone: the checks are half-open, so that no service ever sees one, and time is no matter. */
import { readdirSync } from "node:fs";
import type { ProtocolName } from "../../../lib/model/config";
import type { Service } from "./service";

const GATES = new URL("../gates-accepted.yaml", import.meta.url).pathname;

export const POLITE = { CHECKER: "half-open", THRESHOLDS: GATES, CLIENT_TIMEOUT: "30s" };

/** Over 500 attempts at 20 a second. */
export const POLITE_LONG = {
  ...POLITE,
  ...{ BASELINE: "16s", STORM: "5s", NIGHT: "0s", RECOVERY: "5s", CLIENT_RATE: "20" },
};

/** A client and the real server that it is tried against. */
export interface PoliteRow {
  client: ProtocolName;
  /** The server, and the account where it matters. */
  server: string;
  /** Programs without which there is no such server. */
  tools: string[];
  /** Debian's package of it: .ci/run finds these lines, and installs what they name. */
  debian?: string;
  start(): Promise<Service>;
  settings?: Record<string, string>;
  /** Found in the server's log once for each client that it served. */
  served?: RegExp;
  /** Lines that anybody would leave. */
  normal: readonly RegExp[];
  /** Lines behind this one are about clients; left out: all. */
  started?: RegExp;
}

/** Each server's file in this folder has its own rows, as `polite`. */
export async function politeRows(): Promise<PoliteRow[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".ts"));
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, import.meta.url).href) as Promise<{ polite?: PoliteRow[] }>),
  );
  return modules.flatMap(({ polite }) => polite ?? []);
}
