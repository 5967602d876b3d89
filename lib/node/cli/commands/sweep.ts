/** `probe-storm sweep HOST:PORT`: at which delays a check harms, by scripts/delay-sweep.ts. */
import { stormCommand } from "../storm-command";

export const sweepCommand = () =>
  stormCommand({
    name: "sweep",
    script: "delay-sweep",
    summary: "find out at which delays of its close a check harms",
    description: `Find out at which delays between handshake and close a check harms, by many short storms.
Between two storms the service has to come back by itself, unless --reset restarts it.`,
    shown: ["CHECKER", "CLIENT", "DELAYS", "RATES", "RUNS", "OUT"],
    examples: [
      "probe-storm sweep --delays 1ms..3ms --precision 1ms --runs 1",
      "probe-storm sweep 127.0.0.1:4000 --client greeting --reset 'systemctl restart mail'",
    ],
  });
