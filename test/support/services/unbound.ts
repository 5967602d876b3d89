/** unbound, which answers for localhost by itself, with a line for each question. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function unbound(): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "unbound.conf");
    writeFileSync(
      config,
      `
server:
  interface: 127.0.0.1
  port: ${port}
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: "${join(folder, "pid")}"
  use-syslog: no
  log-queries: yes
  log-replies: yes
  verbosity: 1
  module-config: "iterator"
remote-control:
  control-enable: no
`,
    );
    return startDaemon(["/usr/sbin/unbound", "-d", "-c", config], { port });
  });
}

export const NORMAL = [
  / (notice|info): (init module|start of service|generate keytag)/,
  / info: 127\.0\.0\.1 localhost\. A IN( NOERROR [\d.]+ \d+ \d+)?$/,
];

export const ACCEPTED = / info: 127\.0\.0\.1 localhost\. A IN NOERROR /g;

export const polite: PoliteRow[] = [
  {
    client: "dns",
    server: "unbound",
    tools: ["unbound"],
    debian: "unbound",
    start: unbound,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
