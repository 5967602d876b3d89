/** PostgreSQL with a cluster of its own; connections are logged. */
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { account, isRoot, startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/** Debian keeps its programs apart by version. */
const VERSIONS = "/usr/lib/postgresql";

export const programs = existsSync(VERSIONS)
  ? join(VERSIONS, readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a))[0] ?? "", "bin")
  : "";

/**
 * @param how of pg_hba.conf; `trust` knows the user probe, `scram-sha-256` asks everybody for a password
 * @param at a port that must be free; left out: any
 */
export function postgres(
  how: "trust" | "reject" | "scram-sha-256",
  options: readonly string[] = [],
  at?: number,
): Promise<Service> {
  return withFolder(async (folder) => {
    const port = at ?? (await freePort());
    const data = join(folder, "data");
    const owner = isRoot ? account("postgres") : null;
    const as = owner ?? {};
    chmodSync(folder, 0o755);
    mkdirSync(data);
    if (owner !== null) chownSync(data, owner.uid, owner.gid);
    execFileSync(join(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], {
      ...as,
      stdio: "ignore",
    });
    execFileSync(join(programs, "postgres"), ["--single", "-D", data, "postgres"], {
      ...as,
      input: "CREATE ROLE probe LOGIN\n",
      stdio: ["pipe", "ignore", "ignore"],
    });
    appendFileSync(
      join(data, "postgresql.conf"),
      [
        `port = ${port}`,
        "listen_addresses = '127.0.0.1'",
        "unix_socket_directories = ''",
        "log_connections = on",
        "log_disconnections = on",
        "fsync = off",
        ...options,
        "",
      ].join("\n"),
    );
    writeFileSync(join(data, "pg_hba.conf"), `host all all 127.0.0.1/32 ${how}\n`);
    return startDaemon([join(programs, "postgres"), "-D", data], { port, as: "postgres", signal: "SIGINT" });
  });
}

export const NORMAL = [
  / LOG: {2}(starting PostgreSQL|listening on IPv4|database system (was shut down|is ready))/,
  / LOG: {2}connection received: host=127\.0\.0\.1 port=\d+$/,
  / LOG: {2}connection authenticated: /,
  / LOG: {2}connection authorized: user=probe database=postgres application_name=probe-storm$/,
  / LOG: {2}disconnection: session time: .* user=probe database=postgres host=127\.0\.0\.1 port=\d+$/,
  / LOG: {2}(received fast shutdown|aborting any active|background worker|shutting down|checkpoint|database system is shut)/,
];

export const RECEIVED = / connection received: /g;
export const AUTHORISED = / connection authorized: /g;

export const polite: PoliteRow[] = [
  {
    client: "postgres",
    server: "PostgreSQL, a user without a password",
    tools: ["initdb"],
    debian: "postgresql",
    start: () => postgres("trust"),
    served: AUTHORISED,
    normal: NORMAL,
  },
  {
    client: "postgres",
    server: "PostgreSQL, which asks for a password",
    tools: ["initdb"],
    debian: "postgresql",
    start: () => postgres("scram-sha-256"),
    served: RECEIVED,
    normal: NORMAL,
  },
];
