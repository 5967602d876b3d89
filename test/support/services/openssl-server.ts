/** OpenSSL's own test server: one connection after the other, and a page about the TLS session for whoever asks. */
import { certificateFiles } from "./certificate-files";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

export function opensslServer(): Promise<Service> {
  return withFolder((folder) => {
    const { cert, key } = certificateFiles(folder);
    return startService(
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-state", "-cert", cert, "-key", key],
      /^ACCEPT 127\.0\.0\.1:(\d+)$/m,
    );
  });
}
