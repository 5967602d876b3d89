/** THRESHOLDS=file */
import { expect, test } from "vitest";
import { MEASURES } from "../../lib/measures";
import { profiles } from "../../thresholds/index";
import { CWD, refusalOf, resolve } from "./resolve";

const read = (yaml: string, name = "gates.yaml") =>
  resolve({ THRESHOLDS: `./${name}` }, { [`${CWD}/${name}`]: yaml }).gates;

test("a file can spell out a whole profile", () => {
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
    'gates (./gates.yaml:1): expected a list with a gate on accepted or outage, got "[ { name: in, phase: storm, measure: slowdown, at-most: 3 }, { name: q, phase: n…": no gate asks whether clients get in, and those that survive would decide alone',
  ],
  [
    "gates: [",
    'THRESHOLDS: expected a file in YAML or JSON, got "./gates.yaml": line 1, column 9: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ["floors: {}", './gates.yaml:1: expected gates, a list of at least one, got "{ floors: {} }": they are missing'],
  ["gates: []", 'gates (./gates.yaml:1): expected a list of at least one gate, got "[]"'],
  ["gate: []", "did you mean gates?"],
  [
    "gates: [ { phase: storm } ]",
    'gates[0] (./gates.yaml:1): expected name: a name of up to 64 letters, digits, - and _, got "{ phase: storm }": it is missing',
  ],
  [
    "gates: [ { name: in } ]",
    'gates[0] (./gates.yaml:1): expected phase: one of storm, night, recovery, got "{ name: in }": it is missing',
  ],
  [
    "gates: [ { name: in, phase: baseline } ]",
    'gates[0].phase (./gates.yaml:1): expected one of storm, night, recovery, got "baseline"',
  ],
  [
    gate("at-least: 1"),
    `gates[0] (./gates.yaml:1): expected measure: one of ${Object.keys(MEASURES).join(", ")}, got "{ name: in, phase: storm, at-least: 1 }": it is missing`,
  ],
  [gate("measure: acepted, at-least: 1"), "did you mean accepted?"],
  [
    gate("measure: accepted"),
    'gates[0] (./gates.yaml:1): expected at-least: a share from 0 to 1, or from 0% to 100%, got "{ name: in, phase: storm, measure: accepted }": it is missing',
  ],
  [
    gate("measure: accepted, at-least: 99"),
    'gates[0].at-least (./gates.yaml:1): expected a share from 0 to 1, or from 0% to 100%, got "99"',
  ],
  [
    gate("measure: accepted, at-least: 101%"),
    'gates[0].at-least (./gates.yaml:1): expected a share from 0 to 1, or from 0% to 100%, got "101%"',
  ],
  [
    gate("measure: accepted, at-most: 1"),
    'gates[0].at-most (./gates.yaml:1): expected to be left out, got "1": accepted takes at-least: a share from 0 to 1, or from 0% to 100%',
  ],
  [
    gate("measure: accepted, at-least: 1, stat: p95"),
    'gates[0].stat (./gates.yaml:1): expected to be left out, got "p95": accepted takes at-least: a share from 0 to 1, or from 0% to 100%',
  ],
  [
    gate("measure: outage, at-least: 2s"),
    'gates[0].at-least (./gates.yaml:1): expected to be left out, got "2s": outage takes at-most: a duration with a unit, such as 250ms, 2s or 0.01s, between 0.1ms and 24h',
  ],
  [
    gate("measure: outage, at-most: 2"),
    'gates[0].at-most (./gates.yaml:1): expected a duration with a unit, such as 250ms, 2s or 0.01s, between 0.1ms and 24h, got "2"',
  ],
  [
    gate("measure: slowdown, at-most: 0.5"),
    'gates[0].at-most (./gates.yaml:1): expected how many times the baseline\'s, from 1 to 100000, got "0.5"',
  ],
  [
    gate("measure: connect, at-most: 1s, stat: p98"),
    'gates[0].stat (./gates.yaml:1): expected one of p50, p90, p95, p99, max, got "p98"; did you mean p90?',
  ],
  [
    gate("measure: connect, at-most: 1s, ignore-below: 1s"),
    'gates[0].ignore-below (./gates.yaml:1): expected to be left out, got "1s": connect takes at-most: a duration with a unit, such as 250ms, 2s or 0.01s, between 0.1ms and 24h',
  ],
  [
    gate("measure: queue-growth, at-most: -1"),
    'gates[0].at-most (./gates.yaml:1): expected a whole number from 0 to 1000000, got "-1"',
  ],
  ["gates: [ { name: in, phase: night, measure: accepted, at-least: 1 } ]", "there are no clients at night"],
  [
    gate("measure: growth, at-most: 1"),
    'gates[0].phase (./gates.yaml:1): expected recovery, got "storm": growth is what is left at its end',
  ],
  [
    gate("measure: restarts, at-most: 1"),
    'gates[0].phase (./gates.yaml:1): expected recovery, got "storm": restarts is what is left at its end',
  ],
  [
    "gates: [ { name: in, phase: recovery, measure: log-noise, at-most: 10 } ]",
    'gates[0].at-most (./gates.yaml:1): expected bytes a day, such as 10MiB or 1GiB (B, KiB, MiB, GiB), got "10"',
  ],
  [
    "gates: [ { name: in, phase: recovery, measure: busy-after, at-most: much } ]",
    'gates[0].at-most (./gates.yaml:1): expected a share of a core, from 0 to 64, or from 0% to 6400%, got "much"',
  ],
  [
    "gates: [ { name: in, phase: recovery, measure: growth, at-most: 5% } ]",
    'gates[0].at-most (./gates.yaml:1): expected how much the service may keep of each check, from 0 to 1000 (of memory: pages of 4 KiB), got "5%"',
  ],
  [
    "gates:\n  - { name: in, phase: storm, measure: outage, at-most: 1s }\n  - { name: in, phase: recovery, measure: outage, at-most: 1s }",
    'gates (./gates.yaml:2): expected a name of its own for each gate, got "[ { name: in, phase: storm, measure: outage, at-most: 1s }, { name: in, phase: r…": two are called in',
  ],
  [
    `${gate("measure: outage, at-most: 1s")}\nfloors: { lags: 1s }`,
    'floors.lags (./gates.yaml:2): expected one of the keys client-attempts, verified-checks, verified-share, baseline-accepted, lag, got "lags"; did you mean lag?',
  ],
  [
    `${gate("measure: outage, at-most: 1s")}\nfloors: { client-attempts: 0 }`,
    'floors.client-attempts (./gates.yaml:2): expected a whole number from 1 to 1000000, got "0"',
  ],
])("the gate file %j is refused", (yaml, line) => {
  const refused = refusalOf(() => read(yaml));
  expect(refused).toContain(line);
  expect(refused).not.toContain("\n");
});
