/** pyftpdlib (Debian's python3-pyftpdlib): one thread and an event loop. It logs each command. */
import { spawnSync } from "node:child_process";
import { freePort } from "./free-port";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

/** The system's own, which has Debian's packages. */
const PYTHON = "/usr/bin/python3";

export const hasFtpServer = spawnSync(PYTHON, ["-c", "import pyftpdlib"]).status === 0;

export function ftpServer(): Promise<Service> {
  return withFolder(async (folder) =>
    startService(
      [PYTHON, "-u", "-m", "pyftpdlib", "-D", "-i", "127.0.0.1", "-p", String(await freePort()), "-d", folder],
      /starting FTP server on 127\.0\.0\.1:(\d+)/,
    ),
  );
}
