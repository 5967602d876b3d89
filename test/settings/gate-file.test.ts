/** THRESHOLDS=file */
import { expect, test } from "vitest";
import { profiles } from "../../thresholds/index";
import { CWD, refusalOf, resolve } from "./resolve";

const read = (yaml: string, name = "gates.yaml") =>
  resolve({ THRESHOLDS: `./${name}` }, { [`${CWD}/${name}`]: yaml }).gates;

test("a whole profile", () => {
  expect(
    read(`
name: ours
gates:
  - { name: in, phase: storm, measure: accepted, at-least: 99.5% }
  - { name: back, phase: recovery, measure: accepted, at_least: 0.9 }
  - { name: out, phase: storm, measure: outage, at-most: 2s }
  - { name: connects, phase: storm, measure: connect, stat: p99, at-most: 1.5ms }
  - { name: answers, phase: recovery, measure: first-byte, at-most: 250ms }
  - { name: slower, phase: storm, measure: slowdown, stat: max, at-most: 2.5, ignore-below: 20ms }
  - { name: queue, phase: night, measure: queue-growth, at-most: 0 }
  - { name: leaks, phase: recovery, measure: growth, at-most: 0.02 }
  - { name: workers, phase: recovery, measure: threads-ended, at-most: 20% }
  - { name: memory, phase: recovery, measure: memory-jump, at-most: 3 }
  - { name: busy, phase: recovery, measure: busy-after, at-most: 40% }
  - { name: crashes, phase: recovery, measure: restarts, at-most: 1 }
  - { name: log, phase: recovery, measure: log-noise, at-most: 1.5MiB }
floors: { client-attempts: 20, verified-checks: 30, verified-share: 90%, baseline-accepted: 1, lag: 100ms }
`),
  ).toEqual({
    name: "ours",
    gates: [
      { name: "in", phase: "storm", measure: "accepted", atLeast: 0.995 },
      { name: "back", phase: "recovery", measure: "accepted", atLeast: 0.9 },
      { name: "out", phase: "storm", measure: "outage", atMost: 2000 },
      { name: "connects", phase: "storm", measure: "connect", stat: "p99", atMost: 1.5 },
      { name: "answers", phase: "recovery", measure: "first-byte", atMost: 250 },
      { name: "slower", phase: "storm", measure: "slowdown", stat: "max", atMost: 2.5, ignoreBelowMs: 20 },
      { name: "queue", phase: "night", measure: "queue-growth", atMost: 0 },
      { name: "leaks", phase: "recovery", measure: "growth", atMost: 0.02 },
      { name: "workers", phase: "recovery", measure: "threads-ended", atMost: 0.2 },
      { name: "memory", phase: "recovery", measure: "memory-jump", atMost: 3 },
      { name: "busy", phase: "recovery", measure: "busy-after", atMost: 0.4 },
      { name: "crashes", phase: "recovery", measure: "restarts", atMost: 1 },
      { name: "log", phase: "recovery", measure: "log-noise", atMost: 1.5 * 2 ** 20 },
    ],
    floors: { clientAttempts: 20, verifiedChecks: 30, verifiedShare: 0.9, baselineAccepted: 1, lagMs: 100 },
  });
});

test("the name is the file's, and floors left out are the default profile's", () => {
  const gates = "gates: [ { name: in, phase: storm, measure: accepted, at-least: 1 } ]";
  const standard = profiles.get("default")!.floors;
  expect(read(gates, "release-gate.yml")).toMatchObject({ name: "release-gate", floors: standard });
  expect(read(`${gates}\nfloors: { lag: 1s }`).floors).toEqual({ ...standard, lagMs: 1000 });
});

const gate = (fields: string) => `gates: [ { name: in, phase: storm, ${fields} } ]`;

