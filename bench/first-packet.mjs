// From the start of the process to the first connection at the target: the real bundle against the shortest script that
// sends something.
import { createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { figure, median, script, startK6, STORM } from "./harness.mjs";

export async function firstPacket({ rounds }) {
  const ours = [];
  const shortest = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await firstConnection((port) => startK6(STORM, { TARGET: `127.0.0.1:${port}` })));
    const settings = { STYLE: "rst", EACH: 1, VUS: 1, SECONDS: 1 };
    shortest.push(await firstConnection((port) => startK6(script("exchanges.k6.js"), { ...settings, PORT: port })));
  }
  return [
    figure("process start to first packet, beside the shortest script", {
      value: median(ours),
      unit: "ms",
      limit: median(shortest),
      goal: "value <= 1000",
    }),
  ];
}

/** Milliseconds until the target was connected to; the process is ended then. */
async function firstConnection(begin) {
  const server = createServer();
  const connected = new Promise((resolve) =>
    server.on("connection", (connection) => {
      resolve(performance.now());
      connection.on("error", () => {});
      connection.destroy();
    }),
  );
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const began = performance.now();
  const { child, ended } = begin(server.address().port);
  const early = ended.then(({ code, stderr }) => {
    throw new Error(`k6 ended with ${code} before it sent anything\n${stderr}`);
  });
  const moment = await Promise.race([connected, early]);
  child.kill("SIGKILL");
  await early.catch(() => {});
  server.close();
  return moment - began;
}
