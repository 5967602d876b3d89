/** 5,000 connections held at a time by the real bundle: its memory, against as many VUs of an empty script, and its threads. */
import { figure, healthy, script, sleep, startK6, storm, type Figure } from "./harness";
import { established, peak, type Peak } from "./process";

const HELD = 5000;
const SECONDS = 6;

export async function heldConnections(): Promise<Figure[]> {
  const server = await healthy();
  try {
    let ours: Peak | undefined;
    let held = 0;
    const settings = { CHECKER: "hold", NODES: HELD, INTERVAL: "1s", MAX_RATE: HELD, MAX_HELD: HELD };
    await storm({ ...settings, STORM: `${SECONDS}s`, TARGET: server.address }, async (started) => {
      let running = true;
      void started.ended.finally(() => (running = false));
      const watched = peak(started);
      while (running) {
        held = Math.max(held, established(server.port));
        await sleep(500);
      }
      ours = await watched;
    });
    if (held < HELD) throw new Error(`${held} connections were held at a time, not ${HELD}`);
    const empty = await peak(startK6(script("empty.k6.js"), { VUS: HELD, SECONDS }));
    const name = `${HELD} held connections`;
    return [
      figure(`${name}: peak memory, beside as many VUs of an empty script`, {
        value: ours!.megabytes,
        unit: "MB",
        limit: empty.megabytes,
        goal: "value <= 1600",
      }),
      figure(`${name}: threads`, { value: ours!.threads, unit: "threads", limit: HELD, goal: "ratio <= 0.02" }),
    ];
  } finally {
    await server.stop();
  }
}
