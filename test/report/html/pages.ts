/** The pages that these tests share: of recorded runs, and of runs made as other tests make them. */
import { readFileSync } from "node:fs";
import { armNotRun } from "../../../lib/experiments/conclude-arm";
import type { AnyJournal } from "../../../lib/model/any-journal";
import type { MinimalJournal } from "../../../lib/model/trials-journal";
import { armOf, compared, leftWedgedBy, WEDGED } from "../../experiments/arms";
import { pageOf } from "../../support/report-page";
import { held, journalOf, noControl, wedged } from "../journals";

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`journals/${name}.json`, import.meta.url), "utf8")) as AnyJournal;

const harsh = armOf("rst", WEDGED);
const later = armOf("hold");

export const comparison = compared([
  armOf("half-open"),
  harsh,
  { ...later, journal: armNotRun(later.arm, leftWedgedBy("rst"), harsh.evidence.recording) },
]);

const storm = { delayMs: null, holdMs: null, nodes: 1, intervalMs: 20, checks: 4 };

export const minimal: MinimalJournal = {
  schema: "probe-storm/1",
  kind: "minimal",
  startedAt: "2026-03-01T12:00:00.000Z",
  target: "192.0.2.1:4000",
  evidence: "service",
  client: "greeting",
  ended: "complete",
  end: "complete",
  finding: "4 resets every 20 ms are enough; 3 are not.",
  command: "./bin/k6 run dist/probe-storm.js -e CHECKER=rst -e CHECKS=4",
  minimal: null,
  trials: 2,
  tried: [
    { storm, outcome: "harmed", verdict: "wedged", cause: "queued-not-served" },
    { storm: { ...storm, checks: 3, delayMs: 2.5 }, outcome: "harmless", verdict: "held", cause: null },
  ],
  notes: ["The embedded server greets."],
  settings: [{ name: "RUNS", value: "2", from: "environment" }],
};

export const journals: Record<string, AnyJournal> = {
  held,
  wedged,
  degraded: journalOf({ storm: { order: "50+ 150-", causes: { refused: 150 } } }),
  "no control": noControl,
  "a recorded wedged run": recorded("wedged"),
  "a recorded run with a second storm": recorded("second-storm"),
  "a recorded run with a leak": recorded("leak"),
  comparison,
  "a recorded sweep": recorded("sweep"),
  "a search for the least": minimal,
};

export const pages = Object.entries(journals).map(([name, journal]) => ({ name, journal, page: pageOf(journal) }));
