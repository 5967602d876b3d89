/**
 * A gate profile of one's own, in the shape of those in thresholds/:
 *
 *     gates:
 *       - { name: storm-accepted, phase: storm, measure: accepted, at-least: 99.5% }
 *       - { name: storm-slowdown, phase: storm, measure: slowdown, stat: p99, at-most: 3, ignore-below: 20ms }
 *       - { name: night-queue, phase: night, measure: queue-growth, at-most: 4 }
 *       - { name: leaks, phase: recovery, measure: growth, at-most: 0.1 }
 *     floors: { client-attempts: 20, verified-checks: 30, verified-share: 90%, baseline-accepted: 99%, lag: 100ms }
 *
 * Floors that are left out are those of the default profile.
 */
import { standard } from "../../thresholds/default";
import type { Floors, Gate, GateProfile, Stat } from "../model/gates";
import { isFinding, measureNames, measureRow } from "../measures";
import type { Unit } from "../model/measure-row";
import { LEFT_OUT, refusal } from "../text/refusal";
import { fieldsOf, itemsOf, readAs, readField, refuse, type Data } from "../source/data";
import { duration } from "./duration-setting";
import { plainName } from "./plain-name";
import { integer, oneOf, type Outside, type Syntax } from "../source/syntax";
import { decimal } from "../text/decimal";

const share: Syntax<number> = {
  accepts: "a share from 0 to 1, or from 0% to 100%",
  read(text, name) {
    const value = text.endsWith("%") ? decimal(text.slice(0, -1)) / 100 : decimal(text);
    if (!(value >= 0 && value <= 1)) throw refusal(name, text, this.accepts);
    return value;
  },
};

const multiple: Syntax<number> = {
  accepts: "how many times the baseline's, from 1 to 100000",
  read(text, name) {
    const value = decimal(text);
    if (!(value >= 1 && value <= 100_000)) throw refusal(name, text, this.accepts);
    return value;
  },
};

const perCheck: Syntax<number> = {
  accepts: "how much the service may keep of each check, from 0 to 1000 (of memory: pages of 4 KiB)",
  read(text, name) {
    const value = decimal(text);
    if (!(value >= 0 && value <= 1_000)) throw refusal(name, text, this.accepts);
    return value;
  },
};

const ofCore: Syntax<number> = {
  accepts: "a share of a core, from 0 to 64, or from 0% to 6400%",
  read(text, name) {
    const value = text.endsWith("%") ? decimal(text.slice(0, -1)) / 100 : decimal(text);
    if (!(value >= 0 && value <= 64)) throw refusal(name, text, this.accepts);
    return value;
  },
};

const UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

const bytesPerDay: Syntax<number> = {
  accepts: "bytes a day, such as 10MiB or 1GiB (B, KiB, MiB, GiB)",
  read(text, name) {
    const [, amount = "", unit = ""] = /^([\d.]+) ?(B|KiB|MiB|GiB)$/.exec(text) ?? [];
    const value = decimal(amount) * (UNITS[unit] ?? NaN);
    if (!(value >= 0 && value <= 2 ** 50)) throw refusal(name, text, this.accepts);
    return value;
  },
};

const time = duration({ min: 0.1 });

const SYNTAX: Readonly<Record<Unit, Syntax<number>>> = {
  share,
  ms: time,
  times: multiple,
  connections: integer(0, 1_000_000),
  "per-check": perCheck,
  "of-core": ofCore,
  count: integer(0, 1_000_000),
  "bytes-a-day": bytesPerDay,
};

const MEASURE = oneOf(...measureNames);
const PHASES = oneOf("storm", "night", "recovery");
const STATS = oneOf<Stat>("p50", "p90", "p95", "p99", "max");

export function readGateProfile(data: Data, outside: Outside): GateProfile {
  const fields = fieldsOf(data, ["name", "gates", "floors"]);
  const list = fields.get("gates");
  if (list === undefined) throw refuse(data, "gates, a list of at least one", { why: "they are missing" });
  const gates = itemsOf(list, "a list of at least one gate").map((item) => readGate(item, outside));
  gates.forEach((gate, index) => {
    if (gates.findIndex((other) => other.name === gate.name) !== index) {
      throw refuse(list, "a name of its own for each gate", { why: `two are called ${gate.name}` });
    }
  });
  if (!gates.some(({ measure }) => measure === "accepted" || measure === "outage")) {
    throw refuse(list, "a list with a gate on accepted or outage", {
      why: "no gate asks whether clients get in, and those that survive would decide alone",
    });
  }
  const file = data.file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  return {
    name: readField(plainName, fields, "name", outside) ?? file,
    gates,
    floors: readFloors(fields.get("floors"), outside),
  };
}

function readGate(item: Data, outside: Outside): Gate {
  const fields = fieldsOf(item, ["name", "phase", "measure", "stat", "at-least", "at-most", "ignore-below"]);
  const needed = <T>(key: string, syntax: Syntax<T>): { value: T; data: Data } => {
    const data = fields.get(key);
    if (data === undefined) throw refuse(item, `${key}: ${syntax.accepts}`, { why: "it is missing" });
    return { value: readAs(syntax, data, outside), data };
  };
  const name = needed("name", plainName).value;
  const { value: phase, data: phaseData } = needed("phase", PHASES);
  const { value: measure, data: measureData } = needed("measure", MEASURE);
  const row = measureRow(measure);
  const { limit, unit } = row;
  const syntax = SYNTAX[unit];
  if (phase === "night" && measure !== "queue-growth") {
    throw refuse(measureData, "queue-growth", { why: "there are no clients at night" });
  }
  if (phase !== "recovery" && isFinding(measure)) {
    throw refuse(phaseData, "recovery", { why: `${measure} is what is left at its end` });
  }
  const useless = [
    limit === "at-least" ? "at-most" : "at-least",
    ...(row.stat === true ? [] : ["stat"]),
    ...(row.ignoreBelow === true ? [] : ["ignore-below"]),
  ];
  for (const key of useless) {
    const stray = fields.get(key);
    if (stray !== undefined) throw refuse(stray, LEFT_OUT, { why: `${measure} takes ${limit}: ${syntax.accepts}` });
  }
  const bound = needed(limit, syntax).value;
  const stat = readField(STATS, fields, "stat", outside);
  const ignoreBelowMs = readField(time, fields, "ignore-below", outside);
  return {
    name,
    phase,
    measure,
    ...(stat !== undefined && { stat }),
    ...(limit === "at-least" ? { atLeast: bound } : { atMost: bound }),
    ...(ignoreBelowMs !== undefined && { ignoreBelowMs }),
  };
}

function readFloors(data: Data | undefined, outside: Outside): Floors {
  const { floors } = standard;
  if (data === undefined) return floors;
  const keys = ["client-attempts", "verified-checks", "verified-share", "baseline-accepted", "lag"];
  const fields = fieldsOf(data, keys);
  const count = integer(1, 1_000_000);
  return {
    clientAttempts: readField(count, fields, "client-attempts", outside) ?? floors.clientAttempts,
    verifiedChecks: readField(count, fields, "verified-checks", outside) ?? floors.verifiedChecks,
    verifiedShare: readField(share, fields, "verified-share", outside) ?? floors.verifiedShare,
    baselineAccepted: readField(share, fields, "baseline-accepted", outside) ?? floors.baselineAccepted,
    lagMs: readField(time, fields, "lag", outside) ?? floors.lagMs,
  };
}
