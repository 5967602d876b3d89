/** BIND as Debian sets it up: it knows localhost, and recurses for this host. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function bind9(): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "named.conf");
    writeFileSync(
      config,
      `
options {
  directory "${folder}";
  pid-file none;
  session-keyfile none;
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  dnssec-validation no;
  querylog yes;
};
controls {};
zone "." { type hint; file "/dev/null"; };
include "/etc/bind/named.conf.default-zones";
`.replace(/zone "\." .*\n/, ""),
    );
    return startDaemon(["/usr/sbin/named", "-g", "-n", "1", "-c", config], { port });
  });
}

/** Behind its start; a question is a line, and nothing else is. */
export const STARTED = / running$/m;
export const NORMAL = [/ client @\S+ 127\.0\.0\.1#\d+ \(localhost\): query: localhost IN A -T \(127\.0\.0\.1\)$/];
export const ACCEPTED = /: query: localhost IN A -T /g;

export const polite: PoliteRow[] = [
  {
    client: "dns",
    server: "BIND",
    tools: ["named"],
    debian: "bind9",
    start: bind9,
    served: ACCEPTED,
    normal: NORMAL,
    started: STARTED,
  },
];
