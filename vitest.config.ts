import { defineConfig } from "vitest/config";

/** They time how soon a run ends: nothing may run beside them. */
const TIMED = ["test/e2e/interrupted.test.ts", "test/e2e/always-talking.test.ts"];

/** Runs of the real binary take their time. */
const RUNS_K6 = { testTimeout: 120_000, hookTimeout: 120_000, setupFiles: ["test/support/drawn-cases.ts"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Some start a linter or a program, beside everything else on two cores.
          testTimeout: 30_000,
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", "test/captures/**"],
          setupFiles: ["test/support/drawn-cases.ts"],
        },
      },
      {
        test: {
          name: "end-to-end",
          include: ["test/e2e/**/*.test.ts", "test/captures/**/*.test.ts"],
          exclude: TIMED,
          ...RUNS_K6,
          // Runs mostly wait, but share two cores with the targets they measure.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "timed",
          include: TIMED,
          ...RUNS_K6,
          maxWorkers: 1,
        },
      },
    ],
  },
});
