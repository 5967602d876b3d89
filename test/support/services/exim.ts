/** exim as a mail server for nobody, with every line about connections that it can write. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { account, startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/** @param options more of its configuration, such as `["smtp_accept_max = 1"]` */
export function exim(options: readonly string[] = []): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const spool = join(folder, "spool");
    const config = join(folder, "exim.conf");
    const { uid, gid } = account("Debian-exim");
    chownSync(folder, uid, gid);
    chmodSync(folder, 0o755);
    mkdirSync(spool);
    chownSync(spool, uid, gid);
    writeFileSync(
      config,
      [
        "primary_hostname = mail.example",
        `spool_directory = ${spool}`,
        `log_file_path = ${join(folder, "%slog")}`,
        `daemon_smtp_ports = ${port}`,
        "local_interfaces = 127.0.0.1",
        "log_selector = +smtp_connection +smtp_incomplete_transaction +smtp_no_mail +smtp_protocol_error +smtp_syntax_error +lost_incoming_connection",
        "keep_environment =",
        "tls_advertise_hosts =",
        "acl_smtp_rcpt = deny",
        ...options,
        "begin acl",
        "",
      ].join("\n"),
    );
    return startDaemon(["exim4", "-C", config, "-bdf"], { port, logFile: join(folder, "mainlog") });
  });
}

export const NORMAL = [
  /exim 4\S* daemon started: /,
  / SMTP connection from \[127\.0\.0\.1\]( I=\S+)? \(TCP\/IP connection count = \d+\)$/,
  / SMTP connection from (\S+ )?(\(probe-storm\.invalid\) )?\[127\.0\.0\.1\]( I=\S+)?( D=\S+)? closed by QUIT$/,
  / no MAIL in SMTP connection from (\S+ )?(\(probe-storm\.invalid\) )?\[127\.0\.0\.1\]( I=\S+)? D=\S+ C=EHLO,QUIT$/,
];

export const ACCEPTED = / closed by QUIT$/gm;

export const polite: PoliteRow[] = [
  {
    client: "smtp",
    server: "exim",
    tools: ["exim4"],
    debian: "exim4-daemon-light",
    // Its own limit of 20 is met where a busy machine lets a second of clients pile up.
    start: () => exim(["smtp_accept_max = 200"]),
    served: ACCEPTED,
    normal: NORMAL,
  },
];
