// EACH exchanges per iteration from VUS VUs, for SECONDS; prints what k6 counted.
/* global __ENV */
import { Exchange } from "k6/x/healthcheck";

const { PORT, STYLE, EACH, VUS, SECONDS } = __ENV;
const each = Number(EACH);

export const options = {
  noCookiesReset: true,
  scenarios: { exchanges: { executor: "constant-vus", vus: Number(VUS), duration: `${SECONDS}s`, gracefulStop: "1s" } },
};

// As the script's own styles say them: with their proof.
const exchange = new Exchange({
  target: `127.0.0.1:${PORT}`,
  role: "checker",
  name: STYLE,
  style: STYLE,
  handshake: STYLE === "half-open" ? "half-open" : "full",
  ending: { kind: "rst" },
  prove: STYLE === "half-open" ? { segsOut: 1, ended: "rst" } : { closeGapMaxMs: 1.5, ended: "rst" },
});

export default function () {
  for (let i = 0; i < each; i++) exchange.run();
}

export function handleSummary({ metrics, state }) {
  return {
    stdout: JSON.stringify({
      exchanges: metrics.hc_checks.values.count,
      verified: metrics.hc_check_verified.values.passes,
      seconds: state.testRunDurationMs / 1000,
    }),
  };
}
