/** One thread: it reads a request before it looks at the next connection, works on it for 200 ms, and gives up a silent peer after 10 s. */
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const WORK_MS = 200;
const PATIENCE_MS = 10_000;

/** For a witness; `silentMs` is told how long each peer without a request stayed. */
export function oneAtATime(silentMs: (ms: number) => void): (socket: Socket) => void {
  let before = Promise.resolve();
  return (socket) => {
    const began = performance.now();
    const asked = new Promise<boolean>((resolve) => {
      socket.once("data", () => resolve(true));
      socket.once("close", () => resolve(false));
    });
    void asked.then((spoke) => {
      if (!spoke) silentMs(performance.now() - began);
    });
    before = before.then(async () => {
      if (await Promise.race([asked, delay(PATIENCE_MS, false, { ref: false })])) {
        await delay(WORK_MS);
        socket.end("PONG\r\n");
      } else socket.destroy();
    });
  };
}
