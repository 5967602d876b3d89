/** Python's `HTTPServer` with its one thread. */
import { startService, type Service } from "./service";

const SCRIPT = new URL("single_thread_server.py", import.meta.url).pathname;

export function singleThreadServer(): Promise<Service> {
  return startService(["python3", "-u", SCRIPT], /^listening on port (\d+)$/m);
}
