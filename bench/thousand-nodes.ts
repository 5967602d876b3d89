/** The memory of a thousand nodes with the real bundle, against a thousand VUs of an empty script. */
import { expectChecks, figure, healthy, script, startK6, storm, type Figure } from "./harness";
import { peak, type Peak } from "./process";

const NODES = 1000;
const SECONDS = 5;

export async function thousandNodes(): Promise<Figure[]> {
  const server = await healthy();
  try {
    let ours: Peak | undefined;
    const settings = { CHECKER: "rst", NODES, INTERVAL: "1s", STORM: `${SECONDS}s`, TARGET: server.address };
    const journal = await storm(settings, async (started) => (ours = await peak(started)));
    expectChecks(journal, NODES * SECONDS);
    const empty = await peak(startK6(script("empty.k6.js"), { VUS: NODES, SECONDS }));
    return [
      figure(`peak memory of ${NODES} nodes, beside ${NODES} VUs of an empty script`, {
        value: ours!.megabytes,
        unit: "MB",
        limit: empty.megabytes,
        goal: "value <= 400",
      }),
    ];
  } finally {
    await server.stop();
  }
}
