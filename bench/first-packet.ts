/**
 * From the start of the process to the first connection at the target: the real bundle against the shortest script that
 * sends something.
 */
import { createServer, type AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { figure, quantile, script, startK6, STORM, type Figure, type Started } from "./harness";

export async function firstPacket({ rounds }: { rounds: number }): Promise<Figure[]> {
  const ours: number[] = [];
  const shortest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await firstConnection((port) => startK6(STORM, { TARGET: `127.0.0.1:${port}` })));
    const settings = { STYLE: "rst", EACH: 1, VUS: 1, SECONDS: 1 };
    shortest.push(await firstConnection((port) => startK6(script("exchanges.k6.js"), { ...settings, PORT: port })));
  }
  return [
    figure("process start to first packet, beside the shortest script", {
      value: quantile(ours, 0.5),
      unit: "ms",
      limit: quantile(shortest, 0.5),
      goal: "value <= 1000",
    }),
  ];
}

/** Milliseconds until the target was connected to; the process is ended then. */
async function firstConnection(begin: (port: number) => Started): Promise<number> {
  const server = createServer();
  const connected = new Promise<number>((resolve) =>
    server.on("connection", (connection) => {
      resolve(performance.now());
      connection.on("error", () => undefined);
      connection.destroy();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const began = performance.now();
  const { child, ended } = begin((server.address() as AddressInfo).port);
  const early = ended.then(({ code, stderr }): never => {
    throw new Error(`k6 ended with ${code} before it sent anything\n${stderr}`);
  });
  const moment = await Promise.race([connected, early]);
  child.kill("SIGKILL");
  await early.catch(() => undefined);
  server.close();
  return moment - began;
}
