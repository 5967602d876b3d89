/**
 * A loopback port for a service that cannot pick one itself. Free when it was looked at, and below the ports that the system hands
 * out to outgoing connections, where a client of another test could take it before the service does.
 */
import { createServer } from "node:net";

const LOWEST = 20_000;
/** Linux hands out 32768 and above. */
const ABOVE = 32_768;

export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (ABOVE - LOWEST));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
