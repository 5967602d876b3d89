// VUS VUs that do nothing for SECONDS: what k6 itself needs for them.
/* global __ENV */
import { sleep } from "k6";

export const options = {
  scenarios: {
    empty: { executor: "per-vu-iterations", vus: Number(__ENV.VUS), iterations: 1, maxDuration: "60s" },
  },
};

export default function () {
  sleep(Number(__ENV.SECONDS));
}

export function handleSummary() {
  return {};
}
