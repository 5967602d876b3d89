/** The checkers of a run: by name from CHECKER, or one by one from the `checkers` of a CONFIG file. */
import type { Cadence, Checker, Spread, StyleOption } from "../checker";
import { buildChecker, type CheckerOverrides } from "../build-checker";
import { refusal } from "../refusal";
import { styles } from "../styles/index";
import { familyOf, ipAddress } from "./address";
import { delay, holdFor, interval, nodes, riseOrFall, timeout } from "./cadence";
import { presetName, presetOrStyle, styleName, styleOf, type Base } from "./checker-names";
import { fieldsOf, itemsOf, readAs, readField, refuse, textOf, type Data } from "./data";
import { durationText } from "./duration";
import { readEnding } from "./ending";
import type { AllGiven, Given } from "./given";
import { plainName } from "./plain-name";
import { proveSteps } from "./prove-steps";
import type { SettingName, Values } from "./settings";
import { sources } from "./sources";
import { readSteps } from "./steps/index";
import { oneOf, type Outside } from "./syntax";

/** The settings that override a checker's own, and what the style must understand for them to mean anything. */
const OVERRIDES: { setting: SettingName; key: keyof CheckerOverrides; option?: StyleOption }[] = [
  { setting: "NODES", key: "nodes" },
  { setting: "INTERVAL", key: "intervalMs" },
  { setting: "TIMEOUT", key: "timeoutMs" },
  { setting: "SOURCES", key: "sources" },
  { setting: "DELAY", key: "delayMs", option: "delayMs" },
  { setting: "HOLD", key: "holdMs", option: "holdMs" },
  { setting: "ENDING", key: "ending", option: "ending" },
];

const SHARED = ["name", "nodes", "interval", "timeout", "rise", "fall", "sources"];
const OF_STYLES = ["delay", "hold", "ending"];
const OF_STEPS = ["handshake", "steps", "ending", "spread", "cadence"];

/** From here on the kernel's own ACK (about 200 ms after the SYN/ACK) may have left. */
const HALF_OPEN_ENDS_MS = 190;

interface Run {
  values: Values;
  given: AllGiven;
  /** Server name of TLS steps that name none. */
  host: string;
  outside: Outside;
}

/** @param entries of the CONFIG file, unless CHECKER was given */
export function readCheckers(entries: Data[] | null, run: Run): Checker[] {
  const flat = overrides(run, () => true);
  const taken = new Set<StyleOption>();
  const checkers =
    entries === null
      ? run.values.CHECKER.map((base) => fromBase(base, flat, taken))
      : entries.map((entry) => readEntry(entry, run, taken));
  checkers.forEach(({ name }, index) => {
    if (checkers.findIndex((other) => other.name === name) === index) return;
    if (entries === null) throw refusal("CHECKER", name, "two checkers have this name");
    throw refuse(entries[index]!, `another checker is called ${name} already; give each its own name`);
  });
  for (const { setting, option } of OVERRIDES) {
    const given = run.given.get(setting);
    if (option !== undefined && given !== undefined && !taken.has(option)) throw ignored(given, option, checkers);
  }
  checkers.forEach((checker, index) => {
    refuseDelayBeyondTimeout(checker, entries?.[index], run);
    refuseForeignFamily(checker, entries?.[index], run);
  });
  return checkers;
}

/** What NODES, INTERVAL, … say, from those places that count. */
function overrides({ values, given }: Run, counts: (from: Given["from"]) => boolean): CheckerOverrides {
  const result: Record<string, unknown> = {};
  for (const { setting, key } of OVERRIDES) {
    const one = given.get(setting);
    if (one !== undefined && counts(one.from)) result[key] = values[setting];
  }
  return result;
}

function fromBase(base: Base, all: CheckerOverrides, taken: Set<StyleOption>): Checker {
  const { takes } = styleOf(base);
  for (const option of takes) taken.add(option);
  const useless = OVERRIDES.filter(({ option }) => option !== undefined && !takes.includes(option)).map(
    ({ key }) => key,
  );
  const useful = Object.entries(all).filter(([key]) => !useless.includes(key as keyof CheckerOverrides));
  return buildChecker(base, Object.fromEntries(useful));
}

