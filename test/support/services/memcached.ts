/** memcached, which tells of each connection and each command. */
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import type { PoliteRow } from "./polite";

/** @param at a port that must be free; left out: any */
export async function memcached(at?: number): Promise<Service> {
  const port = at ?? (await freePort());
  return startDaemon(["memcached", "-vv", "-l", "127.0.0.1", "-p", String(port), "-u", "nobody"], { port });
}

export const NORMAL = [
  /^slab class +\d+: chunk size /,
  /^<\d+ (server listening|new auto-negotiating client connection)/,
  /^\d+: going from conn_\w+ to conn_\w+$/,
  /^\d+: Client using the ascii protocol$/,
  /^<\d+ (version|quit)$/,
  /^>\d+ VERSION /,
  /^<\d+ connection closed\.$/,
];

export const ACCEPTED = /^<\d+ version$/gm;

export const polite: PoliteRow[] = [
  {
    client: "memcached",
    server: "memcached",
    tools: ["memcached"],
    debian: "memcached",
    start: memcached,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
