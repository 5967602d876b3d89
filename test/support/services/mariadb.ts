/** A MariaDB of a test's own: its own data, its own port, gone afterwards. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificateFiles } from "./certificate-files";
import { freePort } from "./free-port";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

export interface MariaDb extends Service {
  /** A counter of its own, such as `Aborted_connects`. Reading it is a connection as well. */
  status(name: string): number;
  /** Rows of a query, cells separated by tabs; over the socket, as root. */
  query(sql: string): string[];
}

export interface MariaDbOptions {
  /** SQL at its start, one statement a line. */
  init?: string;
  /** It can speak TLS. */
  tls?: boolean;
  /** More for its option file. */
  options?: string[];
  /**
   * Lines for its own /etc/hosts, which nobody else sees (root, in a mount namespace). It counts only against hosts whose
   * address it finds a name for, and never against 127.0.0.1 itself.
   */
  hosts?: string[];
  /** A command that starts it in another place, such as a network namespace, and becomes it. */
  within?: string[];
}

/** Root must say on the command line that it means it. */
const AS_ROOT = process.getuid?.() === 0 ? ["--user=root"] : [];

/** The account of examples/mariadb.yaml: no password, no rights. */
const ACCOUNT = "CREATE USER 'probe-storm'@'localhost';\n";

export function mariaDb({
  init: sql = ACCOUNT,
  tls,
  options: given = [],
  hosts,
  within = [],
}: MariaDbOptions = {}): Promise<MariaDb> {
  return withFolder(async (folder) => {
    const options = join(folder, "my.cnf");
    const init = join(folder, "init.sql");
    const { cert, key } = certificateFiles(folder);
    const more = tls === true ? [...given, `ssl-cert=${cert}`, `ssl-key=${key}`] : given;
    writeFileSync(init, sql);
    writeFileSync(options, optionFile(folder, await freePort(), more));
    execFileSync(
      "mariadb-install-db",
      [`--defaults-file=${options}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...AS_ROOT],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const service = await startService(
      [
        ...within,
        ...withHosts(folder, hosts),
        "mariadbd",
        `--defaults-file=${options}`,
        `--init-file=${init}`,
        ...AS_ROOT,
      ],
      /ready for connections\.[\s\S]* port: (\d+) /,
    );
    const rows = (text: string) => query(options, text);
    const status = (name: string) => Number(rows(`SHOW GLOBAL STATUS LIKE '${name}'`)[0]!.split("\t")[1]);
    return { ...service, query: rows, status };
  });
}

function optionFile(folder: string, port: number, more: readonly string[]): string {
  const socket = join(folder, "socket");
  return [
    "[mariadbd]",
    `datadir=${join(folder, "data")}`,
    // A server that starts throws away what others have of temporary tables in a folder that they share.
    `tmpdir=${folder}`,
    `socket=${socket}`,
    `pid-file=${join(folder, "pid")}`,
    `port=${port}`,
    "bind-address=127.0.0.1",
    "skip-networking=0",
    "innodb-buffer-pool-size=16M",
    "innodb-log-file-size=4M",
    ...more,
    "[client]",
    "user=root",
    `socket=${socket}`,
    "",
  ].join("\n");
}

function query(options: string, sql: string): string[] {
  const rows = execFileSync(
    "mariadb",
    [`--defaults-file=${options}`, "--skip-column-names", "--batch", "--execute", sql],
    { encoding: "utf8" },
  );
  return rows.split("\n").filter((row) => row !== "");
}

/** The command that gives a program another /etc/hosts and becomes it. */
function withHosts(folder: string, hosts: readonly string[] | undefined): string[] {
  if (hosts === undefined) return [];
  const file = join(folder, "hosts");
  writeFileSync(file, `${hosts.join("\n")}\n`);
  return ["unshare", "--mount", "sh", "-c", `mount --bind ${file} /etc/hosts && exec "$@"`, "sh"];
}

/** What it writes down of itself; anything else is about a client. */
export const NORMAL = [
  /\[Note\] (?!Access denied)/,
  /\[Warning\] Could not increase number of max_open_files /,
  /\[Warning\] You need to use --log-bin/,
  /^(Version: |\d{4}-\d\d-\d\d\s+\d+:\d\d:\d\d \d+ \[Note\])/,
];
