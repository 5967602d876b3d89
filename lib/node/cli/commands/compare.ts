/** `probe-storm compare HOST:PORT`: several checks on one service, by scripts/compare-checkers.ts. */
import { stormCommand } from "../storm-command";

export const compareCommand = () =>
  stormCommand({
    name: "compare",
    script: "compare-checkers",
    summary: "find out which of several checks is safe for a service",
    description: `Find out which of several checks is safe: a storm with each of them, the gentlest first.
Between two storms the service has to come back by itself, unless --reset restarts it.`,
    shown: ["CHECKERS", "CLIENT", "STORM", "GATE", "OUT", "CONFIG"],
    examples: [
      "probe-storm compare --checkers rst,half-open",
      "probe-storm compare 127.0.0.1:4000 --checkers haproxy,aws-nlb --client greeting",
      "probe-storm compare 127.0.0.1:4000 --checkers rst,fin --reset 'systemctl restart mail'",
    ],
  });
