/** How late exchanges start while 2,000 checks a second run, against the same clients beside 20. */
import { expectChecks, figure, healthy, storm, type Figure } from "./harness";

const SECONDS = 8;

export async function pacing(): Promise<Figure[]> {
  const server = await healthy();
  try {
    const lag = async (nodes: number) => {
      const settings = { CHECKER: "rst", NODES: nodes, INTERVAL: "100ms", MAX_RATE: 10 * nodes, STORM: `${SECONDS}s` };
      const journal = await storm({ ...settings, TARGET: server.address });
      expectChecks(journal, 10 * nodes * SECONDS);
      return journal.harness.lagMs.p99;
    };
    const busy = await lag(200);
    const calm = await lag(2);
    return [
      figure("exchanges late at p99 while 2,000 checks/s run, beside 20 checks/s", {
        value: busy,
        unit: "ms",
        limit: calm,
        goal: "value <= 20",
      }),
    ];
  } finally {
    await server.stop();
  }
}
