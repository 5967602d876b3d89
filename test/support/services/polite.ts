/** Runs that look at clients alone: the checks are half-open, so that no service ever sees one, and time is no matter. */
const GATES = new URL("../gates-accepted.yaml", import.meta.url).pathname;

export const POLITE = { CHECKER: "half-open", THRESHOLDS: GATES, CLIENT_TIMEOUT: "30s" };

/** Over 500 attempts at 20 a second. */
export const POLITE_LONG = {
  ...POLITE,
  ...{ BASELINE: "16s", STORM: "5s", NIGHT: "0s", RECOVERY: "5s", CLIENT_RATE: "20" },
};
