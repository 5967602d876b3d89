// The memory of a thousand nodes with the real bundle, against a thousand VUs of an empty script.
import { figure, healthy, ifAsked, script, startK6, storm } from "./harness.mjs";
import { peak } from "./process.mjs";

const NODES = 1000;
const SECONDS = 5;

export async function thousandNodes() {
  const server = await healthy();
  try {
    let ours;
    const settings = { CHECKER: "rst", NODES, INTERVAL: "1s", STORM: `${SECONDS}s`, TARGET: server.address };
    const journal = await storm(settings, async (started) => (ours = await peak(started)));
    ifAsked(journal, NODES * SECONDS);
    const empty = await peak(startK6(script("empty.k6.js"), { VUS: NODES, SECONDS }));
    return [
      figure(`peak memory of ${NODES} nodes, beside ${NODES} VUs of an empty script`, {
        value: ours.megabytes,
        unit: "MB",
        limit: empty.megabytes,
        goal: "value <= 400",
      }),
    ];
  } finally {
    await server.stop();
  }
}
