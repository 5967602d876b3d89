/** Python's `HTTPServer` with its one thread. */
import { startService, type Service } from "./service";

const SCRIPT = new URL("single_thread_server.py", import.meta.url).pathname;

/** @param backlog left out: Python's own, which is 5 */
export function singleThreadServer(backlog?: number): Promise<Service> {
  return startService(
    ["python3", "-u", SCRIPT, ...(backlog === undefined ? [] : [String(backlog)])],
    /^listening on port (\d+)$/m,
  );
}
