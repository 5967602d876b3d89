/** nginx with one worker: plain, or inside TLS. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificateFiles } from "./certificate-files";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

/** @param at a port that must be free; left out: any */
export function nginx(tls = false, at?: number): Promise<Service> {
  return withFolder(async (folder) => {
    const port = at ?? (await freePort());
    const config = join(folder, "nginx.conf");
    const logFile = join(folder, "access");
    chmodSync(folder, 0o755);
    const { cert, key } = certificateFiles(folder);
    writeFileSync(
      config,
      `
daemon off;
worker_processes 1;
pid ${join(folder, "pid")};
error_log stderr info;
events {}
http {
  access_log ${logFile};
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${join(folder, what)};`).join(" ")}
  server {
    listen 127.0.0.1:${port}${tls ? " ssl" : ""};
    ${tls ? `ssl_certificate ${cert}; ssl_certificate_key ${key};` : ""}
    location / { return 204; }
  }
}
`,
    );
    return startDaemon(["/usr/sbin/nginx", "-e", "stderr", "-c", config], {
      port,
      logFile,
      signal: "SIGQUIT",
    });
  });
}

export const NORMAL = [/ \[notice\] /, /^127\.0\.0\.1 - - \[[^\]]+\] "GET \/ HTTP\/1\.1" 204 0 "-" "probe-storm"$/];

export const ACCEPTED = /"GET \/ HTTP\/1\.1" 204 /g;

export const polite: PoliteRow[] = [
  {
    client: "http",
    server: "nginx",
    tools: ["nginx"],
    debian: "nginx-light",
    start: nginx,
    served: ACCEPTED,
    normal: NORMAL,
  },
  {
    client: "https",
    server: "nginx",
    tools: ["nginx", "openssl"],
    debian: "nginx-light",
    start: () => nginx(true),
    settings: { CLIENT_TLS: "insecure" },
    served: ACCEPTED,
    normal: NORMAL,
  },
];
