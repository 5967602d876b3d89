import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They time how soon a run ends: nothing may run beside them. */
const TIMED = ["test/e2e/interrupted.test.ts", "test/e2e/always-talking.test.ts"];

/** Runs of the real binary take their time. */
const RUNS_K6 = { testTimeout: 120_000, hookTimeout: 120_000, setupFiles: ["test/support/drawn-cases.ts"] };

/** Minutes each, the longest first: a long file that begins last runs by itself, beside an idle worker. */
const LONG = [
  "matrix",
  "presets",
  "compare",
  "compare-reset",
  "minimal-storm",
  "polite-clients",
  "diff",
  "findings",
  "pipelines",
  "report-html",
  "by-port",
  "delay-sweep",
  "own-rate",
  "compare-smtp-server",
  "real-known-good",
  "leaks",
  "seed",
];

/** On a new machine vitest knows no durations, and begins with the largest file; the matrix is a small one. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = LONG.findIndex((name) => moduleId.endsWith(`/e2e/${name}.test.ts`));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
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
          // A third of what a short run costs is the collector's work, on memory that its end frees anyway.
          env: { GOGC: "off", GOMEMLIMIT: "600MiB" },
          // Runs mostly wait: three fill two cores, which they share with the targets they measure.
          maxWorkers: 3,
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
