import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { run, type RunLiteral } from "./run";

const table: [string, RunLiteral, string][] = [
  ["at once", { storm: "200-" }, ""],
  ["after as many clients as the baseline had", { storm: "100+ 100-" }, ""],
  [
    "after one more",
    { storm: "101+ 99-" },
    "Harm showed after 101 client connections in the storm, more than the 100 of the baseline: clients alone might have done it. BASELINE=25s would settle it.",
  ],
  [
    "the margin is rounded up to whole seconds",
    { storm: "150+ 50-" },
    "Harm showed after 150 client connections in the storm, more than the 100 of the baseline: clients alone might have done it. BASELINE=30s would settle it.",
  ],
  [
    "after the night",
    { recovery: "7+ 143-" },
    "Harm showed after 207 client connections since the baseline, more than the 100 of the baseline: clients alone might have done it. BASELINE=37s would settle it.",
  ],
  ["after the night of a long enough baseline", { seconds: { baseline: 30 }, recovery: "150-" }, ""],
  [
    "a queue that begins to grow late",
    {
      client: { evidence: "kernel" },
      queue: [
        [9, 0],
        [25, 0],
        [26, 15],
        [27, 30],
        [28, 45],
        [29.9, 60],
        [54, 60],
      ],
    },
    "Harm showed after 140 client connections in the storm, more than the 100 of the baseline: clients alone might have done it. BASELINE=29s would settle it.",
  ],
];

test.each(table)("%s", (_, literal, reason) => {
  const { attribution, attributionReason } = judge(run({ ...literal, checks: { rst: { storm: 200, night: 100 } } }));
  expect([attribution, attributionReason]).toEqual([reason ? "weak" : "strong", reason]);
});

test("slow clients: the margin is of connections, not of seconds", () => {
  const rare = run({ rate: 0.2, seconds: { baseline: 30, storm: 60 }, storm: "8+ 4-", floors: { clientAttempts: 2 } });
  expect(judge(rare).attributionReason).toMatch(/after 8 client connections.*the 6 of the baseline.*BASELINE=84s/);
});
