/** OpenSSH with a host key of its own. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRoot, startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/** Where Debian's sshd wants to find an empty folder; a package without a running service leaves it out. */
const PRIVILEGE_SEPARATION = "/run/sshd";

/** @param options more of sshd_config, such as `["MaxStartups 1:100:1"]` */
export function sshd(options: readonly string[] = []): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const key = join(folder, "key");
    const config = join(folder, "sshd_config");
    if (isRoot) mkdirSync(PRIVILEGE_SEPARATION, { recursive: true, mode: 0o755 });
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    writeFileSync(
      config,
      [
        "ListenAddress 127.0.0.1",
        `Port ${port}`,
        `HostKey ${key}`,
        "PidFile none",
        "LogLevel VERBOSE",
        "UsePAM no",
        ...options,
        "",
      ].join("\n"),
    );
    return startDaemon(["/usr/sbin/sshd", "-D", "-e", "-f", config], { port });
  });
}

export const NORMAL = [
  /^Server listening on 127\.0\.0\.1 port \d+\.\r?$/,
  /^Connection from 127\.0\.0\.1 port \d+ on 127\.0\.0\.1 port \d+/,
  /^Received disconnect from 127\.0\.0\.1 port \d+:11: bye \[preauth\]\r?$/,
  /^Disconnected from 127\.0\.0\.1 port \d+ \[preauth\]\r?$/,
];

export const ACCEPTED = /^Disconnected from 127\.0\.0\.1 port \d+ \[preauth\]/gm;

export const polite: PoliteRow[] = [
  {
    client: "ssh",
    server: "OpenSSH",
    tools: ["sshd"],
    debian: "openssh-server",
    // Ten that are not logged in yet are the default; twenty a second are not meant to meet it.
    start: () => sshd(["MaxStartups 200"]),
    served: ACCEPTED,
    normal: NORMAL,
  },
];
