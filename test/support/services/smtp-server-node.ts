/** smtp-server for Node, in one of two versions that are installed side by side (package.json). */
import { startService, type Service } from "./service";

const SCRIPT = new URL("smtp_server_node.mjs", import.meta.url).pathname;

/** @param port 0: one that is free */
export function smtpServerNode(version: "3.18.5" | "3.19.1", port = 0): Promise<Service> {
  const command = [process.execPath, SCRIPT, `smtp-server-${version}`, String(port)];
  return startService(command, /^listening on port (\d+)$/m);
}
