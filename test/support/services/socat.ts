/** socat without `fork`: it echoes to its first connection, has closed its listening socket by then, and ends with it. */
import { startService, type Service } from "./service";

export function socatOnce(): Promise<Service> {
  return startService(
    ["socat", "-d", "-d", "TCP-LISTEN:0,bind=127.0.0.1", "PIPE"],
    / listening on AF=2 127\.0\.0\.1:(\d+)$/m,
  );
}
