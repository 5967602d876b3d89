/** Dovecot with IMAP and nothing else. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function dovecot(): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "dovecot.conf");
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "run"));
    writeFileSync(
      config,
      `
base_dir = ${join(folder, "run")}
state_dir = ${join(folder, "run")}
log_path = /dev/stderr
protocols = imap
ssl = no
listen = 127.0.0.1
mail_location = maildir:${join(folder, "%u")}
# One process for all: one each is too much for two cores that others use as well.
service imap-login {
  service_count = 0
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${join(folder, "%u")}
}
`,
    );
    return startDaemon(["dovecot", "-F", "-c", config], { port });
  });
}

export const NORMAL = [
  /master: Info: Dovecot v\S+ \(\S+\) starting up for imap/,
  /imap-login: Info: (Disconnected: )?Aborted login by logging out \(no auth attempts in \d+ secs\)/,
  /imap-login: Info: Disconnected: Aborted login by logging out/,
];

export const ACCEPTED = /Aborted login by logging out/g;

export const polite: PoliteRow[] = [
  {
    client: "imap",
    server: "Dovecot",
    tools: ["dovecot"],
    debian: "dovecot-imapd",
    start: dovecot,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
