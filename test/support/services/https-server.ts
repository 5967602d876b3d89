/** ThreadingHTTPServer inside TLS; https_server.py says who makes the TLS handshake. */
import { certificateFiles } from "./certificate-files";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

const SCRIPT = new URL("https_server.py", import.meta.url).pathname;

export function httpsServer(handshakeIn: "worker" | "listener"): Promise<Service> {
  return withFolder((folder) => {
    const { cert, key } = certificateFiles(folder);
    return startService(["python3", "-u", SCRIPT, handshakeIn, cert, key], /^listening on port (\d+)$/m);
  });
}
