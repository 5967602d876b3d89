/** A MariaDB of a test's own: its own data, its own port, gone afterwards. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

export interface MariaDb extends Service {
  /** A counter of its own, such as `Aborted_connects`. Reading it is a connection as well. */
  status(name: string): number;
}

/** Root must say on the command line that it means it. */
const AS_ROOT = process.getuid?.() === 0 ? ["--user=root"] : [];

/** The account of examples/mariadb.yaml: no password, no rights. */
const ACCOUNT = "CREATE USER 'probe-storm'@'localhost';\n";

export function mariaDb(): Promise<MariaDb> {
  return withFolder(async (folder) => {
    const options = join(folder, "my.cnf");
    const init = join(folder, "init.sql");
    writeFileSync(init, ACCOUNT);
    writeFileSync(options, optionFile(folder, await freePort()));
    execFileSync(
      "mariadb-install-db",
      [`--defaults-file=${options}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...AS_ROOT],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const service = await startService(
      ["mariadbd", `--defaults-file=${options}`, `--init-file=${init}`, ...AS_ROOT],
      /ready for connections\.[\s\S]* port: (\d+) /,
    );
    return { ...service, status: (name) => status(options, name) };
  });
}

function optionFile(folder: string, port: number): string {
  const socket = join(folder, "socket");
  return [
    "[mariadbd]",
    `datadir=${join(folder, "data")}`,
    `socket=${socket}`,
    `pid-file=${join(folder, "pid")}`,
    `port=${port}`,
    "bind-address=127.0.0.1",
    "skip-networking=0",
    "innodb-buffer-pool-size=16M",
    "innodb-log-file-size=4M",
    "[client]",
    "user=root",
    `socket=${socket}`,
    "",
  ].join("\n");
}

function status(options: string, name: string): number {
  const row = execFileSync(
    "mariadb",
    [`--defaults-file=${options}`, "--skip-column-names", "--batch", "--execute", `SHOW GLOBAL STATUS LIKE '${name}'`],
    { encoding: "utf8" },
  );
  return Number(row.trim().split("\t")[1]);
}