/** -e wins over the entry, and the entry over flat keys of the file. */
function readEntry(entry: Data, run: Run, taken: Set<StyleOption>): Checker {
  const weak = overrides(run, (from) => from === "file");
  const strong = overrides(run, (from) => from === "environment");
  if (entry.kind === "scalar")
    return fromBase(readAs(presetOrStyle, entry, run.outside), { ...weak, ...strong }, taken);

  const fields = fieldsOf(entry, [
    "preset",
    "style",
    ...SHARED,
    ...OF_STYLES,
    ...OF_STEPS.filter((key) => key !== "ending"),
  ]);
  const { outside } = run;
  const own = compact<CheckerOverrides>({
    name: readField(plainName, fields, "name", outside),
    nodes: readField(nodes, fields, "nodes", outside),
    intervalMs: readField(interval, fields, "interval", outside),
    timeoutMs: readField(timeout, fields, "timeout", outside),
    rise: readField(riseOrFall, fields, "rise", outside),
    fall: readField(riseOrFall, fields, "fall", outside),
    sources: readSources(fields.get("sources"), outside),
  });
  const preset = readField(presetName, fields, "preset", outside);
  const style = readField(styleName, fields, "style", outside);
  if (preset !== undefined && style !== undefined)
    throw refuse(entry, "a preset and a style together; accepted is one of them");
  const base = preset ?? style;
  if (base === undefined) return fromSteps(entry, fields, { ...weak, ...own, ...strong }, run);

  refuseStray(
    fields,
    OF_STEPS.filter((key) => key !== "ending"),
    "a checker with a preset or a style has its own; only one that is spelled out takes",
  );
  const { takes, name } = styleOf(base);
  const options = compact<CheckerOverrides>({
    delayMs: readField(delay, fields, "delay", outside),
    holdMs: readField(holdFor, fields, "hold", outside),
    ending: readField(oneOf("rst", "fin"), fields, "ending", outside),
  });
  for (const { setting, key, option } of OVERRIDES) {
    const stray = fields.get(setting.toLowerCase());
    if (stray !== undefined && option !== undefined && key in options && !takes.includes(option)) {
      throw refuse(stray, `the style ${name} would ignore it; ${takers(option)}`);
    }
  }
  return fromBase(base, { ...weak, ...own, ...options, ...strong }, taken);
}

/** A checker that is spelled out: it needs a name, and has the cadence of a bare style where it names none. */
function fromSteps(entry: Data, fields: Map<string, Data>, all: CheckerOverrides, { outside, host }: Run): Checker {
  if (all.name === undefined) {
    throw refuse(entry, "a checker needs a preset, a style, or a name and its own handshake, steps and ending");
  }
  refuseStray(fields, ["delay", "hold"], "a checker that is spelled out says it with a step; only styles take");
  const handshake = readField(oneOf("full", "half-open"), fields, "handshake", outside) ?? "full";
  const written = fields.get("steps");
  const style = { name: "steps", summary: "spelled out in the CONFIG file", ladder: [], takes: [] };
  const endingData = fields.get("ending");
  const ending = endingData === undefined ? ({ kind: "fin" } as const) : readEnding(endingData, outside);
  const checker = buildChecker(
    {
      style: {
        ...style,
        wire({ timeoutMs }) {
          const steps = written === undefined ? [] : readSteps(written, { outside, host, timeoutMs });
          return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
        },
      },
    },
    all,
  );
  if (handshake === "half-open" && checker.delayMs >= HALF_OPEN_ENDS_MS) {
    throw refuse(
      written!,
      `half-open checks must wait for less than ${HALF_OPEN_ENDS_MS}ms: the kernel sends the ACK by itself at about 200ms`,
    );
  }
  const spread = readField(oneOf<Spread>("aligned", "staggered", "random"), fields, "spread", outside);
  const cadence = readField(oneOf<Cadence>("fixed-rate", "after-completion"), fields, "cadence", outside);
  return { ...checker, spread: spread ?? checker.spread, cadence: cadence ?? checker.cadence };
}

function readSources(data: Data | undefined, outside: Outside): string[] | undefined {
  if (data === undefined) return undefined;
  if (data.kind !== "list") return readAs(sources, data, outside);
  const text = itemsOf(data, sources.accepts).map((item) => textOf(item, sources.accepts));
  return readAs(sources, { ...data, kind: "scalar", raw: true, text: text.join(",") }, outside);
}

function refuseStray(fields: Map<string, Data>, keys: string[], why: string): void {
  for (const key of keys) {
    const stray = fields.get(key);
    if (stray !== undefined) throw refuse(stray, `${why} ${key}`);
  }
}

function ignored(given: Given, option: StyleOption, checkers: Checker[]): Error {
  const names = checkers.map(({ name }) => name).join(", ");
  return refusal(given.name, given.text, `${names} would ignore it; ${takers(option)}`);
}

function takers(option: StyleOption): string {
  const names = [...styles.values()].filter(({ takes }) => takes.includes(option)).map(({ name }) => name);
  return `styles that take it: ${names.join(", ")}`;
}

function refuseDelayBeyondTimeout(checker: Checker, entry: Data | undefined, { given }: Run): void {
  if (checker.delayMs < checker.timeoutMs) return;
  const why =
    `${checker.name} would never end in time; accepted is a delay (${durationText(checker.delayMs)}) ` +
    `shorter than the timeout (${durationText(checker.timeoutMs)})`;
  const flat = given.get("DELAY") ?? given.get("TIMEOUT");
  if (flat !== undefined && (entry === undefined || flat.from === "environment"))
    throw refusal(flat.name, flat.text, why);
  throw refuse(entry!, why);
}

/** SOURCES itself is compared with the target elsewhere; this is for sources of a single checker. */
function refuseForeignFamily({ sources: [first] }: Checker, entry: Data | undefined, { host }: Run): void {
  const ip = ipAddress(host);
  if (entry === undefined || first === undefined || ip === null || familyOf(ip) === familyOf(first)) return;
  throw refuse(entry, `its sources are ${familyOf(first)} and the target is ${familyOf(ip)}; accepted is one family`);
}

function compact<T>(fields: { [Key in keyof T]?: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
