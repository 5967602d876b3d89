/** OpenLDAP with an empty directory, and statistics of who does what. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function slapd(options: readonly string[] = []): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "slapd.conf");
    mkdirSync(join(folder, "data"));
    writeFileSync(
      config,
      [
        "include /etc/ldap/schema/core.schema",
        "modulepath /usr/lib/ldap",
        "moduleload back_mdb",
        `pidfile ${join(folder, "pid")}`,
        ...options,
        "database mdb",
        'suffix "dc=example"',
        `directory ${join(folder, "data")}`,
        'rootdn "cn=storm,dc=example"',
        "rootpw no-secret",
        "",
      ].join("\n"),
    );
    return startDaemon(["/usr/sbin/slapd", "-d", "stats", "-f", config, "-h", `ldap://127.0.0.1:${port}`], { port });
  });
}

export const ACCOUNT = { CLIENT_USER: "cn=storm,dc=example", CLIENT_PASSWORD: "no-secret" };

export const NORMAL = [
  /@\(#\) \$OpenLDAP: slapd /,
  /^\s+Debian OpenLDAP Maintainers/,
  / slapd starting$/,
  / conn=\d+ fd=\d+ ACCEPT from IP=127\.0\.0\.1:\d+ \(IP=127\.0\.0\.1:\d+\)/,
  / conn=\d+ op=0 BIND dn="(cn=storm,dc=example)?" (method=128|mech=(SIMPLE|implicit) .*ssf=0)/,
  / conn=\d+ op=0 RESULT tag=97 err=0 /,
  / conn=\d+ op=1 UNBIND$/,
  / conn=\d+ fd=\d+ closed$/,
];

export const ACCEPTED = / conn=\d+ op=1 UNBIND$/gm;

export const polite: PoliteRow[] = [
  {
    client: "ldap",
    server: "OpenLDAP, anonymously",
    tools: ["slapd"],
    debian: "slapd",
    start: slapd,
    served: ACCEPTED,
    normal: NORMAL,
  },
  {
    client: "ldap",
    server: "OpenLDAP, with an account",
    tools: ["slapd"],
    debian: "slapd",
    start: slapd,
    settings: ACCOUNT,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
