/** A RESET_URL: an HTTP server of the test's own that restarts a service, reachable from a network namespace as well. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { startService } from "./service";

export interface ResetUrl {
  url: string;
  /** How often it was called. */
  calls(): number;
  stop(): Promise<void>;
}

/**
 * @param within a command that runs a program in another network namespace and becomes it; its loopback must be up
 * @param reset an exception is a status of 500
 */
export async function resetUrl(reset: () => void | Promise<void>, within: string[] = []): Promise<ResetUrl> {
  let calls = 0;
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-reset-"));
  const path = join(folder, "socket");
  const server = createServer((_, response) => {
    calls++;
    void Promise.resolve()
      .then(reset)
      .then(
        () => response.writeHead(204).end(),
        (error: Error) => response.writeHead(500).end(error.message),
      );
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const port = await freePort();
  // A socket in the file system knows no network namespaces.
  const bridge = await startService(
    [...within, "socat", "-d", "-d", `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`, `UNIX-CONNECT:${path}`],
    /listening on (.*)/,
  );
  return {
    url: `http://127.0.0.1:${port}/`,
    calls: () => calls,
    async stop() {
      await bridge.stop();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
