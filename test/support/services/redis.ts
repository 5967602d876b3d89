/** Redis in memory alone, and verbose: it writes down who comes. */
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/**
 * @param options more of redis.conf, such as `["--maxclients", "2"]`
 * @param at a port that must be free; left out: any
 */
export function redis(options: readonly string[] = [], at?: number): Promise<Service> {
  return withFolder(async (folder) => {
    const port = at ?? (await freePort());
    const own = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--loglevel", "verbose"];
    return startDaemon(["redis-server", ...own, ...options], { port });
  });
}

export const NORMAL = [
  / # oO0OoO0OoO0Oo Redis is starting /,
  / # Redis version=/,
  / # Configuration loaded$/,
  / # WARNING (overcommit_memory|Memory overcommit|The TCP backlog|you have Transparent)/,
  / \* (monotonic clock|Running mode=standalone|Ready to accept connections)/,
  / # Server initialized$/,
  / - (Accepted 127\.0\.0\.1:\d+|Client closed connection|DB \d|\d+ clients connected)/,
];

export const ACCEPTED = / - Accepted 127\.0\.0\.1:/g;

export const polite: PoliteRow[] = [
  {
    client: "redis",
    server: "Redis",
    tools: ["redis-server"],
    debian: "redis-server",
    start: redis,
    served: ACCEPTED,
    normal: NORMAL,
  },
  {
    client: "redis",
    server: "Redis, with its password",
    tools: ["redis-server"],
    debian: "redis-server",
    start: () => redis(["--requirepass", "no secret"]),
    settings: { CLIENT_PASSWORD: "no secret" },
    served: ACCEPTED,
    normal: NORMAL,
  },
];
