/** `--reset 'systemctl restart my-service'`: a RESET_URL out of the command, for as long as the run lasts. */
import { randomBytes } from "node:crypto";
import { startRestartServer, type RestartServer } from "../restart-server";

/** @param command a line for the shell */
export function serveReset(command: string): Promise<RestartServer> {
  return startRestartServer(
    { command, args: [], shell: true, cwd: process.cwd() },
    {
      port: 0,
      // No page in a browser can guess it, and no other user of this machine sees it.
      path: `/${randomBytes(16).toString("hex")}`,
      say: (line, ok) => void (ok || process.stderr.write(`--reset: ${line}\n`)),
    },
  );
}
