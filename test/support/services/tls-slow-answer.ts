/** A TLS server whose handshakes never wait, and whose answers wait behind each check; tls_slow_answer.py says why. */
import { certificateFiles } from "./certificate-files";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

const SCRIPT = new URL("tls_slow_answer.py", import.meta.url).pathname;

export function tlsSlowAnswer(): Promise<Service> {
  return withFolder((folder) => {
    const { cert, key } = certificateFiles(folder);
    return startService(["python3", "-u", SCRIPT, cert, key], /^listening on port (\d+)$/m);
  });
}