test.each<[string, string]>([
  [
    "gates: [ { name: in, phase: storm, measure: slowdown, at-most: 3 }, { name: q, phase: night, measure: queue-growth, at-most: 4 } ]",
    "no gate asks whether clients get in: accepted is a list with a gate on accepted or outage",
  ],
  ["gates: [", 'THRESHOLDS: "./gates.yaml" is refused: line 1, column '],
  ["floors: {}", "gates are missing: a list of at least one"],
  ["gates: []", 'gates (./gates.yaml:1): "[]" is refused: a list of at least one gate'],
  ["gate: []", "did you mean gates?"],
  ["gates: [ { phase: storm } ]", "name is missing; accepted is a name of up to 64 letters"],
  ["gates: [ { name: in } ]", "phase is missing; accepted is one of storm, night, recovery"],
  [
    "gates: [ { name: in, phase: baseline } ]",
    'gates[0].phase (./gates.yaml:1): "baseline" is refused: one of storm, night, recovery',
  ],
  [
    gate("at-least: 1"),
    "measure is missing; accepted is one of accepted, outage, connect, first-byte, answer, slowdown, queue-growth, growth",
  ],
  [gate("measure: acepted, at-least: 1"), "did you mean accepted?"],
  [gate("measure: accepted"), "at-least is missing; accepted is a share from 0 to 1, or from 0% to 100%"],
  [
    gate("measure: accepted, at-least: 99"),
    'gates[0].at-least (./gates.yaml:1): "99" is refused: a share from 0 to 1, or from 0% to 100%',
  ],
  [gate("measure: accepted, at-least: 101%"), '"101%" is refused: a share from 0 to 1, or from 0% to 100%'],
  [gate("measure: accepted, at-most: 1"), "accepted does not take at-most; it takes at-least: a share"],
  [gate("measure: accepted, at-least: 1, stat: p95"), "accepted does not take stat"],
  [gate("measure: outage, at-least: 2s"), "outage does not take at-least; it takes at-most: a duration"],
  [gate("measure: outage, at-most: 2"), '"2" is refused: a duration with a unit'],
  [gate("measure: slowdown, at-most: 0.5"), '"0.5" is refused: how many times the baseline\'s, from 1 to 100000'],
  [
    gate("measure: connect, at-most: 1s, stat: p98"),
    'gates[0].stat (./gates.yaml:1): "p98" is refused: one of p50, p90, p95, p99, max',
  ],
  [gate("measure: connect, at-most: 1s, ignore-below: 1s"), "connect does not take ignore-below"],
  [gate("measure: queue-growth, at-most: -1"), '"-1" is refused: a whole number from 0 to 1000000'],
  ["gates: [ { name: in, phase: night, measure: accepted, at-least: 1 } ]", "there are no clients at night"],
  [gate("measure: growth, at-most: 1"), "growth is what is left at the end of the recovery: phase: recovery"],
  [gate("measure: restarts, at-most: 1"), "restarts is what is left at the end of the recovery: phase: recovery"],
  [
    "gates: [ { name: in, phase: recovery, measure: log-noise, at-most: 10 } ]",
    '"10" is refused: bytes a day, such as 10MiB or 1GiB (B, KiB, MiB, GiB)',
  ],
  [
    "gates: [ { name: in, phase: recovery, measure: busy-after, at-most: much } ]",
    '"much" is refused: a share of a core, from 0 to 64, or from 0% to 6400%',
  ],
  [
    "gates: [ { name: in, phase: recovery, measure: growth, at-most: 5% } ]",
    '"5%" is refused: how much the service may keep of each check, from 0 to 1000 (of memory: pages of 4 KiB)',
  ],
  [
    "gates:\n  - { name: in, phase: storm, measure: outage, at-most: 1s }\n  - { name: in, phase: recovery, measure: outage, at-most: 1s }",
    "two gates are called in; each needs a name of its own",
  ],
  [
    `${gate("measure: outage, at-most: 1s")}\nfloors: { lags: 1s }`,
    'floors.lags (./gates.yaml:2): "lags" is refused: no such key here; known are client-attempts, verified-checks, verified-share, baseline-accepted, lag; did you mean lag?',
  ],
  [
    `${gate("measure: outage, at-most: 1s")}\nfloors: { client-attempts: 0 }`,
    '"0" is refused: a whole number from 1 to 1000000',
  ],
])("refused: %j", (yaml, line) => {
  const refused = refusalOf(() => read(yaml));
  expect(refused).toContain(line);
  expect(refused).not.toContain("\n");
});
