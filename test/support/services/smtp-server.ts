/** Python's smtpd (gone since Python 3.12): one thread for all, and with -d a log of whoever comes and what it says. */
import { spawnSync } from "node:child_process";
import { freePort } from "./free-port";
import { startService, type Service } from "./service";

const PYTHON = ["python3", "-u", "-W", "ignore"] as const;

export const hasSmtpServer = spawnSync(PYTHON[0], [...PYTHON.slice(1), "-c", "import smtpd"]).status === 0;

export async function smtpServer(): Promise<Service> {
  const address = `127.0.0.1:${await freePort()}`;
  // The second address is where a proxy would send mail on to; this class keeps it.
  return startService(
    [...PYTHON, "-m", "smtpd", "-n", "-d", "-c", "DebuggingServer", address, address],
    /Local addr: \('127\.0\.0\.1', (\d+)\)/,
  );
}
