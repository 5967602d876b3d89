/** `probe-storm minimal HOST:PORT`: the least that harms, by scripts/minimal-storm.ts. */
import { stormCommand } from "../storm-command";

export const minimalCommand = () =>
  stormCommand({
    name: "minimal",
    script: "minimal-storm",
    summary: "find the smallest storm that harms a service",
    description: `Find the smallest storm that harms: fewer checks, fewer nodes, a slower rate, a longer delay.
Between two storms the service has to come back by itself, unless --reset restarts it.`,
    shown: ["CHECKER", "CLIENT", "CHECKS", "NODES", "RUNS", "OUT"],
    examples: [
      "probe-storm minimal --checker rst --runs 1",
      "probe-storm minimal 127.0.0.1:4000 --client greeting --reset 'systemctl restart mail'",
    ],
  });
