/** vsftpd for anonymous users, in the foreground, with its own log. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/** @param options more of vsftpd.conf, such as `["max_clients=2"]` */
export function vsftpd(options: readonly string[] = []): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "vsftpd.conf");
    const logFile = join(folder, "log");
    mkdirSync(join(folder, "empty"));
    writeFileSync(
      config,
      [
        "listen=YES",
        "listen_address=127.0.0.1",
        `listen_port=${port}`,
        "background=NO",
        "anonymous_enable=YES",
        `secure_chroot_dir=${join(folder, "empty")}`,
        `vsftpd_log_file=${logFile}`,
        "log_ftp_protocol=YES",
        "xferlog_enable=YES",
        "xferlog_std_format=NO",
        ...options,
        "",
      ].join("\n"),
    );
    return startDaemon(["vsftpd", config], { port, logFile });
  });
}

export const NORMAL = [
  /CONNECT: Client "(::ffff:)?127\.0\.0\.1"$/,
  /FTP response: Client "(::ffff:)?127\.0\.0\.1", "(220 \(vsFTPd [^"]*\)|221 Goodbye\.)"$/,
  /FTP command: Client "(::ffff:)?127\.0\.0\.1", "QUIT"$/,
];

export const ACCEPTED = /"221 Goodbye\."$/gm;

export const polite: PoliteRow[] = [
  {
    client: "ftp",
    server: "vsftpd",
    tools: ["vsftpd"],
    debian: "vsftpd",
    start: vsftpd,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
