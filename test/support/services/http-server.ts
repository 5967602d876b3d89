/** Python's own `http.server` from the command line: ThreadingHTTPServer, an empty folder, a backlog of 5. */
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

/** @param bind `::1` or `127.0.0.1` */
export function httpServer(bind = "127.0.0.1"): Promise<Service> {
  return withFolder((folder) =>
    startService(
      ["python3", "-u", "-m", "http.server", "--bind", bind, "--directory", folder, "0"],
      /^Serving HTTP on \S+ port (\d+) /,
    ),
  );
}
